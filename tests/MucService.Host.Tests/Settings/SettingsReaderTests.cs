using Microsoft.Extensions.Configuration;
using MucService.Host.Settings;
using MucService.Host.Tests.Fakes;
using MucService.Rooms;
using Xunit;

namespace MucService.Host.Tests.Settings;

public sealed class SettingsReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_needed_is_enough()
    {
        var (options, faults) = Read();

        Assert.Empty(faults);
        Assert.Equal("chats.shakespeare.lit", Assert.Single(options.Components).Domain);
        Assert.Equal(TimeSpan.FromSeconds(10), options.Links.ProbeInterval);
    }

    [Fact]
    public void Each_kind_of_value_is_read()
    {
        var (options, faults) = Read(
            ("Muc:Links:Policy", "eject"),
            ("Muc:Links:Grace", "90s"),
            ("Muc:Links:Settle", "00:00:02.5"),
            ("Muc:Rooms:Locking", "False"),
            ("Muc:Rooms:HistorySize", "7"),
            ("Muc:Wire:MaxAcceptedBytes", "4294967296"),
            ("Muc:Admins:0", "nurse@capulet.lit"),
            ("Muc:Admins:1", "friar@verona.lit"),
            ("muc:rooms:maxoccupants", "5"));

        Assert.Empty(faults);
        Assert.Equal(LinkPolicy.Eject, options.Links.Policy);
        Assert.Equal(TimeSpan.FromSeconds(90), options.Links.Grace);
        Assert.Equal(TimeSpan.FromSeconds(2.5), options.Links.Settle);
        Assert.False(options.Rooms.Locking);
        Assert.Equal(7, options.Rooms.HistorySize);
        Assert.Equal(4_294_967_296, options.Wire.MaxAcceptedBytes);
        Assert.Equal(["nurse@capulet.lit", "friar@verona.lit"], options.Admins);
        Assert.Equal(5, options.Rooms.MaxOccupants);
    }

    [Theory]
    [InlineData("0.0.0.0:8080", "")]
    [InlineData("[::]:8080", "")]
    [InlineData("localhost:8080", "Muc:Health:Listen must be an IP address and a port, e.g. 0.0.0.0:8080, and is 'localhost:8080'")]
    [InlineData("0.0.0.0:0", "Muc:Health:Listen must be an IP address and a port, e.g. 0.0.0.0:8080, and is '0.0.0.0:0'")]
    public void The_health_address_is_checked(string listen, string fault)
    {
        var (_, faults) = Read(("Muc:Health:Listen", listen));

        Assert.Equal(fault, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("capulet.lit", "30s", "CAPULET.lit", "Muc:Links:Domains names a domain twice")]
    [InlineData("capulet.lit", "0s", "", "Muc:Links:Domains:0:Grace must be 1s to 7d, and is 0s")]
    [InlineData("ca pulet", "30s", "", "Muc:Links:Domains:0:Domain must be a domain, e.g. capulet.lit")]
    public void What_holds_for_single_domains_is_checked(string domain, string grace, string other, string fault)
    {
        var (_, faults) = other.Length == 0
            ? Read(("Muc:Links:Domains:0:Domain", domain), ("Muc:Links:Domains:0:Grace", grace))
            : Read(("Muc:Links:Domains:0:Domain", domain), ("Muc:Links:Domains:0:Grace", grace), ("Muc:Links:Domains:1:Domain", other));

        Assert.Equal([fault], faults);
    }

    [Theory]
    [InlineData("Muc:Links:Polcy", "eject", "Muc:Links:Polcy is no setting: did you mean Policy?")]
    [InlineData("Muc:Contact:Abuse:0", "/abuse", "Muc:Contact:Abuse:0 must be a URI such as mailto:help@shakespeare.lit or xmpp:help@shakespeare.lit, and is '/abuse'")]
    [InlineData("Muc:Rooms:Create", "listed", "Muc:Rooms:Creators:0 is required where Create is Listed")]
    [InlineData("Muc:Rooms:Creators:0", "@", "Muc:Rooms:Creators:0 must be a bare JID or a domain, and is '@'")]
    [InlineData("Muc:Rooms:Nicks:Pattern", "[a", "Muc:Rooms:Nicks:Pattern must be a regular expression, and is '[a'")]
    [InlineData("Muc:Rooms:Names:Reserved:0", "a b", "Muc:Rooms:Names:Reserved:0 must be the name of a room, and is 'a b'")]
    [InlineData("Muc:Rooms:Rates:Room:Entries", "often", "Muc:Rooms:Rates:Room:Entries must be a number and a time such as 60/20s, 1 to 1000000 in 1s to 1d, or unlimited, and is 'often'")]
    [InlineData("Muc:Rooms:Rates:Occupant:Messages", "0/20s", "Muc:Rooms:Rates:Occupant:Messages must be a number and a time such as 60/20s, 1 to 1000000 in 1s to 1d, or unlimited, and is '0/20s'")]
    [InlineData("Muc:Rooms:Rates:Occupant:Messages", "60/20ms", "Muc:Rooms:Rates:Occupant:Messages must be a number and a time such as 60/20s, 1 to 1000000 in 1s to 1d, or unlimited, and is '60/20ms'")]
    [InlineData("Muc:Block:Lists:0:Service", "nurse@lists.example/x", "Muc:Block:Lists:0:Service must be the domain or bare JID of a pubsub service, e.g. lists.example")]
    [InlineData("Muc:Rooms:Defaults:Lang", "not a tag", "Muc:Rooms:Defaults:Lang must be a language tag such as en")]
    [InlineData("Muc:Block:Domains:0", "a b", "Muc:Block:Domains:0 must be a domain, and is 'a b'")]
    [InlineData("Muc:Block:Domains:0", "CHATS.shakespeare.lit", "Muc:Block:Domains:0 is a service of ours")]
    [InlineData("Muc:Gibberish", "1", "Muc:Gibberish is no setting")]
    [InlineData("Muc:Components:0:Sekret", "x", "Muc:Components:0:Sekret is no setting: did you mean Secret?")]
    [InlineData("Muc:Links", "10s", "Muc:Links is a section, and cannot have a value")]
    [InlineData("Muc:Admins", "nurse@capulet.lit", "Muc:Admins is a list: write Muc:Admins:0, Muc:Admins:1 …")]
    [InlineData("Muc:Admins:first", "nurse@capulet.lit", "Muc:Admins:first is no setting: Muc:Admins is a list, whose keys are 0, 1 …")]
    [InlineData("Muc:Links:Grace:Seconds", "1", "Muc:Links:Grace is one value, and has no keys below it")]
    [InlineData("Muc:Links:Grace", "10", "Muc:Links:Grace must be a time such as 500ms, 10s, 5m or 00:00:10, and is '10'")]
    [InlineData(
        "Muc:Links:Policy",
        "ignore",
        "Muc:Links:Policy cannot be Ignore: nobody would be told of anything; rooms may choose it for themselves, and Muc:Links:Domains may say it for single domains")]
    [InlineData("Muc:Links:Policy", "1", "Muc:Links:Policy must be Annotate or Eject or Ignore, and is '1'")]
    [InlineData("Muc:Rooms:Locking", "maybe", "Muc:Rooms:Locking must be true or false, and is 'maybe'")]
    [InlineData("Muc:Rooms:HistorySize", "many", "Muc:Rooms:HistorySize must be a whole number, and is 'many'")]
    [InlineData("Muc:Rooms:HistorySize", "", "Muc:Rooms:HistorySize must be a whole number, and is ''")]
    [InlineData("Muc:Rooms:HistorySize", "-1", "Muc:Rooms:HistorySize must be 0 to 1000, and is -1")]
    [InlineData("Muc:Links:Grace", "8d", "Muc:Links:Grace must be 1s to 7d, and is 8d")]
    [InlineData("Muc:Links:ShortestBackOff", "50ms", "Muc:Links:ShortestBackOff must be 100ms to 1m, and is 50ms")]
    [InlineData("Muc:Links:LongestBackOff", "2s", "Muc:Links:ShortestBackOff must not be longer than LongestBackOff")]
    [InlineData("Muc:Wire:MaxStanzaBytes", "9999", "Muc:Wire:MaxStanzaBytes must be 10000 to 16777216, and is 9999")]
    [InlineData("Muc:Admins:0", "capulet.lit", "Muc:Admins:0 must be a bare JID, e.g. nurse@montague.lit")]
    [InlineData("Muc:Admins:0", "nurse@capulet.lit/phone", "Muc:Admins:0 must be a bare JID, e.g. nurse@montague.lit")]
    [InlineData("Muc:AkkaConfig", "/nowhere/akka.hocon", "Muc:AkkaConfig names a file that is not there: /nowhere/akka.hocon")]
    [InlineData("Muc:Components:0:Domain", "a b", "Muc:Components:0:Domain must be a domain, and is 'a b'")]
    [InlineData("Muc:Components:0:Server", "127.0.0.1", "Muc:Components:0:Server must be host:port, and is '127.0.0.1'")]
    [InlineData("Muc:Components:0:Server", "127.0.0.1:0", "Muc:Components:0:Server must be host:port, and is '127.0.0.1:0'")]
    [InlineData("Muc:Components:0:Secret", "", "Muc:Components:0:Secret or SecretFile is required")]
    [InlineData("Muc:Components:0:SecretFile", "/dev/null", "Muc:Components:0:SecretFile and Secret exclude each other")]
    [InlineData("Muc:Cluster:Listen", "everywhere", "Muc:Cluster:Listen must be host:port, and is 'everywhere'")]
    [InlineData("Muc:Cluster:Listen", "0.0.0.0:4053", "Muc:Cluster:Listen must be an address that other nodes can reach, not all addresses at once")]
    [InlineData("Muc:Cluster:Seeds:0", "10.0.0.2:4053", "Muc:Storage:Provider must be PostgreSql where Muc:Cluster:Seeds names other nodes: the files of SQLite belong to one process")]
    [InlineData("Muc:Cluster:Seeds:0", "?", "Muc:Cluster:Seeds:0 must be host:port, and is '?'")]
    [InlineData("Muc:Admin:Listen", "http://0.0.0.0:5380", "Muc:Admin:Listen must be unix:/path or http:// with a loopback address and a port, and is 'http://0.0.0.0:5380'")]
    [InlineData("Muc:Storage:Provider", "Oracle", "Muc:Storage:Provider must be Sqlite or PostgreSql, and is 'Oracle'")]
    [InlineData("Muc:Storage:Provider", "PostgreSql", "Muc:Storage:ConnectionString is required for PostgreSql")]
    [InlineData("Muc:Storage:ConnectionString", "Host=db", "Muc:Storage:ConnectionString is for PostgreSql; SQLite keeps its files in DataDirectory")]
    public void A_fault_is_one_line_that_begins_with_its_key(string key, string value, string line) =>
        Assert.Equal([line], Read((key, value)).Faults);

    [Fact]
    public void All_faults_of_all_sections_are_told_at_once() =>
        Assert.Equal(
            [
                "Muc:Links:Polcy is no setting: did you mean Policy?",
                "Muc:Rooms:Locking must be true or false, and is 'maybe'",
                "Muc:Components:0:Server is required",
                "Muc:Links:Grace must be 1s to 7d, and is 0s",
                "Muc:Rooms:MaxOccupants must be 1 to 100000, and is 0",
            ],
            Read(
                ("Muc:Components:0:Server", ""),
                ("Muc:Links:Polcy", "eject"),
                ("Muc:Links:Grace", "0s"),
                ("Muc:Rooms:Locking", "maybe"),
                ("Muc:Rooms:MaxOccupants", "0")).Faults);

    [Fact]
    public void Without_a_component_there_is_nothing_to_do()
    {
        var (_, faults) = SettingsReader.Read(Configured([("Muc:Storage:DataDirectory", _folder.Path)]));

        Assert.Equal(["Muc:Components:0:Domain is required: which domain do the rooms live on?"], faults);
    }

    [Fact]
    public void The_node_itself_may_be_its_seed() =>
        Assert.Empty(Read(("Muc:Cluster:Listen", "127.0.0.1:4999"), ("Muc:Cluster:Seeds:0", "127.0.0.1:4999")).Faults);

    [Fact]
    public void A_secret_may_lie_in_a_file()
    {
        File.WriteAllText(_folder["secret"], "s3cret \nignored\n");
        var (options, faults) = Read(("Muc:Components:0:Secret", ""), ("Muc:Components:0:SecretFile", _folder["secret"]));

        Assert.Empty(faults);
        Assert.Equal("s3cret", options.Components[0].ReadSecret());
    }

    [Fact]
    public void An_empty_or_missing_file_holds_no_secret()
    {
        File.WriteAllText(_folder["empty"], "\n");

        Assert.Equal(
            ["Muc:Components:0:SecretFile names a file whose first line is empty"],
            Read(("Muc:Components:0:Secret", ""), ("Muc:Components:0:SecretFile", _folder["empty"])).Faults);
        Assert.StartsWith(
            "Muc:Components:0:SecretFile cannot be read: ",
            Assert.Single(Read(("Muc:Components:0:Secret", ""), ("Muc:Components:0:SecretFile", _folder["missing"])).Faults),
            StringComparison.Ordinal);
    }

    [Fact]
    public void No_fault_repeats_a_secret_or_a_password()
    {
        var (_, faults) = Read(
            ("Muc:Components:0:Secret", "s3cret"),
            ("Muc:Components:0:SecretFile", "/dev/null"),
            ("Muc:Storage:Provider", "PostgreSql"),
            ("Muc:Storage:ConnectionString", "Password s3cret"));

        Assert.Equal(2, faults.Count);
        Assert.DoesNotContain(faults, fault => fault.Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public void The_data_directory_is_made_for_its_owner_only()
    {
        Assert.Empty(Read(("Muc:Storage:DataDirectory", _folder["new"])).Faults);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder["new"]));
    }

    [Fact]
    public void A_data_directory_that_is_a_file_is_a_fault()
    {
        File.WriteAllText(_folder["file"], "");

        Assert.StartsWith(
            "Muc:Storage:DataDirectory cannot be used: ",
            Assert.Single(Read(("Muc:Storage:DataDirectory", _folder["file"])).Faults),
            StringComparison.Ordinal);
    }

    private static IConfiguration Configured(IEnumerable<(string Key, string Value)> settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();

    private (MucOptions Options, IReadOnlyList<string> Faults) Read(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Muc:Components:0:Domain"] = "chats.shakespeare.lit",
            ["Muc:Components:0:Server"] = "127.0.0.1:5347",
            ["Muc:Components:0:Secret"] = "x",
            ["Muc:Storage:DataDirectory"] = _folder.Path,
        };
        foreach (var (key, value) in settings)
            all[key] = value;

        return SettingsReader.Read(Configured(all.Select(setting => (setting.Key, setting.Value))));
    }
}
