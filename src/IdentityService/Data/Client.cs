using OpenIddict.EntityFrameworkCore.Models;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>A program or sample officer that may ask for tokens, with the public keys or the hashed secret that prove who it is.</summary>
[Nationwide("The issuer knows every client; its grants name the areas.")]
[PersonalData(DataClass.P1)]
public sealed class Client : OpenIddictEntityFrameworkCoreApplication<Guid, ClientAuthorization, ClientToken>
{
    /// <summary>Agency identifier of decision 20/2020/QĐ-TTg, for partners.</summary>
    public string? AgencyId { get; set; }

    /// <summary>True for the invented callers of a development stack.</summary>
    public bool IsSample { get; set; }
}

/// <summary>The chain of codes and refresh tokens of one sign-in at one program.</summary>
[Nationwide("Belongs to a client, not to an area.")]
public sealed class ClientAuthorization : OpenIddictEntityFrameworkCoreAuthorization<Guid, Client, ClientToken>;

/// <summary>A code or refresh token, taken once; access tokens of five minutes are not kept.</summary>
[Nationwide("Belongs to a client, not to an area.")]
public sealed class ClientToken : OpenIddictEntityFrameworkCoreToken<Guid, Client, ClientAuthorization>;

/// <summary>A scope of the authorization server; ours are constants of the code, so that no row can invent one.</summary>
[Nationwide("Scopes are the same in the whole country.")]
public sealed class ClientScope : OpenIddictEntityFrameworkCoreScope<Guid>;
