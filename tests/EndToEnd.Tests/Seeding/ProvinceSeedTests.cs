using System.Text.RegularExpressions;
using Npgsql;

namespace PovertyPlatform.EndToEndTests.Seeding;

public sealed partial class ProvinceSeedTests(EmptyRegistries registries) : IClassFixture<EmptyRegistries>
{
    [Fact]
    public async Task SameSeed_GivesSameRows_AndAnotherSeedOthers()
    {
        var first = await Seed(await registries.Next(), 600, 7);
        var again = await Seed(await registries.Next(), 600, 7);
        var other = await Seed(await registries.Next(), 600, 8);

        Assert.Equal(8, first.Count);
        Assert.Equal(first, again);
        Assert.All(first.Keys, table => Assert.NotEqual(first[table].Checksum, other[table].Checksum));
    }

    [Fact]
    public async Task Province_HasTheShapeOfYenBai_AndKeepsTheDemosCommuneEmpty()
    {
        var registry = await registries.Next();
        await Seed(registry, 10_000, 2019);

        Assert.Equal(10_000, await Scalar(registry, "select count(*) from household"));
        Assert.Equal(1_156, await Scalar(registry, "select count(*) from poverty_list_entry where class = 1"));
        Assert.Equal(0, await Scalar(registry, "select count(*) from household where commune_code in ('04492', '04489')"));
        Assert.Equal(0, await Scalar(registry, "select count(*) from poverty_list where state <> 'recognised'"));
        Assert.Equal(0, await Scalar(registry,
            "select count(*) from household h full join (select household_id id, count(*) members from member group by 1) m using (id) where h.persons is distinct from m.members"));
    }

    [Fact]
    public async Task ListedHouseholds_AllHaveTheirEvent_WithTheClassOfTheList()
    {
        var registry = await registries.Next();
        await Seed(registry, 600, 2019);

        Assert.Equal(0, await Scalar(registry, """
            select count(*) from poverty_list_entry e full join messaging.outbox_message o on o.subject_id = e.household_id
            where (o.contract is null or o.contract like '%household-recognised%' or e.household_id is not null)
              and convert_from(o.body, 'UTF8')::json ->> 'class' is distinct from case e.class when 1 then 'Poor' when 2 then 'NearPoor' when 4 then 'NotPoor' end
            """));
        Assert.Equal(0, await Scalar(registry, "select count(*) from messaging.outbox_message where lane < 12"));
    }

    [Fact]
    public async Task SecondRun_WritesNothing()
    {
        var registry = await registries.Next();
        await Seed(registry, 600, 7);

        var (code, said) = await SeedTool.Run("province", "--communes", "12", "--households", "700", "--seed", "9", "--registry", registry);

        Assert.Equal(0, code);
        Assert.Contains("already holds 600", said, StringComparison.Ordinal);
        Assert.Equal(600, await Scalar(registry, "select count(*) from household"));
    }

    private static async Task<Dictionary<string, (string Rows, string Checksum)>> Seed(string registry, int households, int seed)
    {
        var (code, said) = await SeedTool.Run("province", "--communes", "12", "--households", $"{households}", "--seed", $"{seed}", "--registry", registry);
        Assert.True(code == 0, said);
        return Line().Matches(said).ToDictionary(line => line.Groups[1].Value, line => (line.Groups[2].Value, line.Groups[3].Value));
    }

    private static async Task<long> Scalar(string registry, string sql)
    {
        await using var connection = new NpgsqlConnection(registry + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    [GeneratedRegex(@"│ ([a-z_.]+) +│ +([0-9,]+) │ (-?[0-9]+) +│")]
    private static partial Regex Line();
}
