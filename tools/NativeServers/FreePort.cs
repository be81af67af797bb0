using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace PovertyPlatform.NativeServers;

/// <summary>Ports of this machine.</summary>
public static class FreePort
{
    /// <summary>A port nobody listens on now.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>True when somebody listens on the port.</summary>
    public static bool IsTaken(int port) =>
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(endpoint => endpoint.Port == port);
}
