namespace MucService.TestBed;

/// <summary>A file system of a bed that is so small that it can be filled. What is on it is seen in the bed only.</summary>
public sealed class SmallDisk
{
    private readonly NetworkNamespace _namespace;

    private SmallDisk(NetworkNamespace @namespace, string directory) => (_namespace, Directory) = (@namespace, directory);

    /// <summary>Where it is.</summary>
    public string Directory { get; }

    private string Ballast => Path.Combine(Directory, "ballast");

    /// <summary>Makes one.</summary>
    public static async Task<SmallDisk> CreateAsync(Bed bed, int megabytes)
    {
        var disk = new SmallDisk(bed.Namespace, Path.Combine(bed.Namespace.Directory, $"disk-{megabytes}"));
        await bed.Namespace.RunAsync("mkdir", disk.Directory);
        await bed.Namespace.RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=0700", "tmpfs", disk.Directory);
        return disk;
    }

    /// <summary>Fills it to the last byte.</summary>
    public Task FillAsync() => _namespace.RunAsync("bash", "-c", $"! cat /dev/zero > {Ballast} 2> /dev/null");

    /// <summary>Gives the space back.</summary>
    public Task FreeAsync() => _namespace.RunAsync("rm", Ballast);
}
