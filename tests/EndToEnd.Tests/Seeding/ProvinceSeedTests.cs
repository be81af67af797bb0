using System.Text.RegularExpressions;
using Npgsql;
using PovertyPlatform.EndToEndTests.Live;
using PovertyPlatform.TestKit.Servers;

namespace PovertyPlatform.EndToEndTests.Seeding;

public sealed partial class ProvinceSeedTests : IAsyncLifetime
{
    private readonly List<string> _databases = [];
    private readonly string _logs = Directory.CreateTempSubdirectory("seed-logs-").FullName;
    private TestServers _servers = null!;
    private string _template = null!;

    public async ValueTask InitializeAsync()
    {
        _servers = await TestServers.Start();
        _template = await Database(null);
        using var household = new ServiceProcess("HouseholdService", new Dictionary<string, string>
        {
            ["ConnectionStrings__registrydb"] = _servers.Database(_template),
            ["ConnectionStrings__messaging"] = await _servers.CreateVirtualHost("seed"),
        }, _logs);
        await household.Migrate();
        NpgsqlConnection.ClearAllPools();
    }

    [Fact]
    public async Task SameSeed_GivesSameRows_AndAnotherSeedOthers()
    {
        var first = await Seed(await Database(_template), 600, 7);
        var again = await Seed(await Database(_template), 600, 7);
        var other = await Seed(await Database(_template), 600, 8);

        Assert.Equal(8, first.Count);
        Assert.Equal(first, again);
        Assert.All(first.Keys, table => Assert.NotEqual(first[table].Checksum, other[table].Checksum));
    }

    [Fact]
    public async Task Province_HasTheShapeOfYenBai_AndKeepsTheDemosCommuneEmpty()
    {
        var database = await Database(_template);
        await Seed(database, 10_000, 2019);

        Assert.Equal(10_000, await Scalar(database, "select count(*) from household"));
        Assert.Equal(1_156, await Scalar(database, "select count(*) from poverty_list_entry where class = 1"));
        Assert.Equal(0, await Scalar(database, "select count(*) from household where commune_code = '04492'"));
        Assert.Equal(0, await Scalar(database, "select count(*) from poverty_list where state <> 'recognised'"));
        Assert.Equal(0, await Scalar(database,
            "select count(*) from household h full join (select household_id id, count(*) members from member group by 1) m using (id) where h.persons is distinct from m.members"));
    }

    [Fact]
    public async Task ListedHouseholds_AllHaveTheirEvent_WithTheClassOfTheList()
    {
        var database = await Database(_template);
        await Seed(database, 600, 2019);

        Assert.Equal(0, await Scalar(database, """
            select count(*) from poverty_list_entry e full join messaging.outbox_message o on o.subject_id = e.household_id
            where (o.contract is null or o.contract like '%household-recognised%' or e.household_id is not null)
              and convert_from(o.body, 'UTF8')::json ->> 'class' is distinct from case e.class when 1 then 'Poor' when 2 then 'NearPoor' when 4 then 'NotPoor' end
            """));
        Assert.Equal(0, await Scalar(database, "select count(*) from messaging.outbox_message where lane < 12"));
    }

    [Fact]
    public async Task SecondRun_WritesNothing()
    {
        var database = await Database(_template);
        await Seed(database, 600, 7);

        var (code, said) = await SeedTool.Run("province", "--households", "700", "--seed", "9", "--registry", _servers.Database(database));

        Assert.Equal(0, code);
        Assert.Contains("already holds 600", said, StringComparison.Ordinal);
        Assert.Equal(600, await Scalar(database, "select count(*) from household"));
    }

    private async Task<Dictionary<string, (string Rows, string Checksum)>> Seed(string database, int households, int seed)
    {
        var (code, said) = await SeedTool.Run("province", "--households", $"{households}", "--seed", $"{seed}", "--registry", _servers.Database(database));
        Assert.True(code == 0, said);
        return Line().Matches(said).ToDictionary(line => line.Groups[1].Value, line => (line.Groups[2].Value, line.Groups[3].Value));
    }

    private async Task<long> Scalar(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(_servers.Database(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<string> Database(string? template)
    {
        _databases.Add(await _servers.CreateDatabase("seed", template));
        return _databases[^1];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases)
            await _servers.DropDatabase(database);
    }

    [GeneratedRegex(@"│ ([a-z_.]+) +│ +([0-9,]+) │ (-?[0-9]+) +│")]
    private static partial Regex Line();
}
