using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Running;

/// <summary>A port a process listens on.</summary>
internal sealed class Endpoint(string name, int? port, string? variable)
{
    public string Name { get; } = name;

    /// <summary>Environment variable that gets the port, or null.</summary>
    public string? Variable { get; } = variable;

    public int Port { get; private set; } = port ?? 0;

    public string Url => $"http://localhost:{Port}";

    /// <summary>Gives every endpoint without a port a free one. All are held open until all are chosen, so that none is chosen twice.</summary>
    public static void Allocate(IEnumerable<Endpoint> endpoints)
    {
        var held = new List<TcpListener>();
        foreach (var endpoint in endpoints.Where(endpoint => endpoint.Port == 0))
        {
            var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            held.Add(listener);
            endpoint.Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        held.ForEach(listener => listener.Stop());
    }
}
