using MucService.TestBed;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>The check that no room speaks with two voices, on records of a host.</summary>
public sealed class RoomInstancesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("instances-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_room_that_moves_speaks_with_one_voice() =>
        Assert.Empty(Of("1 a/1 tea@muc", "1 a/1 tea@muc", "4 b/1 tea@muc", "2 a/2 coffee@muc", "9 a/3 tea@muc").Relapses());

    [Fact]
    public void An_instance_that_speaks_after_a_later_one_is_found() =>
        Assert.Equal(["tea@muc: a/1 in epoch 1 after b/1 in epoch 4"], Of("1 a/1 tea@muc", "4 b/1 tea@muc", "1 a/1 tea@muc").Relapses());

    [Fact]
    public void An_instance_that_says_again_what_it_said_in_an_earlier_epoch_of_its_own_is_one_voice() =>
        Assert.Empty(Of("1 a/1 tea@muc", "4 a/1 tea@muc", "1 a/1 tea@muc").Relapses());

    [Fact]
    public void Instances_are_counted()
    {
        var seen = Of("1 a/1 tea@muc", "4 b/1 tea@muc", "2 a/2 coffee@muc", "5 b/1");

        Assert.Equal((2, 1, 3), (seen.Of("tea@muc"), seen.Of("coffee@muc"), seen.Stanzas));
        Assert.Equal(("b", null), (seen.NodeOf("tea@muc"), seen.NodeOf("cocoa@muc")));
    }

    private RoomInstances Of(params string[] lines)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, RoomInstances.FileName), string.Join('\n', lines));
        return new RoomInstances(_folder.FullName);
    }
}
