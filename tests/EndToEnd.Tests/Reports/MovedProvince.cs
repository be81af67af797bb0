using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using PovertyPlatform.EndToEndTests.Live;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.EndToEndTests.Reports;

/// <summary>An invented province of some communes over two years: households and answers are written into the registry, everything that happens to them goes through its endpoints.</summary>
internal sealed class MovedProvince(LiveServices live)
{
    /// <summary>The province.</summary>
    public const string Province = "15";

    private static readonly TestActor Drafter = new("drafter", [Scopes.ListsDraft, Scopes.ListsRead, Scopes.HouseholdsRead, Scopes.HouseholdsWrite, Scopes.HandOversRead], [Province], []);
    private static readonly TestActor Chair = new("chair", [Scopes.ListsRecognise, Scopes.ListsRead], [Province], []);
    private readonly HttpClient _drafter = LiveServices.ClientOf(live.Household, Drafter), _chair = LiveServices.ClientOf(live.Household, Chair);
    // Who offers a household does not accept it.
    private readonly HttpClient _taker = LiveServices.ClientOf(live.Household, Drafter with { Id = "taker" });

    /// <summary>Its communes.</summary>
    public IReadOnlyList<string> Communes { get; private set; } = [];

    /// <summary>Writes households of three persons each.</summary>
    public async Task Begin(int communes, int households)
    {
        var codes = await Texts($"select code from commune where province_code = '{Province}' and valid_to is null and area_type = 1 order by code limit {communes}");
        foreach (var code in codes)
            await Execute($"""
                with home as (insert into household (province_code, commune_code, id, code, hamlet_name, hamlet_search, head_name, head_search, area_type, ethnic_group_code, persons, valid_from, started_on)
                    select '{Province}', '{code}', gen_random_uuid(), '{code}-' || n, 'Bản Một', 'ban mot', 'Giàng A ' || n, 'giang a ' || n, 1, '08', 3, '2023-01-01', '2023-01-01' from generate_series(1, {households}) n returning *)
                insert into member (province_code, commune_code, id, household_id, ordinal, full_name, name_search, sex, birth_year, relation_code, valid_from)
                select province_code, commune_code, gen_random_uuid(), id, place, head_name || ' ' || place, head_search || ' ' || place, 1, 1980, case place when 1 then 'head' else 'other' end, valid_from from home, generate_series(1, 3) place
                """);
        Communes = codes;
    }

    /// <summary>Everybody is reviewed, and every commune recognises its list. Who is what follows from a hash, so that every run has the same province.</summary>
    public async Task Review(int year)
    {
        await Execute($"""
            insert into review (province_code, commune_code, id, household_id, review_year, reviewed_on, area_type, standard_code, income_points, deprivation_points)
            select province_code, commune_code, gen_random_uuid(), id, {year}, '{year}-10-05', 1, '2022-2026',
              (array[120, 120, 200])[1 + abs(hashtext(coalesce(code, head_name || commune_code) || '/{year}')) % 3], (array[40, 20, 0])[1 + abs(hashtext(coalesce(code, head_name || commune_code) || '/{year}')) % 3]
            from household where closed_on is null
            """);
        foreach (var commune in Communes)
        {
            var list = (await (await _drafter.PostAsJsonAsync("/v1/lists", new { communeCode = commune, year })).ShouldBeOk()).GetProperty("id").GetGuid();
            await (await _chair.PostAsJsonAsync($"/v1/lists/{list}/recognition", new { decisionNumber = $"{year}/QĐ-{commune}", decidedOn = $"{year}-11-20", signer = "Chủ tịch UBND" })).ShouldBeOk();
        }
    }

    /// <summary>Between two lists: some households move to the next commune with their class, some people die, some keep house on their own.</summary>
    public async Task Happen(int year)
    {
        foreach (var (commune, at) in Communes.Select((commune, at) => (commune, at)))
        {
            var homes = (await Texts($"select id::text from household where commune_code = '{commune}' and closed_on is null and code like '{commune}-%' order by abs(hashtext(code || '-{year}')) limit 18")).ConvertAll(Guid.Parse);
            foreach (var home in homes.Take(6))
                await Move(home, Communes[(at + 1) % Communes.Count], $"{year}-03-01");
            foreach (var home in homes.Skip(6).Take(6))
                await Event(home, "deaths", new { memberId = await Member(home), on = $"{year}-04-01", evidence = "4/GCT" });
            foreach (var home in homes.Skip(12))
                await Event(home, "split", new { on = $"{year}-05-01", members = new[] { new { memberId = await Member(home), relation = "head" } }, code = $"{commune}-T{year}{Guid.NewGuid():N}"[..24], evidence = "5/ĐN" });
        }
    }

    /// <summary>What the registry derives itself, as reports 2 and 3 have it: of a class, households or persons in eleven columns.</summary>
    public async Task<long[]> Movement(string area, int year, int report, string line)
    {
        var answer = await (await _drafter.GetAsync($"/v1/movements?{(area.Length == 2 ? "provinceCode" : "communeCode")}={area}&year={year}")).ShouldBeOk();
        var table = answer.GetProperty(report == 2 ? "poor" : "nearPoor");
        return [.. new[] { "opening", "toOther", "escaped", "otherDecrease", "fromOther", "relapsed", "newlyArising", "otherIncrease", "closing", "movedOut", "movedIn" }.Select(column => table.GetProperty(column).GetProperty(line).GetInt64())];
    }

    private async Task Move(Guid household, string to, string on)
    {
        var offer = (await Event(household, "hand-over", new { toCommuneCode = to, on, reason = "Cả hộ chuyển nơi thường trú", evidence = "15/CT" })).GetProperty("id").GetGuid();
        using var read = await _drafter.GetAsync($"/v1/hand-overs/{offer}");
        await Send(_taker, $"/v1/hand-overs/{offer}/acceptance", new { hamlet = "Bản Đến" }, read.Headers.ETag!.ToString());
    }

    private async Task<JsonElement> Event(Guid household, string what, object body)
    {
        using var read = await _drafter.GetAsync($"/v1/households/{household}");
        return await Send(_drafter, $"/v1/households/{household}/{what}", body, read.Headers.ETag!.ToString());
    }

    private static async Task<JsonElement> Send(HttpClient by, string path, object body, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("If-Match", tag);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await (await by.SendAsync(request)).ShouldBeOk();
    }

    private async Task<Guid> Member(Guid household) => Guid.Parse((await Texts($"select id::text from member where household_id = '{household}' and left_on is null and relation_code <> 'head' order by ordinal limit 1"))[0]);

    private async Task<List<string>> Texts(string sql)
    {
        await using var connection = new NpgsqlConnection(live.Postgres.ConnectionString("registrydb") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await rows.ReadAsync())
            texts.Add(rows.GetString(0));
        return texts;
    }

    private async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(live.Postgres.ConnectionString("registrydb") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
