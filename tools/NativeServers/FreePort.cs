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

    /// <summary>The first of several free ports in a row, below the range the system hands out by itself, so that nobody takes one meanwhile.</summary>
    public static int NextRange(int count)
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(endpoint => endpoint.Port).ToHashSet();
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var first = Random.Shared.Next(20_000, 32_000 - count);
            if (Enumerable.Range(first, count).All(port => !taken.Contains(port)))
                return first;
        }

        throw new NativeServerException($"No {count} free ports in a row between 20000 and 32000.");
    }

    /// <summary>True when somebody listens on the port.</summary>
    public static bool IsTaken(int port) =>
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(endpoint => endpoint.Port == port);
}
