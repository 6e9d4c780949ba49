namespace MucService.Storage.Writing;

/// <summary>What went wrong with a commit.</summary>
internal enum FaultKind
{
    /// <summary>The database does not work: unreachable, locked, full.</summary>
    Database,

    /// <summary>The connection was lost; a fresh one may work.</summary>
    Connection,

    /// <summary>Another transaction was in the way; once more will do.</summary>
    Conflict,

    /// <summary>Something in one of the units cannot be stored; the others can.</summary>
    Unit,
}

/// <summary>One connection that writes. Used by one thread.</summary>
internal interface IUnitCommitter : IDisposable
{
    /// <summary>Applies units in order, in one transaction, and notes on each what became of it. Repeating it after an unknown end does no harm.</summary>
    void Commit(IReadOnlyList<StorageUnit> units);

    /// <summary>Writes something of a size that matters, to see whether writing works.</summary>
    void Probe();

    /// <summary>Abandons the transaction, and the connection where it may be broken.</summary>
    void Reset();

    /// <summary>What kind of fault an exception of <see cref="Commit"/> or <see cref="Probe"/> is.</summary>
    FaultKind Judge(Exception fault);
}
