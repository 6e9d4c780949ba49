namespace MucService.Rooms.Reachability;

/// <summary>What a session may have missed.</summary>
/// <param name="Since">What it is proved to know.</param>
/// <param name="Told">The last change that it may have been told all the same.</param>
/// <param name="HeldAnnotations">It was sent annotations then.</param>
/// <param name="LastMessage">The number of the last message that it may have missed.</param>
internal readonly record struct Gap(Known Since, long Told, bool HeldAnnotations, long LastMessage);
