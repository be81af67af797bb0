using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PovertyPlatform.HouseholdServiceTests.HouseholdEvents;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.HandOvers;

/// <summary>A recognised household moves between two lists: the old commune keeps what it decided and decides no more, the new one goes on from there.</summary>
public class ListedHouseholdTests(EventHost host) : IClassFixture<EventHost>
{
    private const string Neighbour = "02680";
    private static readonly TestActor OfNeighbour = TestActors.Officer with { Id = "officer-neighbour", Communes = [Neighbour] };

    [Fact]
    public async Task RecognisedHousehold_IsCarriedByTheNextListOfItsNewCommuneAndLeftInPeaceByTheOldOne()
    {
        var sample = await File.ReadAllBytesAsync(Path.Combine(Approved.Root, "samples", "pung-luong-2025.xlsx"), TestContext.Current.CancellationToken);
        await host.Import(sample, year: 2025, reviewedOn: "2025-11-14");
        var list = await Draft("/v1/lists", new { communeCode = "04492", year = 2025 }, TestActors.Officer);
        var household = await host.Scalar<Guid>("select household_id from poverty_list_entry where list_id = $1 and class = 1 order by household_id limit 1", list);
        await Refused(household, "on-draft-list");
        await (await host.ClientFor(TestActors.Chair).PostAsJsonAsync($"/v1/lists/{list}/recognition", new { decisionNumber = "25/QĐ-UBND", decidedOn = "2025-12-10", signer = "Hờ A Chống" }, TestContext.Current.CancellationToken)).ShouldBeOk();
        await host.Scalar<Guid>("""
            with cycle as (insert into review_cycle (province_code, commune_code, id, kind, year, month, list_year, plan_number, planned_on, opens_on, closes_on, state, planned_by)
              values ('15', '04492', gen_random_uuid(), 'annual', 2026, 0, 2026, '1/KH', '2026-01-01', '2026-01-01', '2026-12-31', 'open', 'a') returning id)
            insert into review_case (province_code, commune_code, id, cycle_id, household_id, hamlet_name, state, origin, started_on, steps, last_step, last_step_on, last_step_at)
            select '15', '04492', gen_random_uuid(), id, $1, 'Bản', 'listed', 'on-list', '2026-01-02', 1, 'list', '2026-01-02', now() from cycle returning id
            """, household);
        await Refused(household, "review-open");
        await host.Scalar<string>("update review_case set state = 'closed' where household_id = $1 returning state", household);

        var offered = await (await host.Try($"households/{household}/hand-over", Body, household)).ShouldBeOk();
        var accepted = await Accept(offered.GetProperty("id").GetGuid());
        var carried = accepted.GetProperty("recognition");
        Assert.Equal(("25/QĐ-UBND", 2025, "Poor", list), (carried.GetProperty("decisionNumber").GetString()!, carried.GetProperty("year").GetInt32(), carried.GetProperty("class").GetString()!, carried.GetProperty("listId").GetGuid()));

        // Whom a bank there may ask about is known without the list, which lies in the old commune's area.
        var bank = host.ClientFor(TestActors.Bank.In("15", Neighbour));
        Assert.NotEmpty((await (await bank.GetAsync($"/v1/households/{household}/representatives", TestContext.Current.CancellationToken)).ShouldBeOk()).GetProperty("adults").EnumerateArray());

        // The list of the new commune must decide about it; that of the old one does not know it any more.
        var here = await Draft("/v1/lists", new { communeCode = Neighbour, year = 2026 }, OfNeighbour);
        Assert.Equal(1, await host.Scalar<long>("select count(*) from poverty_list_entry where list_id = $1 and household_id = $2 and previous_class = 1", here, household));
        var there = await Draft("/v1/lists", new { communeCode = "04492", year = 2026 }, TestActors.Officer);
        Assert.Equal(0, await host.Scalar<long>("select count(*) from poverty_list_entry where list_id = $1 and household_id = $2", there, household));

        // A correction of the old list leaves what was decided about it as it is, and says nothing new of it.
        var other = await host.Scalar<Guid>("select household_id from poverty_list_entry where list_id = $1 and class = 1 and household_id <> $2 limit 1", list, household);
        await host.Scalar<int>("update review set income_points = 400, income_vnd = income_vnd * 100 where household_id = $1 and review_year = 2025 returning 1", other);
        var correction = await Draft($"/v1/lists/{list}/correction", null, TestActors.Officer);
        var told = await host.Scalar<long>("select count(*) from messaging.outbox_message");
        await (await host.ClientFor(TestActors.Chair).PostAsJsonAsync($"/v1/lists/{correction}/recognition", new { decisionNumber = "7/QĐ-UBND", decidedOn = "2026-06-15", signer = "Hờ A Chống" }, TestContext.Current.CancellationToken)).ShouldBeOk();
        Assert.Equal(told + 2, await host.Scalar<long>("select count(*) from messaging.outbox_message"));
        Assert.Equal(1, await host.Scalar<long>("""
            select count(*) from poverty_list_entry old join poverty_list_entry new on new.household_id = old.household_id and new.list_id = $2
            where old.list_id = $1 and old.household_id = $3 and to_jsonb(old) - 'list_id' = to_jsonb(new) - 'list_id'
            """, list, correction, household));
    }

    private static object Body => new { toCommuneCode = Neighbour, on = "2026-05-01", reason = "Cả hộ chuyển nơi thường trú", evidence = "15/CT" };

    private async Task Refused(Guid household, string code) => await (await host.Try($"households/{household}/hand-over", Body, household)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, code);

    private async Task<JsonElement> Accept(Guid offer)
    {
        var client = host.ClientFor(OfNeighbour);
        using var seen = await client.GetAsync($"/v1/hand-overs/{offer}");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/hand-overs/{offer}/acceptance") { Content = JsonContent.Create(new { hamlet = "Bản Hai" }) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        request.Headers.Add("If-Match", seen.Headers.ETag!.ToString());
        return await (await client.SendAsync(request)).ShouldBeOk();
    }

    private async Task<Guid> Draft(string path, object? body, TestActor actor) => (await (await host.ClientFor(actor).PostAsJsonAsync(path, body)).ShouldBeOk()).GetProperty("id").GetGuid();
}
