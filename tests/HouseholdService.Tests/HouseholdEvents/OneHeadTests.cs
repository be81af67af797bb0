using Npgsql;

namespace PovertyPlatform.HouseholdServiceTests.HouseholdEvents;

/// <summary>An open household has exactly one head on every day, whoever writes: the database refuses what would be otherwise when it is to be committed.</summary>
public class OneHeadTests(EventHost host) : IClassFixture<EventHost>
{
    private const string NewHousehold = "insert into household (province_code, commune_code, id, hamlet_name, head_name, head_search, area_type, persons) values ('15', '04492', gen_random_uuid(), 'Bản', 'A', gen_random_uuid()::text, 1, 1)";

    [Fact]
    public async Task HouseholdWithoutHead_IsNotKept() =>
        Assert.Equal("household_one_head", (await Assert.ThrowsAsync<PostgresException>(() => Run(NewHousehold))).ConstraintName);

    [Fact]
    public async Task SecondHead_IsNotKept_AndTwoMayChangePlaces()
    {
        var (_, people) = await host.Register(3);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Run($"update member set relation_code = 'head' where id = '{people[1]}'"));
        Assert.Equal((PostgresErrorCodes.ExclusionViolation, "member_p15_one_head"), (refused.SqlState, refused.ConstraintName));
        await Run($"update member set relation_code = case relation_code when 'head' then 'other' else 'head' end where id in ('{people[0]}', '{people[1]}')");
    }

    [Theory]
    [InlineData("update member set left_on = '2026-03-01', valid_from = '2026-03-01' where id = '{0}'")]
    [InlineData("update member set relation_code = 'other' where id = '{0}'")]
    [InlineData("delete from person_key where member_id = '{0}'; delete from member where id = '{0}'")]
    public async Task HeadTakenAway_IsNotKept(string change)
    {
        var (_, people) = await host.Register(2);
        Assert.Equal("household_one_head", (await Assert.ThrowsAsync<PostgresException>(() => Run(change.Replace("{0}", $"{people[0]}", StringComparison.Ordinal)))).ConstraintName);
    }

    [Fact]
    public async Task DayWithoutHeadInThePast_IsNotKept()
    {
        var (household, people) = await host.Register(2);
        string Change(string follows) => $"""
            update member set relation_code = 'other', valid_from = '2026-03-01' where id = '{people[0]}';
            update member set relation_code = 'head', valid_from = '{follows}' where id = '{people[1]}'
            """;
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Run(Change("2026-04-01")));
        Assert.Equal($"household {household} has not exactly one head on 2026-03-01", refused.MessageText);
        await Assert.ThrowsAsync<PostgresException>(() => Run(Change("2026-02-01")));
        await Run(Change("2026-03-01"));
    }

    [Fact]
    public async Task EndedHousehold_NeedsNoHead()
    {
        var (household, _) = await host.Register(2);
        await host.Do(household, "closing", new { on = "2026-03-01", reason = "Đi khỏi địa phương", evidence = "1/BB" });
        await Run($"update household set closed_on = '2026-03-01' where id = '{household}'");
        Assert.Equal("household_one_head", (await Assert.ThrowsAsync<PostgresException>(() => Run($"update household set closed_on = '2026-05-01' where id = '{household}'"))).ConstraintName);
    }

    [Fact]
    public async Task CountOfManyHouseholds_SaysWhatTheCountOfOneSays()
    {
        var (gap, people) = await host.Register(2);
        var (two, ofTwo) = await host.Register(2);
        var (none, ofNone) = await host.Register(2);
        var (ended, _) = await host.Register(2);
        await host.Do(ended, "closing", new { on = "2026-03-01", reason = "Đi khỏi địa phương", evidence = "1/BB" });
        var (whole, _) = await host.Register(1);
        await using var connection = await host.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"""
            update member set relation_code = 'other', valid_from = '2026-03-01' where id = '{people[0]}';
            update member set relation_code = 'head', valid_from = '2026-04-01' where id = '{people[1]}';
            update member set relation_code = 'head', valid_from = '2026-02-01' where id = '{ofTwo[1]}';
            update member set left_on = '2026-01-10' where id = '{ofNone[0]}';
            select string_agg(h.name || coalesce(' ' || day_without_one_head(h.id), '') || coalesce(' ' || d.day, ''), ', ' order by h.name)
            from (values ('gap', '{gap}'::uuid), ('two', '{two}'), ('none', '{none}'), ('ended', '{ended}'), ('whole', '{whole}')) h (name, id)
            left join days_without_one_head(array['{gap}', '{two}', '{none}', '{ended}', '{whole}']::uuid[]) d on d.household_id = h.id
            """, connection);
        Assert.Equal("ended, gap 2026-03-01 2026-03-01, none 2026-01-10 2026-01-10, two 2026-02-01 2026-02-01, whole", await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    // The function that counts for a whole batch says so to the triggers; the service itself is not believed.
    [Fact]
    public async Task ServiceThatSaysItHasCounted_IsNotBelieved()
    {
        var (_, people) = await host.Register(2);
        await using var source = NpgsqlDataSource.Create(host.AppConnectionString);
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select set_config('app.area', '{*}', true), set_config('app.heads_counted', 'on', true)"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"update member set relation_code = 'other' where id = '{people[0]}'"));
        Assert.Equal("household_one_head", (await Assert.ThrowsAsync<PostgresException>(() => batch.ExecuteNonQueryAsync(TestContext.Current.CancellationToken))).ConstraintName);
    }

    // One commit, with the owner's areas.
    private async Task Run(string sql)
    {
        await using var connection = await host.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand(sql, connection))
            await command.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }
}
