using System.Net;
using System.Net.Sockets;
using MucService.TestBed;

// Runs within a bed's namespace: each argument is a door, <path of a Unix socket>=<address:port within the namespace>.
foreach (var argument in args)
{
    var halves = argument.Split('=', 2);
    Door.Open(new UnixDomainSocketEndPoint(halves[0]), IPEndPoint.Parse(halves[1]));
}

await Task.Delay(Timeout.InfiniteTimeSpan);
