using MucService.TestBed;

namespace MucService.Deploy.Tests;

/// <summary>
/// This system's files with everything that is written to them kept apart and thrown away: commands that make folders, users and links at
/// the top of a system run in it as they stand.
/// </summary>
internal static class CopyOfThisSystem
{
    // What is mounted is seen by this process and its children only.
    private const string Script = """
        set -euo pipefail
        mount -t tmpfs tmpfs "$1"
        mkdir "$1/upper" "$1/work" "$1/root"
        mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
        for shared in /proc /dev "$2" "$3"; do
          mkdir -p "$1/root$shared"
          mount --rbind "$shared" "$1/root$shared"
        done
        cd "$2"
        chroot "$1/root" bash -euc "cd '$2'; $4"
        """;

    /// <summary>Runs commands in it, as root, at the top of the repository.</summary>
    /// <param name="commands">The commands.</param>
    /// <param name="published">A folder of this system that they may read.</param>
    public static async Task<Ended> RunAsync(string commands, string published)
    {
        var folder = Directory.CreateTempSubdirectory("copy-");
        try
        {
            string[] user = Environment.IsPrivilegedProcess ? [] : ["--user", "--map-root-user"];
            return await Shell.RunAsync("unshare", [.. user, "--mount", "--fork", "bash", "-c", Script, "bash", folder.FullName, Repository.Root, published, commands]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
