using Npgsql;
using PovertyPlatform.ServiceDefaults.Audit.Ending;

namespace PovertyPlatform.ServiceDefaultsTests.Audit;

/// <summary>A month ends when its rules say so, whole and proven, and for nobody who merely can.</summary>
public sealed class MonthEndingTests : EndedTrail
{
    [Fact]
    public async Task MonthWhoseTimeIsOver_Ends_AndTheTrailIsStillProven()
    {
        Own.Rules(("15", "2026-01-01", "", "23", "in-force"));
        var told = await Own.End(Day, apply: false);
        Assert.Equal(["due", "kept", "kept"], States(told));
        Assert.Equal("kept until 2028-01-31", told.Months[1].Why);
        Assert.Equal(14L, await Entries());

        var done = await Own.End(Day);
        Assert.Equal("ended", done.Months[0].State);
        Assert.Equal((7L, 23, "audit-trail/15 2026-01-01 23"), (done.Months[0].Entries, done.Months[0].Months, done.Months[0].Rules));
        // The line that tells it is a line of the trail itself.
        Assert.Equal(8L, await Entries());
        Assert.Equal("2026-01: audit-trail/15 2026-01-01 23", await Own.Scalar<string>("select purpose from audit.entry where action = 'trail.end-month'"));

        await Settled();
        await Own.Seal();
        var report = await Own.Verify();
        Assert.Empty(report.Findings);
        Assert.Equal((15L, 1, 7L), (report.Entries, report.EndedMonths, report.EndedEntries));
    }

    [Theory]
    [InlineData("", "2026-01-01", "", "23", "proposed")]
    [InlineData("", "2026-01-01", "", "", "proposed")]
    [InlineData("15", "2028-02-02", "", "23", "in-force")]
    [InlineData("15", "2026-01-01", "2028-01-14", "23", "in-force")]
    [InlineData("92", "2026-01-01", "", "23", "in-force")]
    [InlineData("15", "2026-01-01", "", "24", "in-force")]
    public async Task WithoutARuleInForceThatIsOver_NothingEnds(string province, string from, string to, string months, string state)
    {
        Own.Rules((province, from, to, months, state));
        Assert.DoesNotContain("ended", States(await Own.End(Day)));
        Assert.Equal(14L, await Entries());
    }

    [Fact]
    public async Task MonthOfTwoProvinces_EndsWhenBothRulesAllowIt()
    {
        await Sealed((1, "2026-01-20T00:00Z", "92"));
        Own.Rules(("15", "2026-01-01", "", "23", "in-force"));
        Assert.Equal("no rule is in force for province 92", (await Own.End(Day)).Months[0].Why);
        Own.Rules(("15", "2026-01-01", "", "23", "in-force"), ("92", "2026-01-01", "", "30", "in-force"));
        Assert.Equal("kept", (await Own.End(Day)).Months[0].State);
        var ended = (await Own.End("2028-08-01")).Months[0];
        Assert.Equal(("ended", 30, "audit-trail/15 2026-01-01 23; audit-trail/92 2026-01-01 30"), (ended.State, ended.Months, ended.Rules));
        Assert.Empty((await Own.Verify()).Findings);
    }

    [Fact]
    public async Task OrderToKeepData_HoldsTheMonthsOfItsProvince()
    {
        Own.Rules(("15", "2026-01-01", "", "12", "in-force"));
        Assert.Equal("held", (await Own.End(Day, held: ["15"])).Months[0].State);
        Assert.Equal(14L, await Entries());
        Assert.Equal("ended", (await Own.End(Day, held: ["92"])).Months[0].State);
    }

    [Fact]
    public async Task TrailThatGoesAfterAnother_WaitsForIt()
    {
        Own.Rules(("15", "2026-01-01", "", "12", "in-force"));
        Assert.All((await Own.End(Day, first: [])).Months, month => Assert.Equal("kept", month.State));
        using var worker = Own.Worker();
        using var key = worker.OpenKey();
        var first = TrailEnding.Of("registry", null, new DateOnly(2026, 1, 1), 0, new byte[32], new EndedParts(), "audit-trail/15 2026-01-01 12", 12, new DateOnly(2028, 1, 31), key, DateTimeOffset.UtcNow);
        Assert.Equal(["ended", "kept", "kept"], States(await Own.End(Day, first: [first])));
        Assert.Empty((await Own.Verify()).Findings);
    }

    [Fact]
    public async Task TrailThatIsNotWhole_EndsNothing()
    {
        Own.Rules(("15", "2026-01-01", "", "12", "in-force"));
        await Own.Tamper("delete from audit.entry where position = (select min(position) from audit.entry)");
        var report = await Own.End(Day);
        Assert.Equal("removed", Assert.Single(report.Findings).Kind);
        Assert.DoesNotContain("ended", States(report));
        Assert.Equal(13L, await Entries());
    }

    [Fact]
    public async Task EntryWithoutASeal_KeepsItsMonth()
    {
        Own.Rules(("15", "2026-01-01", "", "12", "in-force"));
        await Own.Write(1, "2026-01-12T00:00Z", "15");
        var report = await Own.End(Day);
        Assert.Equal(("refused", "1 entries are under no seal"), (report.Months[0].State, report.Months[0].Why));
        Assert.Equal("ended", report.Months[1].State);
        Assert.Empty((await Own.Verify()).Findings);
    }

    [Fact]
    public async Task SealThatIsNotOutside_KeepsItsMonth()
    {
        Own.Rules(("15", "2026-01-01", "", "12", "in-force"));
        var file = Path.Combine(Own.Folder, "trail.seals.jsonl");
        await File.WriteAllLinesAsync(file, (await File.ReadAllLinesAsync(file, Ct))[..1], Ct);
        Assert.Equal("seal 2 is not copied outside yet", (await Own.End(Day)).Months[0].Why);
    }

    [Fact]
    public async Task Service_CanNeitherEndAMonthNorWriteAProof()
    {
        await January();
        foreach (var sql in new[]
                 {
                     "drop table audit.entry_2026_02", "delete from audit.entry", "truncate audit.entry_2026_02", "alter table audit.entry detach partition audit.entry_2026_02", "delete from audit.ending",
                     "insert into audit.ending select number + 1, month + interval '1 month', entries, digest, parts, rules, months, on_day + 90, previous, ended_at, key_id, signature from audit.ending",
                 })
        {
            await using var command = Own.App.CreateCommand(sql);
            Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Ct))).SqlState);
        }

        Own.Rules(("15", "2026-01-01", "", "12", "in-force"));
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => Own.End("2029-01-01", source: Own.App))).SqlState);
        // Nor does the owner by the way: the proofs only grow.
        await using var change = Own.Owner.CreateCommand("update audit.ending set months = 1");
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => change.ExecuteNonQueryAsync(Ct))).SqlState);
    }

    [Fact]
    public void RuleInForceWithoutMonths_IsNotRead()
    {
        Own.Rules(("", "2026-01-01", "", "", "in-force"));
        Assert.Throws<InvalidDataException>(() => TrailRules.Read(Own.Reference));
    }

    [Fact]
    public void Parts_ReadAsTheyWereWritten()
    {
        var parts = new EndedParts();
        for (var seal = 3; seal < 8; seal++)
            parts.Add(seal, [true, true]);
        parts.Add(8, [.. Enumerable.Range(0, 20).Select(at => at % 3 == 0)]);
        parts.Add(9, [true]);
        var read = EndedParts.Parse(parts.ToString());
        Assert.Equal(parts.ToString(), read.ToString());
        Assert.True(read.Covers(3, 1) && read.Covers(7, 0) && read.Covers(9, 0));
        Assert.False(read.Touches(2) || read.Touches(10));
        Assert.Equal(Enumerable.Range(0, 20).Where(at => at % 3 == 0), Enumerable.Range(0, 20).Where(at => read.Covers(8, at)));
        Assert.False(read.Covers(8, 4000));
        Assert.Throws<FormatException>(() => EndedParts.Parse("1;2"));
    }
}
