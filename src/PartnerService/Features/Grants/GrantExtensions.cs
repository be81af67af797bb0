using PovertyPlatform.ServiceDefaults.Hosting;

namespace PovertyPlatform.PartnerService.Features.Grants;

/// <summary>Registers what the details of grants need.</summary>
internal static class GrantExtensions
{
    /// <summary>A caller waits at most this long for the registry, retries included.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>Adds the way to the registry.</summary>
    public static IHostApplicationBuilder AddGrants(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHttpClient<RegistryClient>(http =>
        {
            http.BaseAddress = new Uri(builder.Configuration.InsideAddress("household"));
            http.Timeout = Patience;
        });
        return builder;
    }
}
