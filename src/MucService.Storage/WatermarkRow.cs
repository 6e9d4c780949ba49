namespace MucService.Storage;

/// <summary>
/// What is written down of a room so that its sessions can be told, after the node has ended, what they missed: number 0 says what they know, and
/// the others each hold a change since.
/// </summary>
/// <param name="Number">The number; the key within the room.</param>
/// <param name="Data">As the caller wrote it; empty removes the row.</param>
/// <param name="Until">The changes up to this number go with it: number 0 tells of them now.</param>
public sealed record WatermarkRow(long Number, byte[] Data, long Until = 0);
