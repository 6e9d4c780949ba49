using System.Net;
using System.Net.Sockets;
using MucService.TestBed;

namespace MucService.Quickstart;

/// <summary>The stage after the story, open to your own client.</summary>
internal sealed class Visit(Stage stage)
{
    private const int MontaguePort = 15222;
    private const int CapuletPort = 15223;
    private const int HttpPort = 15280;

    /// <summary>Opens the doors, says how to come in, and stays until it is interrupted.</summary>
    public async Task StayAsync(CancellationToken interrupted)
    {
        using var montague = OpenDoor(MontaguePort, stage.Bed.Montague.Clients);
        using var capulet = OpenDoor(CapuletPort, stage.Bed.Capulet.Clients);
        using var http = OpenDoor(HttpPort, stage.Bed.Montague.Http);

        await stage.Narration.SayAsync($"""

            {Stage.Room} stays open, with Romeo and Juliet in it. Join it with your own client, any account, any password:

              profanity
                /connect benvolio@montague.lit server 127.0.0.1 port {PortOf(montague)} tls disable
                (password: secret)
                /join {Stage.Room} nick Benvolio

              or from the other side of the link
                /connect nurse@capulet.lit server 127.0.0.1 port {PortOf(capulet)} tls disable

              {await ConverseAsync(PortOf(http), interrupted)}

              what the service knows
                {Mucctl()} status
                {Mucctl()} link list

            Type c and Enter to cut the link, h and Enter to heal it; Ctrl-C ends it all.

            """);
        await ObeyAsync(interrupted);
        await stage.Narration.SayAsync("Everything is stopped.");
    }

    private static Door OpenDoor(int port, EndPoint to)
    {
        try
        {
            return Door.Open(new IPEndPoint(IPAddress.Loopback, port), to);
        }
        catch (SocketException)
        {
            // Something else has the port: any other will do, it is printed.
            return Door.Open(new IPEndPoint(IPAddress.Loopback, 0), to);
        }
    }

    private static int PortOf(Door door) => ((IPEndPoint)door.Address).Port;

    private async Task<string> ConverseAsync(int port, CancellationToken interrupted)
    {
        var missing = await ConverseJs.InstallAsync(stage.Web, interrupted);
        return missing is null
            ? $"converse.js in a browser\n    http://127.0.0.1:{port}/"
            : $"converse.js in a browser: not served, because {missing}";
    }

    private string Mucctl() =>
        $"{Path.GetRelativePath(Environment.CurrentDirectory, Repository.AdminTool)} --address unix:{stage.Bed.Service.AdminSocket}";

    private async Task ObeyAsync(CancellationToken interrupted)
    {
        var isCut = false;
        try
        {
            // Reading the terminal cannot be cancelled: the read is left behind when the program ends.
            while (await Task.Run(Console.In.ReadLine, interrupted).WaitAsync(interrupted) is { } line)
            {
                if (line.Trim() is not ("c" or "h") || isCut == (line.Trim() == "c"))
                    continue;
                isCut = !isCut;
                await stage.ChangeLinkAsync(isCut);
                await stage.Narration.SayAsync(isCut ? "The link is cut: the room is told within 30 s." : "The link is healed: the room is told within a minute or two, the sooner the shorter it was cut.");
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, interrupted);
        }
        catch (OperationCanceledException)
        {
            // The visit ends as it should.
        }
    }
}
