namespace MucService.TestBed;

/// <summary>The ports within a bed. Every server has an address of its own, so that all of them use the same.</summary>
internal static class Ports
{
    public const int Clients = 15222;
    public const int Servers = 15269;
    public const int Http = 15280;
    public const int Components = 15347;
    public const int Dns = 15353;
    public const int Database = 15432;
}
