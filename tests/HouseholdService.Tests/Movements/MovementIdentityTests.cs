using System.Text.Json;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Movements;

/// <summary>
/// The identities that the official reports 2 and 3 must keep, over a seeded province: five communes, three years, households that escape, fall, relapse, arise, move
/// between communes, are never seen again, and change in size.
/// </summary>
public class MovementIdentityTests(ImportHost host) : IClassFixture<ImportHost>
{
    private static readonly string[] Columns = ["opening", "toOther", "escaped", "otherDecrease", "fromOther", "relapsed", "newlyArising", "otherIncrease", "closing"];

    [Fact]
    public async Task SeededProvince_KeepsEveryIdentity()
    {
        var communes = await Seed();
        var province = host.ClientFor(TestActors.ProvinceOfficer);
        async Task<JsonElement> Movement(string area, int year) => await (await province.GetAsync($"/v1/movements?{area}&year={year}", Ct)).ShouldBeOk();

        var whole = new Dictionary<int, JsonElement> { [2025] = await Movement("provinceCode=15", 2025), [2026] = await Movement("provinceCode=15", 2026) };
        var parts = new List<JsonElement>();
        foreach (var commune in communes)
            foreach (var year in new[] { 2025, 2026 })
            {
                var movement = await Movement($"communeCode={commune}", year);
                Identities(movement);
                foreach (var (table, of) in new[] { ("poor", 1), ("nearPoor", 2) })
                {
                    Assert.Equal(await OnList(commune, year, of), Tally(movement, table, "closing"));
                    Assert.Equal(await OnList(commune, year - 1, of), Tally(movement, table, "opening"));
                }

                if (year == 2026)
                    parts.Add(movement);
            }

        foreach (var (year, movement) in whole)
            Identities(movement);
        foreach (var table in new[] { "poor", "nearPoor" })
        {
            // Two thirds of those who moved were handed over: with their class they leave one commune and enter another, and what was found about them counts where they live.
            Assert.True(Sum(parts, table, "movedOut").Households > 0);
            Assert.Equal(Sum(parts, table, "movedOut"), Sum(parts, table, "movedIn"));
            Assert.Equal((0, 0), Tally(whole[2026], table, "movedOut"));
            Assert.Equal((0, 0), Tally(whole[2026], table, "movedIn"));

            // This year begins where the last one ended, and the province is the sum of its communes; a move inside the province leaves one commune and enters another.
            Assert.Equal(Tally(whole[2025], table, "closing"), Tally(whole[2026], table, "opening"));
            foreach (var column in new[] { "opening", "closing" })
                Assert.Equal(Tally(whole[2026], table, column), Sum(parts, table, column));
            Assert.True(Sum(parts, table, "otherIncrease").Households > 0 && Sum(parts, table, "otherDecrease").Households > 0, "nobody moved");
        }

        // Every kind of movement occurs, else the identities would prove little.
        foreach (var column in Columns)
            Assert.True(Sum(parts, "poor", column).Households > 0, column);
    }

    private static void Identities(JsonElement movement)
    {
        foreach (var table in new[] { "poor", "nearPoor" })
        {
            var of = Columns.Select(column => Tally(movement, table, column)).ToArray();
            Assert.Equal(of[8].Households, of[0].Households - of[1].Households - of[2].Households - of[3].Households + of[4].Households + of[5].Households + of[6].Households + of[7].Households);
            Assert.Equal(of[8].Persons, of[0].Persons - of[1].Persons - of[2].Persons - of[3].Persons + of[4].Persons + of[5].Persons + of[6].Persons + of[7].Persons);
            Assert.True(movement.GetProperty(table).GetProperty("addsUp").GetBoolean());
        }

        Assert.Equal(Tally(movement, "poor", "toOther").Households, Tally(movement, "nearPoor", "fromOther").Households);
        Assert.Equal(Tally(movement, "poor", "fromOther").Households, Tally(movement, "nearPoor", "toOther").Households);
    }

    private async Task<(int, int)> OnList(string commune, int year, int of) => (
        await host.Scalar<int>($"select count(*)::int from poverty_list_entry e join poverty_list l on l.id = e.list_id where l.commune_code = '{commune}' and review_year = {year} and class = {of}"),
        await host.Scalar<int>($"select coalesce(sum(persons), 0)::int from poverty_list_entry e join poverty_list l on l.id = e.list_id where l.commune_code = '{commune}' and review_year = {year} and class = {of}"));

    private static (int Households, int Persons) Tally(JsonElement movement, string table, string column)
    {
        var cell = movement.GetProperty(table).GetProperty(column);
        return (cell.GetProperty("households").GetInt32(), cell.GetProperty("persons").GetInt32());
    }

    private static (int Households, int Persons) Sum(List<JsonElement> parts, string table, string column) =>
        (parts.Sum(part => Tally(part, table, column).Households), parts.Sum(part => Tally(part, table, column).Persons));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Lists of 2024 to 2026 of five communes with 80 households each; who is what follows from a hash, so that every run has the same province.</summary>
    private async Task<List<string>> Seed()
    {
        await using (var command = host.Database.CreateCommand("""
            do $$
            declare communes text[]; years int[] := array[2024, 2025, 2026]; y int; c int; list uuid;
            begin
              select array_agg(code order by code) into communes from (select code from commune where province_code = '15' and valid_to is null order by code limit 5) five;
              create temp table person_of as
                select gen_random_uuid() as id, n, 1 + n % 5 as home, case when n % 9 = 0 then 1 + (n + 1) % 5 else 1 + n % 5 end as later from generate_series(1, 400) n;
              insert into household (province_code, commune_code, id, code, hamlet_name, hamlet_search, head_name, head_search, area_type, persons, valid_from, started_on)
                select '15', communes[later], id, 'MV-' || n, 'Bản Mới', 'ban moi', 'Giàng A ' || n, 'giang a ' || n, 1, 4, '2024-01-01', '2024-01-01' from person_of;
              insert into member (province_code, commune_code, id, household_id, ordinal, full_name, name_search, relation_code, valid_from)
                select province_code, commune_code, gen_random_uuid(), id, 1, head_name, head_search, 'head', valid_from from household where code like 'MV-%';
              foreach y in array years loop
                for c in 1..5 loop
                  list := gen_random_uuid();
                  insert into poverty_list (province_code, commune_code, id, review_year, standard_code, state, drafted_by, drafted_at) values ('15', communes[c], list, y, '2022-2026', 'draft', 'seed', now());
                  insert into poverty_list_entry (province_code, commune_code, list_id, household_id, class, standard_code, area_type, hamlet_name, head_name, persons, lacks_labour_capacity, is_ethnic_minority, has_merit_member, in_difficult_area)
                    select '15', communes[c], list, id, (array[1, 1, 1, 2, 2, 4])[1 + abs(hashtext(n || '/' || y)) % 6], '2022-2026', 1, 'Bản Mới', 'Giàng A ' || n, 2 + abs(hashtext(y || '/' || n)) % 6, false, true, false, false
                    from person_of where (case when y = 2026 then later else home end) = c and abs(hashtext(n || '-' || y)) % 5 > 0;
                  update poverty_list set state = 'recognised', decision_number = '1/QĐ', decided_on = make_date(y, 12, 1), signer = 'Hờ A Chống', recognised_by = 'seed', recognised_at = now(), effective_from = make_date(y, 12, 1), content_hash = 'x'
                    where id = list;
                end loop;
              end loop;
              insert into household_hand_over (province_code, commune_code, id, household_id, to_province_code, to_commune_code, moved_on, reason, evidence, state, offered_by, offered_at, closed_at,
                  list_id, list_year, decision_number, decided_on, class, list_persons)
                select '15', communes[home], gen_random_uuid(), p.id, '15', communes[later], '2026-03-01', 'Chuyển nơi ở', '1/CT', 'accepted', 'seed', now(), now(),
                  l.id, 2025, '1/QĐ', '2025-12-01', e.class, e.persons
                from person_of p join poverty_list l on l.review_year = 2025 and l.commune_code = communes[home] join poverty_list_entry e on e.list_id = l.id and e.household_id = p.id
                where home <> later and n % 3 = 0 and n % 27 <> 0;
              drop table person_of;
            end $$
            """))
            await command.ExecuteNonQueryAsync();
        await using var read = host.Database.CreateCommand("select distinct commune_code from poverty_list order by 1");
        await using var rows = await read.ExecuteReaderAsync();
        var communes = new List<string>();
        while (await rows.ReadAsync())
            communes.Add(rows.GetString(0));
        return communes;
    }
}
