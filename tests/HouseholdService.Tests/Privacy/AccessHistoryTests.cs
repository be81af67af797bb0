using System.Text.Json;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Privacy;

/// <summary>Who saw a household is answered whole: lists, files and postings that went out with its names count, masked ones and those of others do not.</summary>
public sealed class AccessHistoryTests(PrivacyHost host) : IClassFixture<PrivacyHost>
{
    private static readonly TestActor Auditor = new("auditor-laocai", [Scopes.AccessesRead], ["15"], [], Roles: ["auditor"]);

    [Fact]
    public async Task PapersThatNameAHousehold_AreAccessesToIt()
    {
        await host.Recognised();
        var (poor, nearPoor, later) = (await host.PoorHousehold(30), await NearPoor(), await OfTheNextYear());
        var list = await host.Scalar<Guid>("select id from poverty_list where state = 'recognised' and review_year = 2025");
        var import = await host.Scalar<Guid>($"select import_id from review where household_id = '{poor}' and review_year = 2025");

        await Sent($"exports/lists/{list}", new { @class = "Poor", format = "csv", purpose = "review" });
        await Sent("exports/households", new { communeCode = "04492", year = 2025, format = "csv", purpose = "review" });
        await (await host.TryGet(TestActors.Officer, $"exports/lists/{list}?class=Poor&format=csv")).EnsureOk();
        await (await host.TryGet(TestActors.Officer, $"imports/{import}/marked")).EnsureOk();

        var seen = await Accesses(poor);
        Assert.Contains(seen, row => row is { Action: "list.export", Through: "list", Purpose: "review" });
        Assert.Contains(seen, row => row is { Action: "household-list.export", Through: "commune-list", Purpose: "review" });
        Assert.Contains(seen, row => row is { Action: "import.read-marked", Through: "import" });
        Assert.Contains(seen, row => row is { Action: "list.recognise", Through: "poverty-list" });
        Assert.Contains(seen, row => row is { Action: "import.start", Through: "import" });
        // The masked paper names nobody; it was asked for and is in the trail, but is no access.
        Assert.Single(seen, row => row is { Action: "list.export", Purpose: "review" });
        Assert.DoesNotContain(seen, row => row.Action == "list.export" && string.IsNullOrEmpty(row.Purpose));
        Assert.True(await host.Scalar<long>($"select count(*) from audit.entry where action = 'list.export' and subject_id = '{list}'") >= 2);
        Assert.All(seen, row => Assert.DoesNotContain("pungluong", row.Actor, StringComparison.Ordinal));

        // A household of the list's other class stands on the same decision; one that was first reviewed the year after was in none of the papers but its own file.
        Assert.Contains(await Accesses(nearPoor), row => row.Action == "list.recognise");
        var others = await Accesses(later);
        Assert.DoesNotContain(others, row => row.Action is "list.recognise" or "list.export" or "household-list.export" or "import.read-marked");
        Assert.Contains(others, row => row is { Action: "import.start", Through: "import" });
    }

    [Fact]
    public async Task PersonWhoAsks_IsToldOfListsAndFilesToo()
    {
        await host.Recognised();
        var household = await host.PoorHousehold(31);
        await Sent("exports/households", new { communeCode = "04492", year = 2025, format = "csv", purpose = "review" });
        var request = await host.Accept(household, "Access");
        var told = (await host.Do(PrivacyHost.Chair, $"rights-requests/{request}/disclosure")).GetProperty("accesses").EnumerateArray().ToList();
        Assert.Contains(told, row => row.GetProperty("action").GetString() == "household-list.export" && row.GetProperty("through").GetString() == "commune-list");
        Assert.Contains(told, row => row.GetProperty("through").GetString() == "household");
    }

    [Fact]
    public async Task PapersOfACommuneThatItLeft_AreStillTold()
    {
        await host.Recognised();
        var household = await host.PoorHousehold(32);
        // It lives elsewhere now; its old commune's list and posting stay where they were made.
        await host.Scalar<long>($"""
            with papers as (select id from poverty_list where state = 'recognised'),
            seen as (insert into audit.entry (id, recorded_at, actor_id, client_id, action, subject_kind, subject_id, purpose, province_code, commune_code)
              select gen_random_uuid(), now(), 'chair-pungluong', 'portal', 'list.export', 'list', id, 'supervision: kiểm tra', '15', '04492' from papers returning 1)
            select count(*) from seen
            """);
        await host.Scalar<long>($"with moved as (update household set commune_code = '04489' where id = '{household}' returning 1) select count(*) from moved");
        var there = Auditor with { Provinces = [], Communes = ["04489"] };
        Assert.Contains(await Accesses(household, there), row => row is { Action: "list.export", Purpose: "supervision: kiểm tra" });
        await (await host.TryGet(Auditor with { Provinces = [], Communes = ["04492"] }, $"households/{household}/accesses")).ShouldBeRefused(System.Net.HttpStatusCode.NotFound, "not-found");
    }

    private Task<Guid> NearPoor() => host.Scalar<Guid>("select household_id from poverty_list_entry where class = 2 order by household_id limit 1");

    private Task<Guid> OfTheNextYear() => host.Scalar<Guid>("select household_id from review group by household_id having min(review_year) = 2026 order by household_id limit 1");

    private async Task Sent(string path, object body) => await (await host.Post(TestActors.Officer, path, body)).EnsureOk();

    private async Task<List<Access>> Accesses(Guid household, TestActor? actor = null)
    {
        var (all, cursor) = (new List<Access>(), (string?)null);
        do
        {
            var page = await host.Get(actor ?? Auditor, $"households/{household}/accesses?limit=5{(cursor is null ? "" : $"&cursor={cursor}")}");
            all.AddRange(page.GetProperty("items").EnumerateArray().Select(row => new Access(
                row.GetProperty("action").GetString()!, row.GetProperty("through").GetString()!, row.GetProperty("actor").GetString()!,
                row.TryGetProperty("purpose", out var purpose) && purpose.ValueKind == JsonValueKind.String ? purpose.GetString() : null)));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null && all.Count < 500);
        return all;
    }

    private sealed record Access(string Action, string Through, string Actor, string? Purpose);
}

internal static class AnswerExtensions
{
    /// <summary>The answer is a file, not JSON.</summary>
    public static async Task EnsureOk(this HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        answer.Dispose();
    }
}
