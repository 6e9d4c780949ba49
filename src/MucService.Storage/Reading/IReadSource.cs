using System.Data.Common;

namespace MucService.Storage.Reading;

/// <summary>Where reading connections come from.</summary>
internal interface IReadSource
{
    /// <summary>How a transaction begins in which every query sees the same moment.</summary>
    string BeginSnapshot { get; }

    /// <summary>A new connection that only reads, open.</summary>
    DbConnection Open();
}
