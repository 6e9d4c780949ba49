using Npgsql;
using NpgsqlTypes;

namespace MucService.Storage.PostgreSql;

/// <summary>A statement for many rows at once: one array per column, which it unnests.</summary>
internal sealed class UnnestCommand(string text)
{
    private readonly List<NpgsqlParameter> _columns = [];

    /// <summary>A column of JIDs, nicks and other texts.</summary>
    public List<string?> Texts() => Column<string?>(NpgsqlDbType.Text);

    /// <summary>A column of numbers.</summary>
    public List<int> Integers() => Column<int>(NpgsqlDbType.Integer);

    /// <summary>A column of greater numbers, and of times.</summary>
    public List<long> Longs() => Column<long>(NpgsqlDbType.Bigint);

    /// <summary>A column of flags.</summary>
    public List<bool> Flags() => Column<bool>(NpgsqlDbType.Boolean);

    /// <summary>A column of bytes.</summary>
    public List<byte[]> Bytes() => Column<byte[]>(NpgsqlDbType.Bytea);

    /// <summary>As part of a batch.</summary>
    public NpgsqlBatchCommand ToBatchCommand()
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var column in _columns)
            command.Parameters.Add(column);
        return command;
    }

    private List<T> Column<T>(NpgsqlDbType type)
    {
        var values = new List<T>();
        _columns.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        return values;
    }
}
