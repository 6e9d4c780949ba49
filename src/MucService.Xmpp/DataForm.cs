using System.Collections.Immutable;

namespace MucService.Xmpp;

/// <summary>What a form is for. XEP-0004 #protocol-formtypes.</summary>
public enum DataFormType
{
    /// <summary>Asks to be filled in.</summary>
    Form,

    /// <summary>Is filled in.</summary>
    Submit,

    /// <summary>Will not be filled in.</summary>
    Cancel,

    /// <summary>Tells something.</summary>
    Result,
}

/// <summary>
/// A data form. XEP-0004. Immutable; made with <see cref="With(FormField?)"/>, or read from an <c>x</c>.
/// </summary>
public sealed class DataForm
{
    private const string FormTypeField = "FORM_TYPE";

    /// <summary>A form without fields.</summary>
    /// <param name="type">What it is for.</param>
    /// <param name="scope">Its FORM_TYPE, XEP-0068; null for none.</param>
    public DataForm(DataFormType type, string? scope = null)
    {
        Type = type;
        Fields = scope is null ? [] : [FormField.Hidden(FormTypeField, scope)];
    }

    private DataForm(DataForm of)
    {
        Type = of.Type;
        Title = of.Title;
        Instructions = of.Instructions;
        Fields = of.Fields;
        Reported = of.Reported;
        Items = of.Items;
    }

    /// <summary>What it is for.</summary>
    public DataFormType Type { get; }

    /// <summary>The title, or null.</summary>
    public string? Title { get; init; }

    /// <summary>What the person shall do, by paragraphs.</summary>
    public ImmutableArray<string> Instructions { get; init; } = [];

    /// <summary>The fields in order, FORM_TYPE among them.</summary>
    public ImmutableArray<FormField> Fields { get; private init; }

    /// <summary>The columns of a table of results. XEP-0004 #protocol-results.</summary>
    public ImmutableArray<FormField> Reported { get; init; } = [];

    /// <summary>The rows of a table of results.</summary>
    public ImmutableArray<ImmutableArray<FormField>> Items { get; init; } = [];

    /// <summary>The value of FORM_TYPE, whatever type that field has; null if there is none. XEP-0068.</summary>
    public string? Scope => Text(FormTypeField);

    /// <summary>The first field of that name, or null.</summary>
    public FormField? this[string name]
    {
        get
        {
            foreach (var field in Fields)
            {
                if (field.Name == name)
                    return field;
            }

            return null;
        }
    }

    /// <summary>True if the element is a form.</summary>
    public static bool IsForm(Element element) => element.Is("x", Namespaces.DataForms);

    /// <summary>Reads a form. Null if the element is none, or its type is none of the four.</summary>
    public static DataForm? From(Element? element)
    {
        if (element is null || !IsForm(element) || ReadType(element["type"]) is not { } type)
            return null;

        return new DataForm(type)
        {
            Title = element.Child("title")?.Text,
            Instructions = [.. All(element, "instructions").Select(child => child.Text)],
            Fields = ReadFields(element),
            Reported = element.Child("reported") is { } reported ? ReadFields(reported) : [],
            Items = [.. All(element, "item").Select(ReadFields)],
        };
    }

    /// <summary>The first form among an element's children that has this FORM_TYPE; null if there is none.</summary>
    public static DataForm? In(Element parent, string scope) =>
        parent.Children.Where(IsForm).Select(From).FirstOrDefault(form => form?.Scope == scope);

    /// <summary>This form with one more field; unchanged if it is null.</summary>
    public DataForm With(FormField? field) => field is null ? this : new DataForm(this) { Fields = Fields.Add(field) };

    /// <summary>The first value of a field; null if there is no such field or it has no value.</summary>
    public string? Text(string name) => this[name] is { Values: [var first, ..] } ? first : null;

    /// <summary>All values of a field; none if there is no such field. Whether there is one, the indexer tells.</summary>
    public ImmutableArray<string> Texts(string name) => this[name]?.Values ?? [];

    /// <summary>The value of a <c>boolean</c> field; null if there is no such field or the value is neither true nor false.</summary>
    public bool? Boolean(string name) => Text(name) switch
    {
        "1" or "true" => true,
        "0" or "false" => false,
        _ => null,
    };

    /// <summary>The <c>x</c> child.</summary>
    public Element ToElement()
    {
        var form = new Element("x", Namespaces.DataForms).With("type", Type.ToString().ToLowerInvariant());
        if (Title is not null)
            form = form.With(new Element("title", Namespaces.DataForms).WithText(Title));
        form = form
            .With(Instructions.Select(text => new Element("instructions", Namespaces.DataForms).WithText(text)))
            .With(Fields.Select(field => field.ToElement()));
        if (!Reported.IsEmpty)
            form = form.With(Row("reported", Reported));
        return form.With(Items.Select(item => Row("item", item)));
    }

    private static DataFormType? ReadType(string? written) => written switch
    {
        "form" => DataFormType.Form,
        "submit" => DataFormType.Submit,
        "cancel" => DataFormType.Cancel,
        "result" => DataFormType.Result,
        _ => null,
    };

    private static ImmutableArray<FormField> ReadFields(Element parent) => [.. All(parent, "field").Select(FormField.From)];

    private static IEnumerable<Element> All(Element parent, string local) =>
        parent.Children.Where(child => child.Is(local, Namespaces.DataForms));

    private static Element Row(string local, ImmutableArray<FormField> fields) =>
        new Element(local, Namespaces.DataForms).With(fields.Select(field => field.ToElement()));
}
