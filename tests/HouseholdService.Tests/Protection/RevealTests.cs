using System.Net;
using System.Net.Http.Json;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Workbooks;

namespace PovertyPlatform.HouseholdServiceTests.Protection;

/// <summary>People in clear: for a purpose, on record, or not at all.</summary>
public class RevealTests(ImportHost host) : IClassFixture<ImportHost>
{
    private static readonly HouseholdSample Sample = HouseholdSamples.One(3);

    [Fact]
    public async Task Reveal_ShowsPeopleInClear_AndRecordsForWhat()
    {
        var id = await Household();
        using var answer = await Reveal(host.Officer, id, new { purpose = "review" });
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        var shown = await answer.ShouldBeOk();
        var persons = shown.GetProperty("persons").EnumerateArray().ToList();
        Assert.Equal(Sample.Members.Select(member => member.Name), persons.Select(person => person.GetProperty("fullName").GetString()));
        Assert.Equal(Sample.Members.Select(member => member.Identity), persons.Select(person => person.TryGetProperty("identityNumber", out var number) ? number.GetString() : null));
        Assert.Equal(Sample.Members.Select(member => member.YearOnly ? $"{member.Born.Year}" : $"{member.Born:yyyy-MM-dd}"), persons.Select(person => person.GetProperty("birthDate").GetString()));
        Assert.Equal(1L, await host.Scalar<long>("select count(*) from audit.entry where action = 'household.reveal' and subject_id = $1 and purpose = 'review' and actor_id = 'officer-pungluong'", id));

        // The same household without a purpose stays masked.
        var masked = await (await host.Officer.GetAsync($"/v1/households/{id}", Ct)).ShouldBeOk();
        Assert.All(Sample.Members, member => Assert.DoesNotContain(member.Name, masked.GetRawText(), StringComparison.Ordinal));
        Assert.All(Sample.Members.Where(member => member.Identity is not null), member => Assert.DoesNotContain(member.Identity!, masked.GetRawText(), StringComparison.Ordinal));
        Assert.Contains("•••••••••", masked.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unknown", null, HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData(null, null, HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("complaint", null, HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("complaint", "   ", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("complaint", "Đơn của ông A, CCCD 015 190 000 123", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("referral", null, HttpStatusCode.Forbidden, "consent-missing")]
    public async Task PurposeThatDoesNotHold_ShowsNothing(string? purpose, string? reason, HttpStatusCode status, string code)
    {
        var id = await Household();
        using var answer = await Reveal(host.Officer, id, new { purpose, reason });
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        await answer.ShouldBeRefused(status, code);
        Assert.Equal(0L, await host.Scalar<long>("select count(*) from audit.entry where action = 'household.reveal' and subject_id = $1", id));
    }

    [Fact]
    public async Task OtherRolesScopesAndAreas_AreShownNothing()
    {
        var id = await Household();
        await (await Reveal(host.ClientFor(TestActors.Officer with { Roles = ["reviewer"] }), id, new { purpose = "review" })).ShouldBeRefused(HttpStatusCode.Forbidden, "purpose-not-for-role");
        await (await Reveal(host.ClientFor(TestActors.Officer.Without(Scopes.HouseholdsReveal)), id, new { purpose = "review" })).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
        await (await Reveal(host.ClientFor(TestActors.Officer.In("15", "04493")), id, new { purpose = "review" })).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(0L, await host.Scalar<long>("select count(*) from audit.entry where action = 'household.reveal' and subject_id = $1", id));
    }

    [Fact]
    public async Task TrailThatCannotBeWritten_ShowsNothing()
    {
        var id = await Household();
        await Execute("""
            create function audit.refuse_line() returns trigger language plpgsql as $$ begin raise exception 'full' using errcode = '53100'; end $$;
            create trigger refuse_line before insert on audit.entry for each row execute function audit.refuse_line();
            """);
        try
        {
            using var answer = await Reveal(host.Officer, id, new { purpose = "review" });
            Assert.False(answer.IsSuccessStatusCode);
            var text = await answer.Content.ReadAsStringAsync(Ct);
            Assert.All(Sample.Members, member => Assert.DoesNotContain(member.Name, text, StringComparison.Ordinal));
        }
        finally
        {
            await Execute("drop trigger refuse_line on audit.entry; drop function audit.refuse_line()");
        }
    }

    [Fact]
    public async Task Search_FindsByNumberInTheOwnAreasOnly()
    {
        var id = await Household();
        var person = Sample.Members.Index().First(pair => pair.Item.Identity is not null);
        var found = await (await Search(host.Officer, person.Item.Identity!)).ShouldBeOk();
        var match = Assert.Single(found.GetProperty("matches").EnumerateArray());
        Assert.Equal((id, person.Index + 1), (match.GetProperty("householdId").GetGuid(), match.GetProperty("memberOrdinal").GetInt32()));
        Assert.DoesNotContain(Sample.Members[0].Name, found.GetRawText(), StringComparison.Ordinal);

        var elsewhere = host.ClientFor(TestActors.Officer.In("15", "04493"));
        var outside = await (await Search(elsewhere, person.Item.Identity!)).ShouldBeOk();
        var nobody = await (await Search(elsewhere, "015199999999")).ShouldBeOk();
        Assert.Equal(nobody.GetRawText(), outside.GetRawText());
        await (await Search(host.Officer, "12345")).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(3L, await host.Scalar<long>("select count(*) from audit.entry where action = 'household.search'"));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<HttpResponseMessage> Reveal(HttpClient client, Guid id, object body) => client.PostAsJsonAsync($"/v1/households/{id}/reveal", body);

    private static Task<HttpResponseMessage> Search(HttpClient client, string identityNumber) => client.PostAsJsonAsync("/v1/households/search", new { identityNumber });

    private async Task<Guid> Household()
    {
        await host.Clear();
        var file = new MemoryStream();
        HouseholdBook.WriteXlsx(file, [Sample]);
        Assert.Equal("done", (await host.Import(file.ToArray())).GetProperty("state").GetString());
        return await host.Scalar<Guid>("select id from household");
    }

    private async Task Execute(string sql)
    {
        await using var command = host.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
