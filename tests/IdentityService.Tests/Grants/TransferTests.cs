using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.IdentityServiceTests.Grants;

/// <summary>The lead of the programme moves to another ministry, as it did on 1 March 2025: at once, on record, and without touching what was.</summary>
public sealed class TransferTests(IdentityHost host) : IClassFixture<IdentityHost>
{
    private const string NewMinistry = "Bộ Phát triển nông thôn (thử nghiệm)";
    private static readonly TestActor Administrator = new("administrator", [Scopes.RoleGrantsManage, Scopes.RoleGrantsRead], [], [], Nationwide: true);
    private static readonly TestActor OldLead = new("ministry", [Scopes.RoleGrantsManage, Scopes.RoleGrantsRead], [], [], Nationwide: true, Roles: ["ministry"]);
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7));

    [Fact]
    public async Task LeadMovesToAnotherBody_WithItsRights_AndWhatWasKeepsItsName()
    {
        Assert.Equal("Bộ Lao động - Thương binh và Xã hội", await Lead("2025-02-28", "role_body"));
        Assert.Equal("Bộ Nông nghiệp và Môi trường", await Lead("2026-01-01"));
        await host.Scalar<long>("""
            with c as (insert into client (id, client_id, client_secret, client_type, permissions, requirements, is_sample)
                       select gen_random_uuid(), 'new-ministry', client_secret, client_type, permissions, requirements, true from client where client_id = 'ministry' returning 1),
                 a as (insert into account (id, user_name, created_at, created_by) values (gen_random_uuid(), 'so.moi', now(), 'test') returning 1)
            select count(*) from c, a
            """);
        // Before: the old lead works, the new one has nothing.
        Assert.Equal(200, (await Ask("ministry")).Status);
        Assert.Equal(400, (await Ask("new-ministry")).Status);
        using var old = host.ClientFor(OldLead);
        var decided = await (await Send(old, "/v1/grants", Wish())).ShouldBeOk();

        // Only who may give the role moves it; the lead does not move itself, a chair does not, another role is held by no body for the country.
        foreach (var (by, role, status, code) in new[]
        {
            (OldLead, "ministry", HttpStatusCode.UnprocessableEntity, "role-not-delegable"),
            (new TestActor("chair-pungluong", [Scopes.RoleGrantsManage], [], ["04492"]), "ministry", HttpStatusCode.UnprocessableEntity, "role-not-delegable"),
            (Administrator.With(Scopes.RoleGrantsRead), "ministry", HttpStatusCode.Forbidden, "scope-missing"),
            (Administrator, "auditor", HttpStatusCode.UnprocessableEntity, "role-not-transferable"),
            (Administrator, "no-such-role", HttpStatusCode.NotFound, "not-found"),
        })
        {
            using var client = host.ClientFor(by);
            await (await Send(client, $"/v1/roles/{role}/transfer", Move())).ShouldBeRefused(status, code);
        }

        using var administrator = host.ClientFor(Administrator);
        await (await Send(administrator, "/v1/roles/ministry/transfer", Move(legalBasis: ""))).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal("Bộ Nông nghiệp và Môi trường", await Lead($"{Today:yyyy-MM-dd}"));
        Assert.Equal(200, (await Ask("ministry")).Status);

        // Two at once: one moves it, the other hears that it was moved.
        var both = await Task.WhenAll(Send(administrator, "/v1/roles/ministry/transfer", Move()), Send(administrator, "/v1/roles/ministry/transfer", Move()));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], both.Select(answer => answer.StatusCode).Order());
        var moved = await both.Single(answer => answer.StatusCode == HttpStatusCode.OK).Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(("Bộ Nông nghiệp và Môi trường", NewMinistry, 1), (moved.GetProperty("fromBodyVi").GetString(), moved.GetProperty("toBodyVi").GetString(), moved.GetProperty("revoked").GetInt32()));

        // The new body has its rights at once, the old one loses them at its next write and its next token.
        var token = await Ask("new-ministry");
        var actor = Actor.From(new(new System.Security.Claims.ClaimsIdentity(new JsonWebToken(token.AccessToken).Claims)));
        Assert.True(actor.Area.IsNationwide);
        Assert.Equal(["ministry"], actor.Roles);
        Assert.Equal(400, (await Ask("ministry")).Status);
        await Eventually.Equals(HttpStatusCode.Unauthorized, async () => (await Send(old, "/v1/grants", Wish())).StatusCode, TimeSpan.FromSeconds(10));
        Assert.Equal(1L, await host.Scalar<long>("select count(*) from messaging.outbox_message where contract = 'event:identity:subject-revoked:v1' and convert_from(body, 'UTF8') like '%\"ministry\"%'"));

        // Dated and on record; what was decided before stays, names the old body by its day, and still holds.
        Assert.Equal(NewMinistry, await Lead($"{Today:yyyy-MM-dd}"));
        Assert.Equal("Bộ Nông nghiệp và Môi trường", await Lead($"{Today.AddDays(-1):yyyy-MM-dd}"));
        Assert.Equal(3L, await host.Scalar<long>("select count(*) from role_body where role = 'ministry'"));
        Assert.Equal(1L, await host.Scalar<long>($"select count(*) from audit.entry where action = 'role.transfer' and actor_id = 'administrator' and purpose like '%Nông nghiệp và Môi trường → {NewMinistry}%' and after_hash is not null"));
        Assert.Equal(1L, await host.Scalar<long>("select count(*) from audit.entry where action = 'role.revoke' and actor_id = 'administrator' and before_hash is not null and purpose like 'ministry:%'"));
        Assert.Equal("ministry", await host.Scalar<string>("select actor_id from audit.entry where action = 'role.grant' and actor_id = 'ministry'"));
        Assert.Equal("administrator", await host.Scalar<string>("select revoked_by from role_grant g join client c on c.id = g.client_id where c.client_id = 'ministry' and g.role_code = 'ministry'"));
        Assert.Equal(0L, await host.Scalar<long>("select count(*) from role_grant where id = $1 and revoked_at is not null", decided.GetProperty("id").GetGuid()));

        // The next start does not bring the old body back.
        await host.MigrateAgain();
        Assert.Equal(NewMinistry, await Lead($"{Today:yyyy-MM-dd}"));
        await (await Send(administrator, "/v1/roles/ministry/transfer", Move())).ShouldBeRefused(HttpStatusCode.Conflict, "already-transferred");
    }

    private static object Wish() => new { userName = "so.moi", roleCode = "department", provinceCode = "15", validTo = Today.AddYears(1) };

    private static object Move(string legalBasis = "NĐ 99/2026/NĐ-CP") => new { bodyVi = NewMinistry, bodyEn = "Ministry of Rural Development (trial)", legalBasis, clientId = "new-ministry", validTo = Today.AddYears(1) };

    // Roles of before July 2025 are not loaded; the bodies are.
    private async Task<string?> Lead(string on, string? table = null)
    {
        if (table is not null)
            return await host.Scalar<string>($"select body_vi from {table} where role = 'ministry' and valid_from <= '{on}' and valid_to >= '{on}'");
        using var client = host.ClientFor(Administrator);
        return (await (await client.GetAsync($"/v1/roles?on={on}", TestContext.Current.CancellationToken)).ShouldBeOk()).GetProperty("roles").EnumerateArray()
            .Where(role => role.GetProperty("code").GetString() == "ministry").Select(role => role.GetProperty("bodyVi").GetString()).Single();
    }

    private Task<TokenResult> Ask(string clientId) => host.Ask(("grant_type", "client_credentials"), ("client_id", clientId), ("client_secret", host.Credential("ministry").GetProperty("secret").GetString()!));

    private static async Task<HttpResponseMessage> Send(HttpClient client, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await client.SendAsync(request);
    }
}
