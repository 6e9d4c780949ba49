using System.Data.Common;
using Npgsql;

namespace MucService.Storage.PostgreSql;

/// <summary>What the operator wrote, with what is better than Npgsql's defaults for a service.</summary>
internal static class ConnectionStrings
{
    private static readonly string[] GssEncryption = ["GSS Encryption Mode", "GssEncryptionMode"];

    /// <summary>
    /// Without Kerberos, unless it is asked for: where its library is installed, each connection would first look for a server of it by DNS,
    /// and with a DNS that does not answer that takes longer than a commit may.
    /// </summary>
    /// <exception cref="ArgumentException">It is no connection string of Npgsql's.</exception>
    public static NpgsqlConnectionStringBuilder Read(string written)
    {
        var named = new DbConnectionStringBuilder { ConnectionString = written };
        var settings = new NpgsqlConnectionStringBuilder(written);
        if (!GssEncryption.Any(named.ContainsKey))
            settings.GssEncryptionMode = GssEncryptionMode.Disable;
        return settings;
    }
}
