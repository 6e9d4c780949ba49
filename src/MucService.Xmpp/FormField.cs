using System.Collections.Immutable;
using System.Globalization;

namespace MucService.Xmpp;

/// <summary>What a field of a form takes. XEP-0004 #protocol-fieldtypes.</summary>
public enum FormFieldType
{
    /// <summary>One line; also what a field without a type, or with an unknown one, is.</summary>
    TextSingle,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>Only to be read.</summary>
    Fixed,

    /// <summary>To be given back unchanged.</summary>
    Hidden,

    /// <summary>Several JIDs.</summary>
    JidMulti,

    /// <summary>One JID.</summary>
    JidSingle,

    /// <summary>Several of the options.</summary>
    ListMulti,

    /// <summary>One of the options.</summary>
    ListSingle,

    /// <summary>Several lines, one a value.</summary>
    TextMulti,

    /// <summary>A line that is not shown.</summary>
    TextPrivate,
}

/// <summary>One choice of a list. XEP-0004 #protocol-field.</summary>
/// <param name="Label">What the person reads, or null.</param>
/// <param name="Value">What is submitted.</param>
public sealed record FormOption(string? Label, string Value);

/// <summary>The whole numbers that a field takes. XEP-0122 #usecases-ranges.</summary>
/// <param name="Least">The least.</param>
/// <param name="Most">The greatest.</param>
public sealed record FormRange(long Least, long Most)
{
    /// <summary>The <c>validate</c> child of a field.</summary>
    public Element ToElement() => new Element("validate", Namespaces.FormValidation)
        .With("datatype", "xs:integer")
        .With(new Element("range", Namespaces.FormValidation)
            .With("min", Least.ToString(CultureInfo.InvariantCulture))
            .With("max", Most.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>One field of a data form. XEP-0004 #protocol-field.</summary>
public sealed record FormField
{
    private static readonly ImmutableArray<(FormFieldType Type, string Name)> Types =
    [
        (FormFieldType.TextSingle, "text-single"),
        (FormFieldType.Boolean, "boolean"),
        (FormFieldType.Fixed, "fixed"),
        (FormFieldType.Hidden, "hidden"),
        (FormFieldType.JidMulti, "jid-multi"),
        (FormFieldType.JidSingle, "jid-single"),
        (FormFieldType.ListMulti, "list-multi"),
        (FormFieldType.ListSingle, "list-single"),
        (FormFieldType.TextMulti, "text-multi"),
        (FormFieldType.TextPrivate, "text-private"),
    ];

    /// <summary>The name, <c>var</c>; empty for a fixed field without one.</summary>
    public required string Name { get; init; }

    /// <summary>What it takes. Null is not said, and on forms that are submitted need not be said.</summary>
    public FormFieldType? Type { get; init; }

    /// <summary>What the person reads, or null.</summary>
    public string? Label { get; init; }

    /// <summary>More about it, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The form is not complete without it.</summary>
    public bool Required { get; init; }

    /// <summary>The values: several for the multi types, else at most one.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>What may be chosen.</summary>
    public ImmutableArray<FormOption> Options { get; init; } = [];

    /// <summary>The whole numbers that it takes, or null; not read from forms. XEP-0122.</summary>
    public FormRange? Range { get; init; }

    /// <summary>A field of a submitted form: name and values only.</summary>
    public static FormField Of(string name, params ImmutableArray<string> values) => new() { Name = name, Values = values };

    /// <summary>A field to be given back unchanged.</summary>
    public static FormField Hidden(string name, string value) => new() { Name = name, Type = FormFieldType.Hidden, Values = [value] };

    /// <summary>A heading or a note between fields.</summary>
    public static FormField Fixed(string text) => new() { Name = "", Type = FormFieldType.Fixed, Values = [text] };

    /// <summary>A line of text.</summary>
    public static FormField TextSingle(string name, string? label, string value) =>
        new() { Name = name, Type = FormFieldType.TextSingle, Label = label, Values = [value] };

    /// <summary>A line of text that is not shown.</summary>
    public static FormField TextPrivate(string name, string? label, string value) =>
        new() { Name = name, Type = FormFieldType.TextPrivate, Label = label, Values = [value] };

    /// <summary>Yes or no.</summary>
    public static FormField Boolean(string name, string? label, bool value) =>
        new() { Name = name, Type = FormFieldType.Boolean, Label = label, Values = [value ? "1" : "0"] };

    /// <summary>One of some options.</summary>
    public static FormField ListSingle(string name, string? label, string? value, params ImmutableArray<FormOption> options) =>
        new() { Name = name, Type = FormFieldType.ListSingle, Label = label, Values = value is null ? [] : [value], Options = options };

    /// <summary>Several of some options.</summary>
    public static FormField ListMulti(string name, string? label, ImmutableArray<string> values, params ImmutableArray<FormOption> options) =>
        new() { Name = name, Type = FormFieldType.ListMulti, Label = label, Values = values, Options = options };

    /// <summary>Several JIDs.</summary>
    public static FormField JidMulti(string name, string? label, IEnumerable<BareJid> values) =>
        new() { Name = name, Type = FormFieldType.JidMulti, Label = label, Values = [.. values.Select(jid => jid.ToString())] };

    /// <summary>Reads a <c>field</c>.</summary>
    public static FormField From(Element field) => new()
    {
        Name = field["var"] ?? "",
        Type = ReadType(field["type"]),
        Label = field["label"],
        Description = field.Child("desc")?.Text,
        Required = field.Child("required") is not null,
        Values = [.. All(field, "value").Select(value => value.Text)],
        Options = [.. All(field, "option").Select(option => new FormOption(option["label"], option.Child("value")?.Text ?? ""))],
    };

    /// <summary>The <c>field</c> element.</summary>
    public Element ToElement()
    {
        var field = new Element("field", Namespaces.DataForms)
            .With("var", Name.Length == 0 ? null : Name)
            .With("type", Types.FirstOrDefault(row => row.Type == Type).Name)
            .With("label", Label);
        if (Description is not null)
            field = field.With(new Element("desc", Namespaces.DataForms).WithText(Description));
        if (Required)
            field = field.With(new Element("required", Namespaces.DataForms));
        return field
            .With(Range?.ToElement())
            .With(Values.Select(Value))
            .With(Options.Select(option => new Element("option", Namespaces.DataForms).With("label", option.Label).With(Value(option.Value))));
    }

    private static Element Value(string text) => new Element("value", Namespaces.DataForms).WithText(text);

    private static IEnumerable<Element> All(Element parent, string local) =>
        parent.Children.Where(child => child.Is(local, Namespaces.DataForms));

    private static FormFieldType? ReadType(string? written)
    {
        if (written is null)
            return null;

        // An unknown name finds no row: the row of nothing has the type text-single.
        return Types.FirstOrDefault(row => row.Name == written).Type;
    }
}
