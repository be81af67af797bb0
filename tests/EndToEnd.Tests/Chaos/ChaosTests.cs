using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using PovertyPlatform.EndToEndTests.Live;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.EndToEndTests.Chaos;

/// <summary>
/// Services, their relays and consumers, the broker and the database are killed (kill -9) at random while communes recognise their lists. Afterwards every
/// decision has exactly one effect in every service, and none is lost.
/// </summary>
public class ChaosTests(LiveServices live) : IClassFixture<LiveServices>
{
    private const string Province = "15";
    private const int Communes = 24;
    private const int HouseholdsEach = 50;
    private const int Kills = 14;
    private const int Decisions = Communes * HouseholdsEach;
    private static readonly DateOnly DecidedOn = new(2026, 11, 20);
    private static readonly TestActor Drafter = new("drafter", [Scopes.ListsDraft, Scopes.ListsRead], [Province], []);
    private static readonly TestActor Chair = new("chair", [Scopes.ListsRecognise, Scopes.ListsRead], [Province], []);
    private static readonly TestActor Reader = new("reader", [Scopes.ReportsRead, Scopes.FiguresExact], [Province], []);
    private static readonly TestActor Bank = new("bank", [Scopes.EventsRead], [Province], []);
    private readonly ConcurrentQueue<string> _kills = [];

    [Fact]
    public async Task AnythingKilledAtAnyTime_EveryDecisionHasOneEffectEverywhere()
    {
        var communes = await InventedCommunes.Fill(live.Postgres.ConnectionString("registrydb"), Province, Communes, HouseholdsEach);
        Assert.Equal(Communes, communes.Count);

        using var calm = new CancellationTokenSource();
        var killer = Kill(Environment.TickCount, calm.Token);
        // Spread over the kills, so that lists are drafted, recognised and told before, while and after anything is away.
        await Parallel.ForEachAsync(communes.Index(), new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (item, _) =>
        {
            while (_kills.Count < item.Index * Kills / Communes)
                await Task.Delay(20, CancellationToken.None);
            await Recognise(item.Item);
        });
        await calm.CancelAsync();
        await killer;
        TestContext.Current.TestOutputHelper?.WriteLine($"Killed: {string.Join(", ", _kills)}");

        await AllHealthy();
        await Eventually.Equals((long)Decisions, () => live.Scalar<long>("supportdb", "select count(*) from support_grant"), TimeSpan.FromSeconds(90));
        await Eventually.Equals((long)Decisions, () => live.Scalar<long>("partnerdb", "select count(*) from feed_event"), TimeSpan.FromSeconds(90));
        await Eventually.Equals((long)Decisions, () => live.Scalar<long>("reportingdb", "select coalesce(sum(households), 0)::bigint from class_movement"), TimeSpan.FromSeconds(90));
        // The decisions travel on a lane of their own and may come last.
        await Eventually.Equals((long)Communes, () => live.Scalar<long>("reportingdb", "select count(*) from recognised_list"), TimeSpan.FromSeconds(90));

        await RegistryHoldsEachDecisionOnce();
        await BankSawEachGrantOnce();
        await ReportStatesEachCommune(communes);
    }

    private async Task Recognise(string commune)
    {
        using var drafter = LiveServices.ClientOf(live.Household, Drafter);
        using var chair = LiveServices.ClientOf(live.Household, Chair);
        var list = await Draft(drafter, commune);
        var answer = await chair.PostAsJsonAsync($"/v1/lists/{list}/recognition",
            new { decisionNumber = $"118/QĐ-UBND-{commune}", decidedOn = DecidedOn, signer = "Chủ tịch UBND" });
        // Asked again because the answer was lost: the first time may have taken effect.
        if (!answer.IsSuccessStatusCode)
        {
            var state = (await (await chair.GetAsync($"/v1/lists/{list}")).ShouldBeOk()).GetProperty("state").GetString();
            if (!string.Equals(state, "recognised", StringComparison.OrdinalIgnoreCase))
                throw new InvalidOperationException($"{commune}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private async Task<string> Draft(HttpClient drafter, string commune)
    {
        var answer = await drafter.PostAsJsonAsync("/v1/lists", new { communeCode = commune, year = 2026 });
        if (answer.IsSuccessStatusCode)
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        return (await live.Scalar<Guid>("registrydb", $"select id from poverty_list where commune_code = '{commune}'")).ToString();
    }

    private async Task Kill(int seed, CancellationToken calm)
    {
        var random = new Random(seed);
        while (!calm.IsCancellationRequested)
        {
            await Task.Delay(random.Next(200, 1200), CancellationToken.None);
            var victim = random.Next(6);
            if (victim == 4)
            {
                await live.Broker.Kill(CancellationToken.None);
                await Task.Delay(random.Next(500), CancellationToken.None);
                await live.Broker.Start(CancellationToken.None);
                _kills.Enqueue("broker");
            }
            else if (victim == 5)
            {
                await live.Postgres.Kill(CancellationToken.None);
                await Task.Delay(random.Next(500), CancellationToken.None);
                await live.Postgres.Start(CancellationToken.None);
                _kills.Enqueue("database");
            }
            else
            {
                var service = live.Services[victim];
                await service.Kill();
                await Task.Delay(random.Next(500), CancellationToken.None);
                service.Start();
                await service.Healthy();
                _kills.Enqueue(service.Name);
            }
        }
    }

    private Task AllHealthy() => Task.WhenAll(live.Services.Select(service => service.Healthy()));

    private async Task RegistryHoldsEachDecisionOnce()
    {
        Assert.Equal(Communes, await live.Scalar<long>("registrydb", "select count(*) from poverty_list where state = 'recognised'"));
        Assert.Equal(Decisions, await live.Scalar<long>("registrydb", "select count(*) from messaging.outbox_message where contract like '%household-recognised%'"));
    }

    private async Task BankSawEachGrantOnce()
    {
        using var bank = LiveServices.ClientOf(live.Partner, Bank);
        var events = new List<string>();
        var grants = new HashSet<string>();
        string? after = null;
        for (var last = -1; last != events.Count;)
        {
            last = events.Count;
            using var page = await bank.GetAsync($"/v1/events?limit=500{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}", TestContext.Current.CancellationToken);
            var answer = await page.ShouldBeOk();
            foreach (var item in answer.EnumerateArray())
            {
                events.Add(item.GetProperty("id").GetString()!);
                grants.Add(item.GetProperty("subject").GetString()!);
            }

            after = page.Headers.GetValues("Feed-Next").Single();
        }

        Assert.Equal(Decisions, events.Count);
        Assert.Equal(Decisions, events.Distinct().Count());
        Assert.Equal(Decisions, grants.Count);
    }

    private async Task ReportStatesEachCommune(IReadOnlyList<string> communes)
    {
        using var reader = LiveServices.ClientOf(live.Reporting, Reader);
        using var answer = await reader.GetAsync($"/v1/reports/1?areaCode={Province}&on=2026-12-31", TestContext.Current.CancellationToken);
        var rows = (await answer.ShouldBeOk()).GetProperty("rows").EnumerateArray().Where(row => communes.Contains(row.GetProperty("areaCode").GetString()!)).ToList();
        Assert.Equal(Communes, rows.Count);
        Assert.All(rows, row =>
        {
            Assert.Equal(HouseholdsEach / 2, row.GetProperty("values")[2].GetInt32());
            Assert.Equal(HouseholdsEach / 2, row.GetProperty("values")[4].GetInt32());
            Assert.True(row.GetProperty("decision").GetProperty("agrees").GetBoolean());
        });
    }
}
