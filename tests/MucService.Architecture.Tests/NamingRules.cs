using System.Text.RegularExpressions;
using Xunit;

namespace MucService.Architecture.Tests;

/// <summary>The words that names are made of.</summary>
public sealed partial class NamingRules
{
    [Fact]
    public void An_actor_ends_in_Actor_or_Supervisor() =>
        Rule.HasNoOffender(Assemblies.Types().Where(type => IsActor(type) && !SaysActor(type)).Select(type => type.FullName));

    [Fact]
    public void Nothing_else_ends_in_Actor_or_Supervisor() =>
        Rule.HasNoOffender(Assemblies.Types().Where(type => !IsActor(type) && SaysActor(type)).Select(type => type.FullName));

    [Fact]
    public void No_type_has_a_name_that_says_nothing() =>
        Rule.HasNoOffender(Assemblies.Types().Where(type => SaysNothing().IsMatch(type.Name)).Select(type => type.FullName));

    [Fact]
    public void Every_options_class_has_a_validator_beside_it()
    {
        var host = Assemblies.TypesOf("MucService.Host").ToList();
        var options = host.Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(options);
        Rule.HasNoOffender(options.Where(section => !host.Exists(type => Validates(type, section))).Select(section => section.FullName));
    }

    [Fact]
    public void What_a_validator_validates_ends_in_Options()
    {
        var validated = Assemblies.Types()
            .SelectMany(type => type.GetInterfaces())
            .Where(implemented => implemented is { IsGenericType: true, Name: "IValidateOptions`1" })
            .Select(implemented => implemented.GetGenericArguments()[0].Name);

        Assert.All(validated, name => Assert.EndsWith("Options", name, StringComparison.Ordinal));
    }

    private static bool Validates(Type type, Type section) =>
        type.GetInterfaces().Any(implemented =>
            implemented is { IsGenericType: true, Name: "IValidateOptions`1" } && implemented.GetGenericArguments()[0] == section);

    private static bool IsActor(Type type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.FullName == "Akka.Actor.ActorBase")
                return true;
        }

        return false;
    }

    private static bool SaysActor(Type type) =>
        type.Name.EndsWith("Actor", StringComparison.Ordinal) || type.Name.EndsWith("Supervisor", StringComparison.Ordinal);

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Utilities|Impl)(`[0-9]+)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SaysNothing();
}
