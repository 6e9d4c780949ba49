using System.Globalization;
using Akka.Configuration;
using Akka.Persistence.Sql;
using Microsoft.Data.Sqlite;
using MucService.Actors.Serialization;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Rooms;

/// <summary>The journal in a real SQLite file, by Akka.Persistence.Sql and our own serializers.</summary>
public sealed class RoomJournalTests : RoomSpec
{
    private const string Ada = "ada@home.example/desk";

    private static readonly string File = Path.Combine(Directory.CreateTempSubdirectory("room-journal").FullName, "journal.db");

    public RoomJournalTests()
        : base(JournalIn(File))
    {
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path.GetDirectoryName(File)!, recursive: true);
    }

    [Fact]
    public void Neither_recovery_nor_the_file_grows_with_what_was_ever_decided()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Hears("<subject");
        Deliver(room, $"<iq from='{Ada}' to='{Tea}' type='set' id='nick'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='member' jid='cy@away.example' nick='countess'/></query></iq>");
        for (var number = 1; number <= 350; number++)
        {
            Deliver(room, $"<iq from='{Ada}' to='{Tea}' type='set' id='b{number}'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='outcast' jid='eve{number % 50}@evil.example' reason='{number}'/></query></iq>");
            if (number % 2 == 0)
                Deliver(room, $"<iq from='{Ada}' to='{Tea}' type='set' id='n{number}'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='none' jid='eve{number % 50}@evil.example'/></query></iq>");
        }

        Hears("id='n350'");
        AwaitCondition(() => Rows("journal") <= 200 && Rows("snapshot") == 1, TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(100));
        var before = Describe(room).Affiliations;
        StopRoom(room);

        var again = StartRoom();
        var after = Describe(again).Affiliations;
        Assert.Equal(27, after.Count);
        Assert.Equal(before.OrderBy(entry => entry.Key.ToString()), after.OrderBy(entry => entry.Key.ToString()));
        Assert.Equal(Affiliation.Owner, after[BareJid.Parse("ada@home.example")].Affiliation);
        Enter(again, "bo@away.example/phone", "countess");
        Hears("<conflict");
    }

    private static Config JournalIn(string file) => ConfigurationFactory.ParseString($"""
        akka.loglevel = WARNING
        akka.persistence.journal.plugin = akka.persistence.journal.sql
        akka.persistence.journal.sql.provider-name = "SQLite.MS"
        akka.persistence.journal.sql.connection-string = "Data Source={file}"
        akka.persistence.snapshot-store.plugin = akka.persistence.snapshot-store.sql
        akka.persistence.snapshot-store.sql.provider-name = "SQLite.MS"
        akka.persistence.snapshot-store.sql.connection-string = "Data Source={file}"
        """).WithFallback(SerializationBindings.Config).WithFallback(SqlPersistence.DefaultConfiguration);

    private static long Rows(string table)
    {
        using var connection = new SqliteConnection($"Data Source={File};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = table == "journal" ? "SELECT COUNT(*) FROM journal" : "SELECT COUNT(*) FROM snapshot";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
