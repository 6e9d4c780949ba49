using System.Data.Common;
using Npgsql;

namespace MucService.Storage.PostgreSql;

/// <summary>What the operator wrote, with what is better than Npgsql's defaults for a service.</summary>
internal static class ConnectionStrings
{
    private static readonly string[] GssEncryption = ["GSS Encryption Mode", "GssEncryptionMode"];

    // The server ends, after 10 s, what a node began and does not go on with: a network that is cut tells it nothing, and the rows would stay locked.
    private const string LetsGo = "-c idle_in_transaction_session_timeout=10000 -c tcp_user_timeout=10000";

    /// <summary>
    /// Without Kerberos, unless it is asked for: where its library is installed, each connection would first look for a server of it by DNS,
    /// and with a DNS that does not answer that takes longer than a commit may. And unless options are given, the server lets go of a node that is out of
    /// reach in the midst of a transaction: others would wait for the room that it was writing.
    /// </summary>
    /// <exception cref="ArgumentException">It is no connection string of Npgsql's.</exception>
    public static NpgsqlConnectionStringBuilder Read(string written)
    {
        var named = new DbConnectionStringBuilder { ConnectionString = written };
        var settings = new NpgsqlConnectionStringBuilder(written);
        if (!GssEncryption.Any(named.ContainsKey))
            settings.GssEncryptionMode = GssEncryptionMode.Disable;
        if (!named.ContainsKey("Options"))
            settings.Options = LetsGo;
        return settings;
    }
}
