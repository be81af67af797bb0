using System.Net.Http.Json;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.IdentityServiceTests.Door;

/// <summary>An account and a grant of the own province and of another one, and two programs with a key each.</summary>
internal static class IdentityStage
{
    private const string OtherName = "kin.mit";

    /// <summary>Neither the callers' province nor the one from which the matrix asks as a stranger.</summary>
    private const string Elsewhere = "01";

    private static readonly object Reason = new { reason = "thử cánh cửa" };
    private static readonly int[] LetIn = [200, 201, 202, 204, 400, 409, 422];
    private static readonly DateOnly NextYear = DateOnly.FromDateTime(DateTime.UtcNow).AddYears(1);

    public static async Task<AccessStage> Arrange(IdentityHost host)
    {
        var (own, other) = (await Arrange(host, "cua.nha", Places.Province), await Arrange(host, OtherName, Elsewhere));
        var (key, otherKey) = (await Program(host, Places.Caller), await Program(host, Places.Stranger));
        const string Accounts = "/v1/accounts";
        var samples = new Dictionary<string, AccessSample>
        {
            ["GET /v1/roles"] = new(AreaRule.Everywhere, "/v1/roles") { Shows = "poverty-officer" },
            ["POST /v1/roles/{code}/transfer"] = new(AreaRule.Everywhere, "/v1/roles/ministry/transfer")
            {
                Body = new { bodyVi = "Bộ Thử nghiệm", bodyEn = "Ministry of Trials", legalBasis = "NĐ 1/2026/NĐ-CP", userName = "cua.nha", validTo = NextYear },
                Passes = LetIn, // who holds no role that may give it is refused by the roles in the database
            },
            ["GET /v1/grants"] = new(AreaRule.Filtered, "/v1/grants?limit=500") { Shows = $"{own.Grant}", IsOfProvinces = true },
            // Who holds no role that may give this one is refused as well (422): the token alone gives nobody a role.
            ["POST /v1/grants"] = new(AreaRule.Named, "/v1/grants")
            {
                Body = Grant(communeCode: Places.Own),
                OtherBody = Grant(provinceCode: Elsewhere),
                Passes = LetIn,
                Refuses = [403, 422],
            },
            ["POST /v1/grants/{id}/revocation"] = new(AreaRule.Thing, $"/v1/grants/{own.Grant}/revocation")
            {
                Other = $"/v1/grants/{other.Grant}/revocation",
                Body = Reason,
                Passes = [.. LetIn, 404], // only what the caller's own roles, asked of the database, could have given
            },

            [$"GET {Accounts}"] = new(AreaRule.Filtered, $"{Accounts}?limit=500") { Shows = $"{own.Account}", IsOfProvinces = true },
            [$"POST {Accounts}"] = new(AreaRule.Named, Accounts)
            {
                Body = new { userName = "nguoi.moi", provinceCode = Places.Province },
                OtherBody = new { userName = "nguoi.khac", provinceCode = Elsewhere },
                IsOfProvinces = true,
                Passes = LetIn,
            },
            ["GET /v1/clients"] = new(AreaRule.Operator, "/v1/clients") { Shows = Places.Caller },
            ["POST /v1/clients"] = new(AreaRule.Operator, "/v1/clients") { Body = new { clientId = "door-third", agencyId = "G17.15.03", nameVi = "Thử", authentication = "secret" }, Passes = LetIn },
            ["POST /v1/clients/{clientId}/closure"] = new(AreaRule.Operator, "/v1/clients/door-nobody/closure") { Body = Reason, Passes = [404] },
            ["GET /v1/keys"] = new(AreaRule.OwnClient, "/v1/keys") { Shows = key },
            ["POST /v1/keys"] = new(AreaRule.OwnClient, "/v1/keys") { Body = new { jwk = "text", expiresOn = NextYear }, Passes = [400] },
            ["POST /v1/keys/{keyId}/retirement"] = new(AreaRule.OwnClient, $"/v1/keys/{key}/retirement") { Other = $"/v1/keys/{otherKey}/retirement", Passes = [409] },
        };
        foreach (var (action, body) in new (string, object?)[]
                 {
                     ("closure", Reason), ("opening", Reason), ("one-time-codes", Reason), ("second-factor-resets", Reason), ("external-logins", new { subject = "cua-nha" }),
                     ($"second-factor-resets/{Guid.Empty}/approval", null), ($"sessions/{Guid.Empty}/end", null),
                 })
            samples[$"POST {Accounts}/{{id}}/{action.Replace($"resets/{Guid.Empty}", "resets/{resetId}", StringComparison.Ordinal).Replace($"sessions/{Guid.Empty}", "sessions/{sessionId}", StringComparison.Ordinal)}"] =
                new AccessSample(AreaRule.Thing, $"{Accounts}/{own.Account}/{action}")
                {
                    Other = $"{Accounts}/{other.Account}/{action}",
                    Body = body,
                    IsOfProvinces = true,
                    Passes = [.. LetIn, 404],
                    Refuses = action == "external-logins" ? [404, 422] : [404], // without an outside service nobody is looked up at all
                };
        samples[$"GET {Accounts}/{{id}}/sessions"] = new AccessSample(AreaRule.Thing, $"{Accounts}/{own.Account}/sessions") { Other = $"{Accounts}/{other.Account}/sessions", IsOfProvinces = true, Shows = "items" };
        samples.WithOperations("identity.none", exists: false).WithTrail(host, OtherName);
        return new AccessStage(samples, [OtherName, $"{other.Account}", $"{other.Grant}", otherKey], $"""
            select md5(concat_ws('|',
              (select string_agg(a::text, ',' order by id) from account a where user_name = '{OtherName}'),
              (select string_agg(g::text, ',' order by id) from role_grant g where province_code = '{Elsewhere}'),
              (select string_agg(k::text, ',' order by key_id) from client_key k where key_id = '{otherKey}')))
            """);
    }

    private static object Grant(string? communeCode = null, string? provinceCode = null) =>
        new { userName = "cua.nha", roleCode = "reviewer", communeCode, provinceCode, validTo = NextYear };

    private static async Task<(Guid Account, Guid Grant)> Arrange(IdentityHost host, string name, string province)
    {
        var (account, grant) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await host.Scalar<long>($"""
            with a as (insert into account (id, user_name, province_code, created_at, created_by) values ('{account}', '{name}', '{province}', now(), 'door-arranger') returning id)
            insert into role_grant (id, account_id, role_code, province_code, nationwide, valid_from, granted_by, granted_at)
            select '{grant}', id, 'province-officer', '{province}', false, current_date, 'door-arranger', now() from a returning 1::bigint
            """);
        return (account, grant);
    }

    private static async Task<string> Program(IdentityHost host, string clientId)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(key));
        using var client = host.ClientFor(Places.Arranger);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/clients")
        {
            Content = JsonContent.Create(new { clientId, agencyId = "G17.15.02", nameVi = "Chi nhánh thử", authentication = "private_key_jwt", jwk = new { kty = jwk.Kty, crv = jwk.Crv, x = jwk.X, y = jwk.Y }, expiresOn = NextYear }),
        };
        request.Headers.Add(ServiceDefaults.Idempotency.IdempotencyExtensions.KeyHeader, Guid.NewGuid().ToString());
        await (await client.SendAsync(request)).ShouldBeOk();
        return await host.Scalar<string>("select key_id from client_key k join client c on c.id = k.client_id where c.client_id = $1", clientId);
    }
}
