using Xunit;

namespace MucService.Deploy.Tests;

/// <summary>All YAML of this folder, before anything reads its meaning.</summary>
public sealed class YamlTests
{
    [Fact]
    public async Task The_linter_finds_nothing()
    {
        const string Rules = "{extends: default, rules: {document-start: disable, line-length: {max: 180}, comments: {min-spaces-from-content: 1}}}";

        var ended = await Shell.RunAsync("yamllint", ["--strict", "-d", Rules, "deploy"]);

        Assert.Equal((0, ""), (ended.ExitCode, ended.Output));
    }
}
