using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Door;
using PovertyPlatform.TestKit.Workbooks;

namespace PovertyPlatform.HouseholdServiceTests.Protection;

/// <summary>People are found by the beginning of a name however it is written, in the own areas, on record.</summary>
public class SearchPeopleTests(ImportHost host) : IClassFixture<ImportHost>
{
    private static readonly HouseholdSample Sample = HouseholdSamples.One(3);

    [Fact]
    public async Task Name_IsFoundHoweverItIsWritten()
    {
        var id = await Household();
        var person = Sample.Members[0];
        var before = await Lines();
        foreach (var written in new[]
        {
            person.Name, person.Name.Normalize(NormalizationForm.FormD), person.Name.ToUpperInvariant(), SearchName.Of(person.Name), $"  {SearchName.Of(person.Name)[..^1]} ",
        })
        {
            var found = await Found(host.Officer, new { name = written });
            var match = found.GetProperty("matches").EnumerateArray().First(match => match.GetProperty("memberOrdinal").GetInt32() == 1);
            Assert.Equal((id, Masked.Name(person.Name), person.Born.Year),
                (match.GetProperty("householdId").GetGuid(), match.GetProperty("name").GetString(), match.GetProperty("birthYear").GetInt32()));
            Assert.DoesNotContain(person.Name, found.GetRawText(), StringComparison.Ordinal);
        }

        Assert.Equal(before + 5, await Lines());
        Assert.Equal(0L, await host.Scalar<long>($"select count(*) from audit.entry e where e::text ilike '%{SearchName.Of(person.Name)}%' or e::text like '%{person.Name}%'"));
    }

    [Fact]
    public async Task YearAndCommune_Narrow()
    {
        await Household();
        var person = Sample.Members[0];
        Assert.NotEmpty(Matches(await Found(host.Officer, new { name = person.Name, birthYear = person.Born.Year, communeCode = Places.Own })));
        Assert.Empty(Matches(await Found(host.Officer, new { name = person.Name, birthYear = person.Born.Year + 1 })));
        using var elsewhere = await Post(host.Officer, JsonContent.Create(new { name = person.Name, communeCode = Places.Other }));
        await elsewhere.ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
    }

    [Fact]
    public async Task PersonOfAnotherCommune_IsNobody()
    {
        await Household();
        var elsewhere = host.ClientFor(TestActors.Officer.In("15", "04493"));
        var outside = await Found(elsewhere, new { name = Sample.Members[0].Name });
        var nobody = await Found(elsewhere, new { name = "Nguyễn Văn Không Có" });
        Assert.Equal(nobody.GetRawText(), outside.GetRawText());
    }

    [Fact]
    public async Task MoreThanAPage_IsSaidAndCut()
    {
        await Household();
        await Execute("""
            insert into member (province_code, commune_code, id, household_id, ordinal, full_name, name_search, ethnic_group_code, relation_code)
            select province_code, commune_code, gen_random_uuid(), id, 100 + n, 'Vàng Thị Thử', 'vang thi thu', '08', 'child' from household cross join generate_series(1, 60) n
            """);
        var found = await Found(host.Officer, new { name = "vang thi" });
        Assert.Equal((50, true), (Matches(found).Count, found.GetProperty("more").GetBoolean()));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":null}""")]
    [InlineData("""{"name":"abc"}""")]
    [InlineData("""{"name":"   '-.   "}""")]
    [InlineData("""{"name":"giang a", "birthYear":1800}""")]
    [InlineData("""{"name":"giang a", "birthYear":"x"}""")]
    [InlineData("""{"name":5}""")]
    [InlineData("""{"name":"giang a", "communeCode":"Giàng A Páo"}""")]
    public async Task NoName_IsRefused(string body)
    {
        using var answer = await Post(host.Officer, new StringContent(body, Encoding.UTF8, "application/json"));
        await answer.ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
    }

    private Task<long> Lines() => host.Scalar<long>("select count(*) from audit.entry where action = 'household.search-people'");

    private static List<JsonElement> Matches(JsonElement found) => [.. found.GetProperty("matches").EnumerateArray()];

    private static async Task<JsonElement> Found(HttpClient client, object body)
    {
        using var answer = await Post(client, JsonContent.Create(body));
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        return await answer.ShouldBeOk();
    }

    private static Task<HttpResponseMessage> Post(HttpClient client, HttpContent body) => client.PostAsync("/v1/households/search-people", body, TestContext.Current.CancellationToken);

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
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
