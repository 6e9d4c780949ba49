using Xunit;

namespace MucService.Deploy.Tests;

/// <summary>The image, without a daemon that builds images: each of its own commands runs as a process, on this system.</summary>
[Collection(nameof(Published))]
public sealed class DockerfileTests(Published published)
{
    [Fact]
    public async Task The_entry_point_is_what_was_published_and_says_what_it_lacks()
    {
        Assert.Equal("[\"/opt/mucservice/mucservice\"]", Assert.Single(Dockerfile.Read().Commands("ENTRYPOINT")));
        Assert.Contains("--from=build /out/service /opt/mucservice", Dockerfile.Read().Commands("COPY"));

        var ended = await Shell.RunAsync(published.Service, [], new Dictionary<string, string> { ["Muc__Health__Listen"] = "0.0.0.0:8080" });

        Assert.Equal((2, ""), (ended.ExitCode, ended.Output));
        Assert.Equal("mucservice: Muc:Components:0:Domain is required: which domain do the rooms live on?\n", ended.Errors);
    }

    [Fact]
    public async Task Its_variables_are_settings_that_the_service_knows()
    {
        var settings = Dockerfile.Read().Environment().Where(pair => pair.Key.StartsWith("Muc__", StringComparison.Ordinal)).ToDictionary();
        Assert.Equal(2, settings.Count);

        var ended = await Shell.RunAsync(published.Service, [], settings);

        // Had it not known one, it would have said so in the same breath.
        Assert.Equal("mucservice: Muc:Components:0:Domain is required: which domain do the rooms live on?\n", ended.Errors);
    }

    [Fact]
    public async Task Mucctl_finds_the_node_by_the_variable_of_the_image()
    {
        var address = Dockerfile.Read().Environment()["MUCCTL_ADDRESS"];
        Assert.Equal($"unix:{Dockerfile.Read().Environment()["Muc__Storage__DataDirectory"]}/admin.sock", address);

        var ended = await Shell.RunAsync(published.Mucctl, ["status"], new Dictionary<string, string> { ["MUCCTL_ADDRESS"] = address });

        Assert.Equal(3, ended.ExitCode);
        Assert.StartsWith($"mucctl: no node answers at {address}", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_its_last_stage_copies_and_runs_makes_a_system_that_its_user_can_work_in()
    {
        var dockerfile = Dockerfile.Read();
        var copies = dockerfile.Commands("COPY").Where(copy => copy.StartsWith("--from=build /out/", StringComparison.Ordinal))
            .Select(copy => copy["--from=build /out/".Length..].Split(' '))
            .Select(copy => $"cp -r '{published.Folder}/{copy[0]}' {copy[1]}");
        var run = dockerfile.Commands("RUN").Last();
        Assert.StartsWith("ln -s ", run, StringComparison.Ordinal);
        var user = dockerfile.Commands("USER").Single();
        var variables = string.Join(' ', dockerfile.Environment().Select(pair => $"{pair.Key}={pair.Value}"));
        var entryPoint = dockerfile.Commands("ENTRYPOINT").Single().Trim('[', ']').Trim('"');
        var asUser = $"env {variables} setpriv --reuid={user} --regid={user} --clear-groups";

        // The image's base has none of it; this system may be one that the service runs on.
        var ended = await CopyOfThisSystem.RunAsync(
            $"""
            rm -rf {dockerfile.Commands("WORKDIR").Last()}
            {string.Join('\n', copies)}
            {run}
            cd {dockerfile.Commands("WORKDIR").Last()}
            {asUser} touch written
            stat --format=%U:%a .
            {asUser} mucctl status || echo mucctl ended with $?
            {asUser} {entryPoint} || echo mucservice ended with $?
            """,
            published.Folder);

        Assert.True(ended.ExitCode == 0, ended.Errors);
        Assert.Equal("mucservice:700\nmucctl ended with 3\nmucservice ended with 2\n", ended.Output);
        Assert.EndsWith("mucservice: Muc:Components:0:Domain is required: which domain do the rooms live on?\n", ended.Errors, StringComparison.Ordinal);
    }
}
