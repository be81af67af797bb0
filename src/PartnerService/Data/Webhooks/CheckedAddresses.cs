using System.Net;
using System.Net.Sockets;
using PovertyPlatform.PartnerService.Domain.Webhooks;

namespace PovertyPlatform.PartnerService.Data.Webhooks;

/// <summary>A host leads to an address that we do not call.</summary>
public sealed class AddressRefusedException() : IOException("The host leads to an address outside the public network.");

/// <summary>Turns a host into addresses that may be called. One forbidden address among them forbids the host.</summary>
/// <param name="options">Whether this machine itself may be called (development).</param>
/// <param name="resolve">Name resolution; the system's own outside tests.</param>
public sealed class CheckedAddresses(WebhookOptions options, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve = resolve ?? Dns.GetHostAddressesAsync;

    /// <summary>The addresses of a host.</summary>
    /// <exception cref="AddressRefusedException">The host leads somewhere we do not call.</exception>
    /// <exception cref="SocketException">The host is not known.</exception>
    public async Task<IPAddress[]> Of(string host, CancellationToken ct)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await _resolve(host, ct);
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        return addresses.All(address => PublicAddress.Is(address) || (options.AllowLoopback && IPAddress.IsLoopback(address)))
            ? addresses
            : throw new AddressRefusedException();
    }
}
