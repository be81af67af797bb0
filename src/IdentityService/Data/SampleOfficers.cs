using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OtpNet;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Time;
using Sylvan.Data.Csv;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>
/// Officers of the development stack with passwords and second factors made on this machine, and the program through which they sign in. What the file holds and the
/// database confirms stays; everything else is made anew.
/// </summary>
internal sealed class SampleOfficers(
    IdentityDb db, Portals portals, Passwords passwords, SecondFactors factors, IOptions<IdentityOptions> options, TimeProvider clock)
{
    /// <summary>Client id of the program through which sample officers sign in: public, and therefore proven by PKCE alone.</summary>
    public const string Portal = "portal";

    /// <summary>Where the code is sent; on the loopback network any port is taken.</summary>
    public const string PortalReturn = "http://127.0.0.1/signed-in";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task Register(string path, CancellationToken ct)
    {
        await portals.Register(new PortalOptions { ClientId = Portal, RedirectUri = new Uri(PortalReturn), SignedOutUri = new Uri("http://127.0.0.1/signed-out") }, "Cổng cán bộ (dữ liệu mẫu)", isSample: true, ct);
        var file = Path.Combine(Path.GetDirectoryName(options.Value.CredentialsFile)!, "officers.json");
        var known = Read(file);
        var credentials = new List<OfficerCredential>();
        using var rows = CsvDataReader.Create(path);
        while (rows.Read())
        {
            string Text(string column) => rows.GetString(rows.GetOrdinal(column));
            var sample = new SampleClient(
                Account.Normalise(Text("user_name")) ?? throw new InvalidDataException($"{path}, line {rows.RowNumber + 1}: '{Text("user_name")}' is no user name."), Text("role"),
                Text("provinces").Split(' ', StringSplitOptions.RemoveEmptyEntries), Text("communes").Split(' ', StringSplitOptions.RemoveEmptyEntries), Text("nationwide") == "1", null, false,
                Text("description_vi"), Text("description_en"))
            {
                Hamlets = [.. Text("hamlets").Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            };
            credentials.Add(await Register(sample, Text("home_province") is { Length: > 0 } home ? home : null, known.GetValueOrDefault(sample.Id), ct));
        }

        PrivateFile.Write(file, JsonSerializer.Serialize(credentials, Json));
    }

    private async Task<OfficerCredential> Register(SampleClient sample, string? home, OfficerCredential? before, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var account = await db.Accounts.SingleOrDefaultAsync(row => row.UserName == sample.Id, ct);
        if (account is null)
            db.Accounts.Add(account = new Account { UserName = sample.Id, ProvinceCode = home, CreatedAt = now, CreatedBy = "system:identity", IsSample = true });
        var isKept = before is not null && Passwords.Verify(account, before.Password) && factors.IsSecretOf(account, before.TotpSecret) && account.HasSecondFactor;
        var credential = isKept ? before! : new OfficerCredential(
            sample.Id, Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(15)), Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(20)), Portal, PortalReturn, [], [], "");
        if (!isKept)
        {
            passwords.Set(account, credential.Password);
            factors.Set(account, credential.TotpSecret);
        }

        var held = await db.RoleGrants.Where(grant => grant.AccountId == account.Id && grant.RevokedAt == null).ToListAsync(ct);
        foreach (var grant in sample.Grants(null, account.Id, await CommuneProvinces(sample, ct), clock.Today(), now).Where(grant => !held.Exists(old => (old.RoleCode, old.Area) == (grant.RoleCode, grant.Area))))
        {
            db.RoleGrants.Add(grant);
            db.Audit(AuditEntry.Of(Actor.System("identity"), "role.grant", "account", account.Id, now, grant.Area.ProvinceCode, grant.CommuneCode, grant.RoleCode));
        }

        await db.SaveChangesAsync(ct);
        return credential with
        {
            Roles = [sample.Role],
            Areas = sample.Areas,
            Description = $"{sample.DescriptionVi} / {sample.DescriptionEn}",
        };
    }

    private async Task<Dictionary<string, string>> CommuneProvinces(SampleClient sample, CancellationToken ct) => await db.Areas
        .Where(area => sample.Communes.Contains(area.Code) && area.ValidTo == null).ToDictionaryAsync(area => area.Code, area => area.ProvinceCode, ct);

    private static Dictionary<string, OfficerCredential> Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<List<OfficerCredential>>(File.ReadAllText(path), Json)!.ToDictionary(credential => credential.UserName, StringComparer.Ordinal);
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException or NullReferenceException or ArgumentException)
        {
            return [];
        }
    }
}

/// <summary>How one sample officer signs in.</summary>
/// <param name="UserName">Name to sign in with.</param>
/// <param name="Password">Password, made on this machine.</param>
/// <param name="TotpSecret">Key of the second factor in base32.</param>
/// <param name="ClientId">Program through which to sign in.</param>
/// <param name="RedirectUri">Where the code is sent.</param>
/// <param name="Roles">Role codes.</param>
/// <param name="Areas">Codes of provinces, communes and hamlets, or <c>*</c>.</param>
/// <param name="Description">What it is.</param>
public sealed record OfficerCredential(
    string UserName, string Password, string TotpSecret, string ClientId, string RedirectUri, IReadOnlyList<string> Roles, IReadOnlyList<string> Areas, string Description);
