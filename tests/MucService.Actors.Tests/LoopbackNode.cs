using Akka.Configuration;

namespace MucService.Actors.Tests;

/// <summary>Settings of an actor system that other nodes can reach, on the loopback address, at a free port.</summary>
internal static class LoopbackNode
{
    /// <summary>The settings.</summary>
    /// <param name="provider">Akka's word: <c>cluster</c> or <c>remote</c>.</param>
    public static Config Settings(string provider = "cluster") => ConfigurationFactory.ParseString($"""
        akka.loglevel = ERROR
        akka.actor.provider = {provider}
        akka.remote.dot-netty.tcp.hostname = "127.0.0.1"
        akka.remote.dot-netty.tcp.port = 0
        """);
}
