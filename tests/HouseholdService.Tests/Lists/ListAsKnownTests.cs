using System.Net.Http.Json;
using PovertyPlatform.HouseholdServiceTests.HouseholdEvents;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Lists;

/// <summary>Yesterday's list is yesterday's list, whatever was corrected, renamed, split or imported since.</summary>
public class ListAsKnownTests(EventHost host) : IClassFixture<EventHost>
{
    private const string InForce = "/v1/lists/in-force?communeCode=04492&year=2025";
    private readonly HttpClient _officer = host.ClientFor(TestActors.Officer);
    private readonly HttpClient _chair = host.ClientFor(TestActors.Chair);

    [Fact]
    public async Task ListAsKnownYesterday_IsTheSameByteForByteAfterACorrection()
    {
        await Import(2025, "2025-11-14", "reject");
        var first = await Recognise("/v1/lists", new { communeCode = "04492", year = 2025 }, "25/QĐ-UBND", "2025-12-10");
        var then = Uri.EscapeDataString(DateTimeOffset.UtcNow.ToString("O"));
        var (head, entries) = (await Bytes(InForce), await Entries(first));
        var household = await host.Scalar<Guid>("select household_id from poverty_list_entry where list_id = $1 and class = 1 order by household_id limit 1", first);
        var (family, members) = (await host.Scalar<string>("select as_of($1, '2026-01-01', now())::text limit 1", household), await Bytes($"/v1/households/{household}?on=2026-01-01&knownAt={then}"));

        // What is known changes: names, people, answers; and a decision corrects the list.
        var person = (await host.Members(household))[0];
        await host.Do(household, $"members/{person}/correction", new { person = new { fullName = "Tẩn Láo Lở", relation = "head", birthYear = 1970 }, reason = "Sai tên", evidence = "5/CCCD" });
        await host.Do(household, "births", new { child = new { fullName = "Tẩn Thị Mai", relation = "child", birthDate = "2025-12-25" } });
        await host.Scalar<int>("update review set income_points = 400, income_vnd = income_vnd * 100 where household_id = $1 and review_year = 2025 returning 1", household);
        var second = await Recognise($"/v1/lists/{first}/correction", null, "7/QĐ-UBND", "2026-01-15");
        await Import(2026, "2026-10-30", "skip");

        Assert.NotEqual(first, second);
        Assert.Equal(head, await Bytes($"{InForce}&knownAt={then}"));
        Assert.Equal(entries, await Entries(first));
        Assert.Equal(members, await Bytes($"/v1/households/{household}?on=2026-01-01&knownAt={then}"));
        Assert.NotEqual(members, await Bytes($"/v1/households/{household}?on=2026-01-01"));
        Assert.Equal(second, await host.Scalar<Guid>("select id from poverty_list where replaces_list_id = $1", first));
        Assert.NotEqual(head, await Bytes(InForce));
        Assert.NotEqual(entries, await Entries(second));
        Assert.NotEmpty(family);
    }

    [Fact]
    public async Task ImportAfterImport_KeepsWhatWasKnownAndWritesOnlyWhatDiffers()
    {
        await host.Import(ImportBook(0), year: 2026, commune: "04492", reviewedOn: "2026-03-01");
        var household = await host.Scalar<Guid>("select id from household where hamlet_name = 'Bản Lịch Sử' order by id limit 1");
        var versions = await host.Scalar<long>("select count(*) from record_version");
        var then = Uri.EscapeDataString(DateTimeOffset.UtcNow.ToString("O"));
        var before = await Bytes($"/v1/households/{household}?knownAt={then}");

        await host.Import(ImportBook(0), year: 2026, reviewedOn: "2026-03-01", onFaults: "skip");
        Assert.Equal(versions, await host.Scalar<long>("select count(*) from record_version"));

        await host.Import(ImportBook(1), year: 2026, reviewedOn: "2026-06-01");
        Assert.True(await host.Scalar<long>("select count(*) from record_version") > versions);
        Assert.Equal(before, await Bytes($"/v1/households/{household}?knownAt={then}"));
        Assert.Equal("Bản Lịch Sử", (await host.Read(household, "?on=2026-05-31")).GetProperty("hamlet").GetString());
        Assert.Equal("Bản Lịch Sử Mới", (await host.Read(household, "?on=2026-06-01")).GetProperty("hamlet").GetString());
    }

    private async Task Import(int year, string reviewedOn, string onFaults)
    {
        await host.Import(await File.ReadAllBytesAsync(Path.Combine(Approved.Root, "samples", $"pung-luong-{year}.xlsx")), year: year, reviewedOn: reviewedOn, onFaults: onFaults);
        await (await _officer.PutAsJsonAsync($"/v1/populations/04492/{year}", new { households = 1132, persons = 5871, recordedOn = $"{year}-11-20" })).ShouldBeOk();
    }

    private static byte[] ImportBook(int stage) => EventHost.Book(6, 5001, (household, member, cells) =>
    {
        if (member > 0)
            return;
        cells[8] = stage == 0 ? "Bản Lịch Sử" : "Bản Lịch Sử Mới";
        cells[9] = $"LS-{household.Number}";
    });

    private async Task<Guid> Recognise(string path, object? body, string number, string decidedOn)
    {
        var list = (await (await _officer.PostAsJsonAsync(path, body ?? new { })).ShouldBeOk()).GetProperty("id").GetGuid();
        await (await _chair.PostAsJsonAsync($"/v1/lists/{list}/recognition", new { decisionNumber = number, decidedOn, signer = "Hờ A Chống, Chủ tịch" })).ShouldBeOk();
        return list;
    }

    private async Task<string> Entries(Guid list)
    {
        var pages = "";
        for (string? next = ""; next is not null;)
        {
            pages += await Bytes($"/v1/lists/{list}/entries?limit=100{(next == "" ? "" : $"&cursor={next}")}");
            var page = System.Text.Json.JsonDocument.Parse(await _officer.GetStringAsync($"/v1/lists/{list}/entries?limit=100{(next == "" ? "" : $"&cursor={next}")}")).RootElement;
            next = page.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
        }

        return pages;
    }

    private async Task<string> Bytes(string path) => Convert.ToHexString(await _officer.GetByteArrayAsync(path));
}
