using System.Net.Http.Json;
using PovertyPlatform.PartnerServiceTests.Webhooks;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.PartnerServiceTests.Door;

/// <summary>A partner service of its own: what these tests send would disturb the others.</summary>
public sealed class DoorHost : PartnerHost;

/// <summary>A grant and its event in the own commune and in the neighbour's, an endpoint of the caller's and one of another client.</summary>
internal static class PartnerStage
{
    private const string Stranger = "Ngân hàng khác, địa chỉ kín";
    private const string Person = "Khuất Thị Mít";
    private const string Url = "http://localhost:9/";

    public static async Task<AccessStage> Arrange(DoorHost host)
    {
        var (granted, other) = (Told.Granted(Places.Own), Told.Granted(Places.Other));
        await host.Tell(Told.Recognised(Places.Own, granted.HouseholdId), granted, Told.Recognised(Places.Other, other.HouseholdId), other);
        host.Registry.Knows(granted.HouseholdId, "Giàng Thị Mỷ");
        host.Registry.Knows(other.HouseholdId, Person);
        var bank = new BankAtWork(host, Places.Home(Scopes.WebhooksManage));
        var stranger = new BankAtWork(host, Places.Home(Scopes.WebhooksManage) with { Id = Places.Stranger });
        var (hook, _) = await bank.Register(Url);
        var (delivery, otherDelivery) = (await Ring(bank, hook), Guid.Empty);
        var strange = (await (await stranger.Post("", new { url = Url, description = Stranger })).ShouldBeOk()).GetProperty("id").GetGuid();
        otherDelivery = await Ring(stranger, strange);

        const string Hooks = "/v1/webhooks";
        AccessSample Hook(string action = "", params int[] passes) =>
            new(AreaRule.OwnClient, $"{Hooks}/{hook}{action}") { Other = $"{Hooks}/{strange}{action}", Passes = passes.Length == 0 ? [200] : passes };
        var samples = new Dictionary<string, AccessSample>
        {
            ["GET /v1/events"] = new(AreaRule.Filtered, "/v1/events?limit=500") { Shows = $"{granted.EventId}" },
            ["GET /v1/events/summary"] = new(AreaRule.Filtered, $"/v1/events/summary?day={granted.OccurredAt.AddHours(7):yyyy-MM-dd}") { Shows = Places.Own },
            ["POST /v1/events/{eventId}/acknowledgement"] = new(AreaRule.Thing, $"/v1/events/{granted.EventId}/acknowledgement")
            {
                Other = $"/v1/events/{other.EventId}/acknowledgement",
                Shows = $"{granted.EventId}",
            },
            ["GET /v1/grants/{grantId}"] = new(AreaRule.Thing, $"/v1/grants/{granted.SubjectId}") { Other = $"/v1/grants/{other.SubjectId}", Shows = "CR-POOR" },
            [$"GET {Hooks}"] = new(AreaRule.OwnClient, Hooks) { Shows = $"{hook}" },
            [$"POST {Hooks}"] = new(AreaRule.Named, Hooks)
            {
                Body = new { url = Url, communes = new[] { Places.Own }, description = "door" },
                OtherBody = new { url = Url, communes = new[] { Places.Other }, description = "door" },
                Passes = [201, 409],
                FromAway = [201, 409], // it rings for nothing then: the feed behind it is filtered by the areas of the token
            },
            [$"GET {Hooks}/{{id}}"] = Hook() with { Shows = $"{hook}" },
            [$"DELETE {Hooks}/{{id}}"] = new(AreaRule.OwnClient, () => Fresh(host, hook)) { Other = $"{Hooks}/{strange}", Passes = [204] },
            [$"POST {Hooks}/{{id}}/secret"] = Hook("/secret") with { Shows = "whsec_" },
            [$"POST {Hooks}/{{id}}/pause"] = Hook("/pause", 200, 409),
            [$"POST {Hooks}/{{id}}/resume"] = Hook("/resume"),
            [$"POST {Hooks}/{{id}}/test"] = Hook("/test", 202, 409),
            [$"GET {Hooks}/{{id}}/deliveries"] = Hook("/deliveries") with { Shows = $"{delivery}" },
            [$"POST {Hooks}/{{id}}/deliveries/{{deliveryId}}/retry"] = Hook($"/deliveries/{delivery}/retry", 204, 409) with { Other = $"{Hooks}/{strange}/deliveries/{otherDelivery}/retry" },
        }.WithOperations("partner.granted-feed").WithTrail(host, Stranger);
        return new AccessStage(samples, [Stranger, Person, $"{other.EventId}", $"{other.SubjectId}", $"{other.HouseholdId}", $"{strange}", $"{otherDelivery}"], $"""
            select md5(concat_ws('|',
              (select string_agg(g::text, ',' order by id) from eligibility_grant g where commune_code = '{Places.Other}'),
              (select string_agg(f::text, ',' order by event_id) from feed_event f where commune_code = '{Places.Other}'),
              (select string_agg(concat_ws(',', id, url, description, state, encode(sealed_secret, 'hex')), ',' order by id) from webhook_endpoint where client_id = '{Places.Stranger}')))
            """);
    }

    private static async Task<Guid> Ring(BankAtWork bank, Guid hook) => (await (await bank.Post($"/{hook}/test")).ShouldBeOk()).GetProperty("deliveryId").GetGuid();

    // Straight into the table: a client may register ten, and every call uses one up.
    private static async Task<string> Fresh(DoorHost host, Guid like)
    {
        const string Sql = """
            with old as (delete from webhook_endpoint where description = 'fresh' and created_at < now() - interval '1 second')
            insert into webhook_endpoint select (jsonb_populate_record(known, jsonb_build_object('id', $1, 'description', 'fresh', 'created_at', now()))).*
            from webhook_endpoint known where id = $2 returning id
            """;
        return $"/v1/webhooks/{await host.Scalar<Guid>(Sql, Guid.CreateVersion7(), like)}";
    }
}

public class PartnerAccessTests(DoorHost host) : AccessMatrixTests<Program>(host, "partner"), IClassFixture<DoorHost>
{
    protected override IReadOnlyDictionary<string, string> LeavesNoTrail { get; } = new Dictionary<string, string>
    {
        ["POST /v1/events/{eventId}/acknowledgement"] = "the acknowledgement is itself the record of who had what and when, and is never changed",
    };

    [Fact]
    public void EveryWriteOfAPartner_DemandsAKey()
    {
        var writes = ServiceEndpoint.Of(host.Services).Where(endpoint => endpoint.IsWrite && endpoint.Scopes.Any(scope => scope.StartsWith("partner:", StringComparison.Ordinal))).ToList();
        Assert.Equal(8, writes.Count);
        Assert.Empty(writes.Where(endpoint => endpoint.Repeat is not { IsRequired: true, KeptFor.TotalDays: 7 }).Select(endpoint => endpoint.Key));
    }

    [Fact]
    public async Task EveryWriteOfAPartner_AnsweredAgain_IsTheSameAnswer()
    {
        var stage = await PartnerStage.Arrange(host);
        var kept = 0;
        foreach (var endpoint in ServiceEndpoint.Of(host.Services).Where(endpoint => endpoint.Repeat is not null))
        {
            var (sample, key) = (stage.Samples[endpoint.Key], Guid.NewGuid().ToString());
            var path = await sample.Own();
            var first = await Send(endpoint.Method, path, sample.Body, key);
            if (first.Status >= 300)
                continue; // a refusal is not kept; the bank may mend it
            kept++;
            var again = await Send(endpoint.Method, path, sample.Body, key);
            Assert.Equal((endpoint.Key, first.Status, first.Body, true), (endpoint.Key, again.Status, again.Body, again.IsReplay));
            Assert.Equal((endpoint.Key, 422), (endpoint.Key, (await Send(endpoint.Method, $"{path}?other=1", sample.Body, key)).Status));
        }

        Assert.True(kept > 5, $"only {kept} writes were let in");
    }

    private async Task<(int Status, string Body, bool IsReplay)> Send(string method, string path, object? body, string key)
    {
        using var client = host.ClientFor(Places.Home(Scopes.All));
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : JsonContent.Create(body, body.GetType()) };
        request.Headers.Add(IdempotencyExtensions.KeyHeader, key);
        using var answer = await client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.Contains(IdempotencyExtensions.ReplayHeader));
    }

    protected override Task<AccessStage> Arrange() => PartnerStage.Arrange(host);
}

public class PartnerBadInputTests(DoorHost host) : BadInputTests<Program>(host, "partner"), IClassFixture<DoorHost>
{
    protected override Task<AccessStage> Arrange() => PartnerStage.Arrange(host);
}
