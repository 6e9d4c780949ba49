using Xunit;

namespace MucService.Deploy.Tests;

/// <summary>The unit of systemd, and what it starts.</summary>
[Collection(nameof(Published))]
public sealed class SystemdTests(Published published) : IDisposable
{
    private const string Unit = "deploy/systemd/mucservice.service";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("systemd-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Systemd_finds_nothing_wrong_with_the_unit()
    {
        var unit = Path.Combine(_folder.FullName, "mucservice.service");
        await File.WriteAllTextAsync(unit, Shell.Read(Unit).Replace("/opt/mucservice/mucservice", published.Service, StringComparison.Ordinal));

        var ended = await Shell.RunAsync("systemd-analyze", ["verify", "--man=no", "--recursive-errors=no", unit]);

        Assert.Equal((0, ""), (ended.ExitCode, ended.Errors));
    }

    [Fact]
    public async Task The_service_may_do_little_on_the_system()
    {
        // In tenths: below 2.0 is what systemd calls OK.
        var ended = await Shell.RunAsync("systemd-analyze", ["security", "--offline=yes", "--threshold=20", Unit]);

        Assert.True(ended.ExitCode == 0, ended.Output);
    }

    [Fact]
    public async Task What_it_starts_takes_its_settings_from_the_environment_file()
    {
        var settings = Setting.Of("deploy/systemd/environment", "").Concat(Setting.Of(Unit, "Environment="))
            .ToDictionary(setting => setting.Key, setting => Here(setting.Value));
        Assert.Equal(4, settings.Count);

        // No secret has been put where the unit hands it over.
        var ended = await Shell.RunAsync(published.Service, [], settings);

        Assert.Equal(2, ended.ExitCode);
        Assert.Matches(@"^mucservice: Muc:Components:0:SecretFile [^\n]*\n$", ended.Errors);
    }

    [Fact]
    public void The_settings_of_several_nodes_are_those_of_the_README()
    {
        var names = Setting.Of("deploy/systemd/environment", "#").Keys;

        Assert.Equal(6, names.Count());
        Assert.All(names, Setting.IsInReadme);
    }

    [Fact]
    public async Task The_commands_of_its_README_put_everything_where_the_unit_looks_for_it()
    {
        var commands = Shell.Read("deploy/systemd/README.md").Split("```")[1].Split('\n').Skip(1).Where(line => line.Length > 0).ToList();
        Assert.Equal(2, commands.RemoveAll(command => command.StartsWith("dotnet publish src/", StringComparison.Ordinal)));
        var unit = Shell.Read(Unit);
        Assert.Contains("\nEnvironmentFile=/etc/mucservice/environment\n", unit, StringComparison.Ordinal);
        Assert.Contains("\nLoadCredential=secret:/etc/mucservice/secret\n", unit, StringComparison.Ordinal);

        // There is no systemd that could start it at once: enabling it writes links.
        var ended = await CopyOfThisSystem.RunAsync(
            $"""
            export SYSTEMD_OFFLINE=1
            cp deploy/compose/component_secret /tmp/secret
            {string.Join('\n', commands).Replace(" --now", "", StringComparison.Ordinal).Replace(" secret /etc", " /tmp/secret /etc", StringComparison.Ordinal)}
            stat --format='%n %a' /etc/mucservice/secret /etc/mucservice/environment
            readlink /etc/systemd/system/multi-user.target.wants/mucservice.service
            """,
            published.Folder);

        Assert.True(ended.ExitCode == 0, ended.Errors);
        Assert.Equal(
            "/etc/mucservice/secret 600\n/etc/mucservice/environment 600\n/etc/systemd/system/mucservice.service\n", ended.Output);
    }

    private string Here(string value) => value
        .Replace("%d", _folder.FullName, StringComparison.Ordinal)
        .Replace("%S", _folder.FullName, StringComparison.Ordinal);
}
