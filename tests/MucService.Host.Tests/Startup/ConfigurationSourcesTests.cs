using MucService.Host.Startup;
using MucService.Host.Tests.Fakes;
using Xunit;

namespace MucService.Host.Tests.Startup;

public sealed class ConfigurationSourcesTests : IDisposable
{
    private const string Variable = "Muc__Rooms__HistorySize";

    private readonly TemporaryFolder _folder = new();

    public ConfigurationSourcesTests() =>
        File.WriteAllText(_folder["appsettings.json"], """{ "Muc": { "Rooms": { "HistorySize": 1, "MaxOccupants": 1, "MaxSubjectBytes": 1 } } }""");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        _folder.Dispose();
    }

    [Fact]
    public void The_environment_wins_over_the_file_and_the_command_line_over_both()
    {
        Environment.SetEnvironmentVariable(Variable, "2");
        Assert.Equal("2", Read("Muc:Rooms:HistorySize"));
        Assert.Equal("3", Read("Muc:Rooms:HistorySize", "--Muc:Rooms:HistorySize=3"));
        Assert.Equal("1", Read("Muc:Rooms:MaxOccupants"));
    }

    [Fact]
    public void A_value_may_follow_its_key() =>
        Assert.Equal("3", Read("Muc:Rooms:HistorySize", "--Muc:Rooms:HistorySize", "3"));

    [Fact]
    public void The_log_is_set_like_everything_else() =>
        Assert.Equal("Debug", Read("Logging:LogLevel:Default", "--Logging:LogLevel:Default=Debug"));

    [Fact]
    public void A_level_of_the_log_that_there_is_not_is_a_fault() =>
        Assert.Equal(
            ["Logging:LogLevel:Akka must be Trace, Debug, Information, Warning, Error, Critical or None, and is 'Loud'"],
            NodeLogging.FaultsOf(ConfigurationSources.Read(_folder.Path, ["--Logging:LogLevel:Akka=Loud", "--Logging:LogLevel:Default=debug"]).Configuration!));

    [Theory]
    [InlineData("'--verbose' is no setting: settings look like --Muc:Rooms:Locking=false", "--verbose")]
    [InlineData("'start' is no setting: settings look like --Muc:Rooms:Locking=false", "start")]
    [InlineData("'--Muc:Rooms:Locking' has no value", "--Muc:Rooms:Locking")]
    [InlineData("'--Muc:Rooms:Locking' has no value", "--Muc:Rooms:Locking", "--Muc:Rooms:HistorySize=3")]
    public void What_is_no_setting_is_a_fault(string fault, params string[] arguments) =>
        Assert.Equal([fault], ConfigurationSources.Read(_folder.Path, arguments).Faults);

    [Fact]
    public void A_broken_file_is_a_fault()
    {
        File.WriteAllText(_folder["appsettings.json"], "{ \"Muc\": ");

        var (configuration, faults) = ConfigurationSources.Read(_folder.Path, []);

        Assert.Null(configuration);
        Assert.Matches("^appsettings.json cannot be read: .*LineNumber: 0", Assert.Single(faults));
    }

    private string? Read(string key, params string[] arguments)
    {
        var (configuration, faults) = ConfigurationSources.Read(_folder.Path, arguments);
        Assert.Empty(faults);
        return configuration![key];
    }
}
