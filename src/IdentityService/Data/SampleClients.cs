using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Core;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Time;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>
/// Registers the sample clients with credentials made on this machine. What the credentials file holds and the database confirms stays; everything else is made anew,
/// so that file and database agree after each run.
/// </summary>
internal sealed class SampleClients(
    IdentityDb db, OpenIddictApplicationManager<Client> manager, IOptions<IdentityOptions> options, IOptions<TokenOptions> tokens, TimeProvider clock)
{
    public async Task Register(IReadOnlyList<SampleClient> samples, CancellationToken ct)
    {
        var known = CredentialsFile.Read(options.Value.CredentialsFile);
        var today = clock.Today();
        var roles = await db.Roles.Where(role => role.ValidFrom <= today && (role.ValidTo == null || role.ValidTo >= today)).ToDictionaryAsync(role => role.Code, ct);
        var credentials = new List<Credential>();
        foreach (var sample in samples)
        {
            var client = await manager.FindByClientIdAsync(sample.Id, ct);
            var kept = client is not null && known.TryGetValue(sample.Id, out var before) && await Opens(client, before, ct) ? before : null;
            var credential = kept ?? Make(sample);
            client = await Save(client, sample, kept is null ? credential : null, ct);
            await Grant(client, sample, ct);
            credentials.Add(credential with
            {
                AssertionAudience = sample.SignsAssertions ? tokens.Value.Issuer : null,
                Roles = [sample.Role],
                Scopes = roles[sample.Role].Scopes,
                Areas = sample.Areas,
                Description = $"{sample.DescriptionVi} / {sample.DescriptionEn}",
            });
        }

        CredentialsFile.Write(options.Value.CredentialsFile, credentials);
    }

    private static Credential Make(SampleClient sample)
    {
        var empty = new Credential(sample.Id, null, null, null, null, [], [], [], "");
        if (!sample.SignsAssertions)
            return empty with { Secret = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32)) };
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return empty with { PrivateKeyPem = key.ExportPkcs8PrivateKeyPem(), KeyId = PublicKey(key).Kid };
    }

    private async Task<bool> Opens(Client client, Credential credential, CancellationToken ct)
    {
        if (credential.Secret is { } secret)
            return await manager.ValidateClientSecretAsync(client, secret, ct);
        return credential.KeyId is { } keyId && (await manager.GetJsonWebKeySetAsync(client, ct))?.Keys.Any(key => key.Kid == keyId) == true;
    }

    private async Task<Client> Save(Client? existing, SampleClient sample, Credential? renewed, CancellationToken ct)
    {
        var client = existing ?? new Client { Id = Guid.CreateVersion7() };
        var wish = new OpenIddictApplicationDescriptor();
        if (existing is not null)
            await manager.PopulateAsync(wish, existing, ct);
        wish.ClientId = sample.Id;
        wish.ClientType = ClientTypes.Confidential;
        wish.DisplayName = sample.DescriptionVi;
        wish.Permissions.UnionWith([Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials]);
        if (renewed is not null)
        {
            wish.ClientSecret = null;
            wish.JsonWebKeySet = renewed.PrivateKeyPem is null ? null : KeySet(renewed.PrivateKeyPem);
        }

        await manager.PopulateAsync(client, wish, ct);
        client.AgencyId = sample.Agency;
        client.IsSample = true;
        if (existing is null)
            await manager.CreateAsync(client, renewed!.Secret, ct);
        else if (renewed is not null)
            await manager.UpdateAsync(client, renewed.Secret, ct);
        else
            await manager.UpdateAsync(client, ct);
        if (renewed?.PrivateKeyPem is { } pem)
            await KeepKey(client, pem, ct);
        return client;
    }

    private async Task KeepKey(Client client, string pem, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await db.ClientKeys.Where(key => key.ClientId == client.Id && key.RetiredAt == null).ExecuteUpdateAsync(key => key.SetProperty(row => row.RetiredAt, now), ct);
        var jwk = KeySet(pem).Keys[0];
        db.ClientKeys.Add(new ClientKey
        {
            ClientId = client.Id,
            KeyId = jwk.Kid,
            Jwk = $$"""{"kty":"EC","crv":"P-256","x":"{{jwk.X}}","y":"{{jwk.Y}}","kid":"{{jwk.Kid}}","use":"sig","alg":"ES256"}""",
            RegisteredAt = now,
            RegisteredBy = "system:identity",
            ExpiresOn = clock.Today().AddYears(1),
        });
        await db.SaveChangesAsync(ct);
    }

    private async Task Grant(Client client, SampleClient sample, CancellationToken ct)
    {
        var held = await db.RoleGrants.Where(grant => grant.ClientId == client.Id && grant.RevokedAt == null).ToListAsync(ct);
        var wished = sample.Grants(client.Id, null, await CommuneProvinces(sample, ct), clock.Today(), clock.GetUtcNow()).ToList();
        foreach (var grant in held.Where(old => !wished.Exists(grant => Same(grant, old))))
            grant.RevokedAt = clock.GetUtcNow();
        foreach (var grant in wished.Where(grant => !held.Exists(old => Same(grant, old))))
        {
            db.RoleGrants.Add(grant);
            db.Audit(AuditEntry.Of(Actor.System("identity"), "role.grant", "client", client.Id, clock.GetUtcNow(), grant.ProvinceCode, grant.CommuneCode, grant.RoleCode));
        }

        await db.SaveChangesAsync(ct);
    }

    private async Task<Dictionary<string, string>> CommuneProvinces(SampleClient sample, CancellationToken ct) => await db.Areas
        .Where(area => sample.Communes.Contains(area.Code) && area.ValidTo == null).ToDictionaryAsync(area => area.Code, area => area.ProvinceCode, ct);

    private static bool Same(RoleGrant one, RoleGrant other) =>
        (one.RoleCode, one.ProvinceCode, one.CommuneCode, one.Nationwide) == (other.RoleCode, other.ProvinceCode, other.CommuneCode, other.Nationwide);

    private static JsonWebKeySet KeySet(string pem)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return new JsonWebKeySet { Keys = { PublicKey(key) } };
    }

    private static JsonWebKey PublicKey(ECDsa key)
    {
        using var visible = ECDsa.Create(key.ExportParameters(false));
        var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(visible));
        jwk.Use = JsonWebKeyUseNames.Sig;
        jwk.Alg = SecurityAlgorithms.EcdsaSha256;
        jwk.Kid = Base64UrlEncoder.Encode(jwk.ComputeJwkThumbprint());
        return jwk;
    }
}
