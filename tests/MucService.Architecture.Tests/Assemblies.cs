using System.Reflection;
using System.Runtime.CompilerServices;

namespace MucService.Architecture.Tests;

/// <summary>The compiled projects, as they lie beside this test.</summary>
internal static class Assemblies
{
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["MucService.Host"] = "mucservice",
        ["MucService.Admin"] = "mucctl",
    };

    /// <summary>The assembly file of a project under <c>src</c>.</summary>
    public static string PathOf(string project) =>
        Path.Combine(AppContext.BaseDirectory, Renamed.GetValueOrDefault(project, project) + ".dll");

    /// <summary>The types that somebody wrote, of all projects under <c>src</c>.</summary>
    public static IEnumerable<Type> Types() => Repository.Projects.SelectMany(TypesOf);

    /// <summary>The types that somebody wrote, of one project.</summary>
    public static IEnumerable<Type> TypesOf(string project) =>
        Assembly.LoadFrom(PathOf(project)).GetTypes().Where(type => !IsGenerated(type));

    private static bool IsGenerated(Type type) =>
        type.Name.Contains('<', StringComparison.Ordinal)
        || type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false)
        || type.Namespace?.StartsWith("MucService", StringComparison.Ordinal) is false
        || (type.DeclaringType is { } outer && IsGenerated(outer));
}
