using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MucService.Benchmarks.Driving;

/// <summary>Where the programs lie that are measured, and what they are told.</summary>
internal static class Programs
{
    /// <summary>The service.</summary>
    public static string Service => Path.Combine(Root, "src/MucService.Host/bin", Configuration, "net10.0/mucservice");

    /// <summary>What the limit program is started with, behind <c>dotnet</c>.</summary>
    public static string[] LimitProgram(int port, string secret = "") =>
        [typeof(Programs).Assembly.Location, "limit", port.ToString(CultureInfo.InvariantCulture), .. secret.Length > 0 ? [secret] : Array.Empty<string>()];

    /// <summary>The settings of a service whose host listens on a port, and that limits nothing: what is measured is more than any person does.</summary>
    public static IEnumerable<string> Settings(int port, string dataDirectory, params IEnumerable<string> more) =>
    [
        $"--Muc:Components:0:Domain={Names.Service}",
        string.Create(CultureInfo.InvariantCulture, $"--Muc:Components:0:Server=127.0.0.1:{port}"),
        $"--Muc:Components:0:Secret={Names.Secret}",
        $"--Muc:Storage:DataDirectory={dataDirectory}",
        "--Muc:Cluster:Listen=127.0.0.1:0",
        "--Muc:Rooms:Locking=false",
        "--Muc:Rooms:MaxOccupants=100000",
        "--Muc:Links:MaxSessionsPerDomain=100000",
        "--Muc:Rooms:MaxRoomsPerOwner=0",
        .. from whose in (string[])["Occupant", "Room"]
           from what in (string[])["Messages", "PrivateMessages", "Presences", "Entries", "NickChanges", "Iqs", "Invitations", "Subjects"]
           select $"--Muc:Rooms:Rates:{whose}:{what}=unlimited",
        .. more,
    ];

    /// <summary>A port of the loopback address that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = HostStream.Listen();
        return PortOf(listener);
    }

    public static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static string Root
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "MucService.sln")))
                    return folder.FullName;
            }

            throw new InvalidOperationException("This program is not in its repository.");
        }
    }

    private static string Configuration =>
#if DEBUG
        "Debug";
#else
        "Release";
#endif
}
