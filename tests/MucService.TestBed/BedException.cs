namespace MucService.TestBed;

/// <summary>Something outside this program, that a bed needs, does not do what it should.</summary>
public sealed class BedException(string message) : Exception(message);
