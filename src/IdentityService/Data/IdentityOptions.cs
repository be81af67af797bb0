using Microsoft.Extensions.Options;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>Settings of the section <c>Identity</c>. Paths may be relative to the current folder.</summary>
public sealed class IdentityOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Identity";

    /// <summary>
    /// PEM files with EC P-256 private keys. The first signs; all are published, so that a key is known before it signs and as long as its tokens live.
    /// Must be given in production; elsewhere a key is made at first need in <see cref="DataFolder"/>.
    /// </summary>
    public string[] SigningKeys { get; set; } = [];

    /// <summary>
    /// Files with 32 random bytes in base64: the first seals what is stored (second factors, refresh tokens, cookies), all open it. Must be given in production;
    /// elsewhere one is made at first need in <see cref="DataFolder"/>.
    /// </summary>
    public string[] StorageKeys { get; set; } = [];

    /// <summary>Folder for what is made on this machine: <c>.data</c> beside <c>reference/</c> unless told otherwise. Not used in production.</summary>
    public string DataFolder { get; set; } = "";

    /// <summary>File for the credentials of the sample clients; <c>credentials.json</c> in <see cref="DataFolder"/> unless told otherwise.</summary>
    public string CredentialsFile { get; set; } = "";

    /// <summary>Whether <c>migrate</c> registers the sample clients and client secrets are taken; only in development, and never in production.</summary>
    public bool SampleClients { get; set; }

    /// <summary>Programs through which officers sign in; <c>migrate</c> registers them.</summary>
    public PortalOptions[] Portals { get; set; } = [];

    /// <summary>Address under which partners reach <c>/connect/token</c> and <c>/.well-known</c>; the address of the request when empty.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Whether requests without TLS are answered: behind a gateway on the same machine, in development.</summary>
    public bool AllowPlainHttp { get; set; }

    /// <summary>Failed attempts of one client from one address in a minute after which it has to wait for the next minute.</summary>
    public int FailedAttemptsPerMinute { get; set; } = 10;

    /// <summary>Further list of leaked passwords: a line is a password, or the SHA-1 of one in 40 hexadecimal digits with or without <c>:count</c>.</summary>
    public string LeakedPasswordsFile { get; set; } = "";

    /// <summary>Outside sign-in service by OpenID Connect, when there is one.</summary>
    public ExternalProvider External { get; set; } = new();
}

/// <summary>A program through which officers sign in.</summary>
public sealed class PortalOptions
{
    /// <summary>Its client id.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Where codes are sent: https, or http on the loopback network.</summary>
    public Uri? RedirectUri { get; set; }

    /// <summary>Where a browser goes after signing out, or null.</summary>
    public Uri? SignedOutUri { get; set; }

    /// <summary>True when it can be registered.</summary>
    public bool IsWellFormed => Domain.ClientName.IsWellFormed(ClientId) && RedirectUri is { IsAbsoluteUri: true } address && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback);
}

/// <summary>An outside OpenID Connect provider. It proves who somebody is; roles, areas and second factors stay here.</summary>
public sealed class ExternalProvider
{
    /// <summary>Its issuer, https; empty means that there is none.</summary>
    public string Authority { get; set; } = "";

    /// <summary>Our client id there.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Our client secret there.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Text of the link on the sign-in page.</summary>
    public string Name { get; set; } = "";

    /// <summary>True when it is configured.</summary>
    public bool IsOn => Authority.Length > 0;
}

/// <summary>What the environment decides when nobody says otherwise, and what it forbids.</summary>
internal sealed class IdentityOptionsRules(IHostEnvironment environment, IConfiguration configuration) : IConfigureOptions<IdentityOptions>, IPostConfigureOptions<IdentityOptions>, IValidateOptions<IdentityOptions>
{
    public void Configure(IdentityOptions options)
    {
        options.SampleClients = options.AllowPlainHttp = environment.IsDevelopment();
        configuration.GetSection(IdentityOptions.Section).Bind(options);
    }

    public void PostConfigure(string? name, IdentityOptions options)
    {
        if (options.DataFolder.Length == 0 && !environment.IsProduction())
            options.DataFolder = Path.Combine(Path.GetDirectoryName(ReferenceFolder.Find(configuration))!, ".data");
        if (options.CredentialsFile.Length == 0 && options.DataFolder.Length > 0)
            options.CredentialsFile = Path.Combine(options.DataFolder, "credentials.json");
    }

    public ValidateOptionsResult Validate(string? name, IdentityOptions options)
    {
        if (environment.IsProduction() && options.SigningKeys.Length == 0)
            return ValidateOptionsResult.Fail("Identity:SigningKeys names no PEM file; production starts only with a key that was given to it.");
        if (environment.IsProduction() && options.StorageKeys.Length == 0)
            return ValidateOptionsResult.Fail("Identity:StorageKeys names no file; production starts only with a key that was given to it.");
        if (options.StorageKeys.FirstOrDefault(file => !File.Exists(file)) is { } lost)
            return ValidateOptionsResult.Fail($"Identity:StorageKeys names '{lost}', which does not exist.");
        if (options.External.IsOn && (options.External.ClientId.Length == 0 || options.External.Name.Length == 0))
            return ValidateOptionsResult.Fail("Identity:External needs ClientId and Name beside Authority.");
        if (Array.Find(options.Portals, portal => !portal.IsWellFormed) is { } portal)
            return ValidateOptionsResult.Fail($"Identity:Portals: '{portal.ClientId}' needs a ClientId and a RedirectUri by https.");
        if (environment.IsProduction() && options.SampleClients)
            return ValidateOptionsResult.Fail("Identity:SampleClients is on; production takes no client secrets.");
        if (options.SigningKeys.FirstOrDefault(file => !File.Exists(file)) is { } missing)
            return ValidateOptionsResult.Fail($"Identity:SigningKeys names '{missing}', which does not exist.");
        return options.FailedAttemptsPerMinute < 1 ? ValidateOptionsResult.Fail("Identity:FailedAttemptsPerMinute must be at least 1.") : ValidateOptionsResult.Success;
    }
}
