using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Xunit;

namespace MucService.Architecture.Tests;

/// <summary>Who may reference whom, as the project files say it and as the compiler did it.</summary>
public sealed class DependencyRules
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["MucService.Xmpp"] = [],
        ["MucService.Rooms"] = ["MucService.Xmpp"],
        ["MucService.Links"] = ["MucService.Xmpp"],
        ["MucService.Storage"] = ["MucService.Xmpp"],
        ["MucService.Wire"] = ["MucService.Xmpp"],
        ["MucService.Actors"] = ["MucService.Links", "MucService.Rooms", "MucService.Storage", "MucService.Wire", "MucService.Xmpp"],
        ["MucService.Host"] =
            ["MucService.Actors", "MucService.Links", "MucService.Rooms", "MucService.Storage", "MucService.Wire", "MucService.Xmpp"],
        ["MucService.Admin"] = [],
    };

    private static readonly string[] KnowAkka = ["MucService.Actors", "MucService.Host"];

    public static TheoryData<string> Projects => [.. Repository.Projects];

    [Fact]
    public void The_table_names_every_project() =>
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), Repository.Projects);

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_file_references_only_what_the_table_allows(string project)
    {
        var referenced = Repository.Included(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path));

        Rule.HasNoOffender(referenced.Except(Allowed[project], StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_compiled_assembly_references_only_what_the_table_allows(string project)
    {
        var referenced = AssembliesReferencedBy(project).Where(name => name.StartsWith("MucService.", StringComparison.Ordinal));

        Rule.HasNoOffender(referenced.Except(Allowed[project], StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Only_the_actors_and_the_composition_root_know_Akka(string project)
    {
        var akka = AssembliesReferencedBy(project).Where(name => name.StartsWith("Akka", StringComparison.Ordinal));
        var packages = Repository.Included(project, "PackageReference").Where(name => name.StartsWith("Akka", StringComparison.Ordinal));

        if (!KnowAkka.Contains(project, StringComparer.Ordinal))
            Rule.HasNoOffender(akka.Concat(packages));
    }

    [Theory]
    [InlineData("MucService.Xmpp")]
    [InlineData("MucService.Rooms")]
    [InlineData("MucService.Links")]
    public void The_pure_projects_need_no_package(string project) =>
        Rule.HasNoOffender(Repository.Included(project, "PackageReference"));

    [Fact]
    public void References_do_not_leak_upwards() =>
        Assert.Contains(
            "<DisableTransitiveProjectReferences>true</DisableTransitiveProjectReferences>",
            Repository.Read("Directory.Build.props"),
            StringComparison.Ordinal);

    private static List<string> AssembliesReferencedBy(string project)
    {
        using var file = File.OpenRead(Assemblies.PathOf(project));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
