using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.ServiceDefaults.Hosting;

/// <summary>
/// TLS between the gateway and the services, and between services. Who listens has a certificate by Kestrel's own configuration (<c>Kestrel:Endpoints:Inside:Url</c> and
/// <c>Certificate</c>); who calls trusts the authorities of <see cref="AuthoritiesKey"/> and nobody else, checks the name, and then speaks to nobody in the clear.
/// </summary>
public static class InsideCertificates
{
    /// <summary>Setting (<c>Transport__Authorities</c>): PEM file with the authorities that issue the services' certificates.</summary>
    public const string AuthoritiesKey = "Transport:Authorities";

    private const string ServerUse = "1.3.6.1.5.5.7.3.1";

    /// <summary>The address under which a service is found: <c>https://household</c> where authorities are configured, else <c>http://household</c>.</summary>
    /// <param name="configuration">Configuration of the caller.</param>
    /// <param name="service">Short name of the service that is called.</param>
    public static string InsideAddress(this IConfiguration configuration, string service) => $"{(HasAuthorities(configuration) ? "https" : "http")}://{service}";

    /// <summary>What a caller accepts as a service's certificate; null where no authorities are configured.</summary>
    /// <exception cref="InvalidOperationException">The file of authorities is missing or holds no certificate.</exception>
    public static X509ChainPolicy? InsideTrust(this IConfiguration configuration)
    {
        if (!HasAuthorities(configuration))
            return null;
        // Revocation is not asked for: certificates inside are short-lived, and no service reaches a list outside.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, ApplicationPolicy = { new Oid(ServerUse) } };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(configuration[AuthoritiesKey]!);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InvalidOperationException($"Transport__Authorities cannot be read: {unreadable.Message} It names a PEM file with the authorities of the services' certificates.", unreadable);
        }

        return policy.CustomTrustStore.Count > 0 ? policy : throw new InvalidOperationException("Transport__Authorities names a file without a certificate; it needs the authorities of the services' certificates in PEM.");
    }

    /// <summary>Makes the service's calls trust the configured authorities, and refuses plain HTTP inside in production.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="service">Short name of the service, or <c>gateway</c>.</param>
    public static WebApplicationBuilder AddInsideCertificates(this WebApplicationBuilder builder, string service)
    {
        // The gateway says more about its addresses, see its Certificates.
        if (service != "gateway")
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13));
        if (builder.Configuration.InsideTrust() is { } trust)
            builder.Services.ConfigureHttpClientDefaults(http => http.ConfigurePrimaryHttpMessageHandler((handler, _) =>
            {
                if (handler is SocketsHttpHandler sockets)
                    sockets.SslOptions.CertificateChainPolicy = trust;
            }));
        builder.Services.AddSingleton<IHostedService>(services => ActivatorUtilities.CreateInstance<Plain>(services, service));
        return builder;
    }

    private static bool HasAuthorities(IConfiguration configuration) => configuration[AuthoritiesKey] is { Length: > 0 };

    private sealed class Plain(string service, IHostEnvironment environment, IConfiguration configuration, IOptions<TokenOptions> tokens, IServer server) : IHostedLifecycleService
    {
        private bool IsAllowed => !environment.IsProduction() || configuration.GetValue<bool>(InsideTransport.PlainKey);

        public Task StartingAsync(CancellationToken cancellationToken)
        {
            // The issuer of tokens knows its own keys and calls nobody.
            if (IsAllowed || service == "identity")
                return Task.CompletedTask;
            if (!HasAuthorities(configuration))
                throw new InvalidOperationException(
                    $"Transport__Authorities is missing: production checks the certificates of the services that it calls. {Otherwise}");
            return tokens.Value.KeysUrl.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? Task.CompletedTask
                : throw new InvalidOperationException($"Tokens__KeysUrl is plain HTTP: production fetches the keys of tokens by https. {Otherwise}");
        }

        // Only now the addresses are known, whichever of the settings they come from.
        public Task StartedAsync(CancellationToken cancellationToken) =>
            !IsAllowed && service != "gateway" && (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []).FirstOrDefault(address => !address.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) is { } plain
                ? throw new InvalidOperationException(
                    $"The service listens on {plain}: production needs https with a certificate (Kestrel__Endpoints__Inside__Url, Kestrel__Endpoints__Inside__Certificate__Path and __KeyPath, and no other address). {Otherwise}")
                : Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        private const string Otherwise = "Where the network between is protected otherwise, say so: Transport__PlainInside=true.";
    }
}
