using Xunit;

namespace MucService.Xmpp.Tests;

/// <summary>XEP-0004. Examples from XEP-0004 and XEP-0045, © XMPP Standards Foundation, used under its permission notice.</summary>
public sealed class DataFormTests
{
    private const string Example = """
        <x xmlns='jabber:x:data' type='form'>
          <title>Bot Configuration</title>
          <instructions>Fill out this form to configure your new bot!</instructions>
          <field type='hidden' var='FORM_TYPE'><value>jabber:bot</value></field>
          <field type='fixed'><value>Section 1: Bot Info</value></field>
          <field type='text-single' label='The name of your bot' var='botname'/>
          <field type='text-multi' label='Helpful description of your bot' var='description'/>
          <field type='boolean' label='Public bot?' var='public'><required/></field>
          <field type='text-private' label='Password for special access' var='password'/>
          <field type='list-multi' label='What features will the bot support?' var='features'>
            <value>news</value>
            <value>search</value>
            <option label='Contests'><value>contests</value></option>
            <option label='News'><value>news</value></option>
            <option label='Search'><value>search</value></option>
          </field>
          <field type='jid-multi' label='People to invite' var='invitelist'>
            <desc>Tell all your friends about your new bot!</desc>
          </field>
        </x>
        """;

    [Fact]
    public void A_form_is_read()
    {
        var form = DataForm.From(Elements.Parse(Example))!;

        Assert.Equal(DataFormType.Form, form.Type);
        Assert.Equal("jabber:bot", form.Scope);
        Assert.Equal("Bot Configuration", form.Title);
        Assert.Equal(["news", "search"], form.Texts("features").AsEnumerable());
        Assert.Equal(new FormOption("Contests", "contests"), form["features"]!.Options[0]);
        Assert.True(form["public"]!.Required);
        Assert.Equal(FormFieldType.JidMulti, form["invitelist"]!.Type);
        Assert.Equal("Tell all your friends about your new bot!", form["invitelist"]!.Description);
        Assert.Null(form.Boolean("public"));
        Assert.Null(form["nothing"]);
    }

    [Fact]
    public void A_form_is_written_as_it_was_read() =>
        Assert.Equal(Elements.Canonical(Example), Elements.Text(DataForm.From(Elements.Parse(Example))!.ToElement()));

    [Fact]
    public void A_table_of_results_is_written_as_it_was_read()
    {
        const string table = """
            <x xmlns='jabber:x:data' type='result'>
              <title>Joogle Search: verona</title>
              <reported><field var='name'/><field var='url'/></reported>
              <item>
                <field var='name'><value>Comune di Verona</value></field>
                <field var='url'><value>http://www.comune.verona.it/</value></field>
              </item>
              <item>
                <field var='name'><value>Universita</value></field>
                <field var='url'><value>http://www.univr.it/</value></field>
              </item>
            </x>
            """;
        var form = DataForm.From(Elements.Parse(table))!;

        Assert.Equal(2, form.Items.Length);
        Assert.Equal("Comune di Verona", form.Items[0][0].Values[0]);
        Assert.Equal(Elements.Canonical(table), Elements.Text(form.ToElement()));
    }

    [Fact]
    public void A_form_is_made_field_by_field()
    {
        var form = new DataForm(DataFormType.Submit, "http://jabber.org/protocol/muc#roomconfig")
            .With(FormField.Boolean("muc#roomconfig_publicroom", null, value: true))
            .With(FormField.Of("muc#roomconfig_roomadmins", "wiccarocks@shakespeare.lit", "hecate@shakespeare.lit"));

        Assert.Equal(
            Elements.Canonical("""
                <x xmlns='jabber:x:data' type='submit'>
                  <field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#roomconfig</value></field>
                  <field var='muc#roomconfig_publicroom' type='boolean'><value>1</value></field>
                  <field var='muc#roomconfig_roomadmins'>
                    <value>wiccarocks@shakespeare.lit</value><value>hecate@shakespeare.lit</value>
                  </field>
                </x>
                """),
            Elements.Text(form.ToElement()));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("0", false)]
    [InlineData("false", false)]
    [InlineData("yes", null)]
    [InlineData("", null)]
    public void A_boolean_has_two_ways_to_say_each(string written, bool? value) =>
        Assert.Equal(value, new DataForm(DataFormType.Submit).With(FormField.Of("public", written)).Boolean("public"));

    [Theory]
    [InlineData("<x xmlns='jabber:x:data'/>")]
    [InlineData("<x xmlns='jabber:x:data' type='unheard'/>")]
    [InlineData("<x xmlns='jabber:x:other' type='form'/>")]
    public void What_is_no_form_is_not_read(string xml) => Assert.Null(DataForm.From(Elements.Parse(xml)));

    [Fact]
    public void A_field_of_unknown_type_is_a_line_of_text()
    {
        var form = DataForm.From(Elements.Parse("<x xmlns='jabber:x:data' type='form'><field var='a' type='colour'/><field var='b'/></x>"))!;

        Assert.Equal(FormFieldType.TextSingle, form["a"]!.Type);
        Assert.Null(form["b"]!.Type);
    }

    [Fact]
    public void A_form_is_found_by_its_scope()
    {
        var parent = new Element("query", Namespaces.MucOwner)
            .With(new DataForm(DataFormType.Submit, "other").ToElement())
            .With(new DataForm(DataFormType.Submit, "wanted").With(FormField.Of("a", "b")).ToElement());

        Assert.Equal("b", DataForm.In(parent, "wanted")!.Text("a"));
        Assert.Null(DataForm.In(parent, "missing"));
    }
}
