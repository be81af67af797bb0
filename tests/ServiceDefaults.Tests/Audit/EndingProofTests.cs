using PovertyPlatform.ServiceDefaults.Audit.Ending;
using PovertyPlatform.ServiceDefaults.Audit.Sealing;

namespace PovertyPlatform.ServiceDefaultsTests.Audit;

/// <summary>A month that ended by rule is told from one that somebody removed.</summary>
public sealed class EndingProofTests : EndedTrail
{
    [Theory]
    [InlineData("delete from audit.entry where recorded_at = '2026-02-01T00:00Z'", "removed", 3)]
    [InlineData("drop table audit.entry_2026_03", "removed", 4)]
    [InlineData("update audit.entry set actor_id = 'x' where position = (select position from audit.entry where recorded_at = '2026-02-01T00:00Z' limit 1)", "altered", 1)]
    public async Task WhatIsRemovedBesideAnEndedMonth_IsNamed(string secretly, string kind, int times)
    {
        await January();
        await Own.Tamper(secretly);
        var findings = (await Own.Verify()).Findings;
        Assert.Equal(times, findings.Count);
        Assert.All(findings, finding => Assert.Equal(kind, finding.Kind));
    }

    [Fact]
    public async Task EndedEntryPutBack_IsNamed()
    {
        await January();
        await Own.Tamper("""
            insert into audit.entry (id, recorded_at, actor_id, client_id, roles, action, subject_kind, subject_id, tx, position) overriding system value
            select gen_random_uuid(), '2026-01-10T00:00Z', 'somebody else', 'portal', array[]::text[], 'household.read', 'household', gen_random_uuid(), first_tx, first_position from audit.seal where number = 1
            """);
        Assert.Equal("inserted", Assert.Single((await Own.Verify()).Findings).Kind);
    }

    [Fact]
    public async Task MonthRemovedWithoutAProof_IsNoEnding()
    {
        await Own.Tamper("drop table audit.entry_2026_01");
        Assert.Equal(7, (await Own.Verify()).Findings.Count(finding => finding.Kind == "removed"));
    }

    [Theory]
    [InlineData("delete from audit.ending", "ending-missing")]
    [InlineData("update audit.ending set entries = 9", "ending-altered")]
    [InlineData("update audit.ending set parts = '1-3:*'", "ending-altered")]
    [InlineData("update audit.ending set rules = 'audit-trail 2020-01-01 1'", "ending-altered")]
    public async Task ProofChangedInTheDatabase_IsNamed_AndStillProvenByItsCopy(string change, string kind)
    {
        await January();
        await Own.Tamper(change);
        var finding = Assert.Single((await Own.Verify()).Findings);
        Assert.Equal((kind, 1L, "2026-01"), (finding.Kind, finding.Seal, finding.First));
    }

    [Fact]
    public async Task ProofOfAnotherKey_ExplainsNothing()
    {
        Own.Rules(("15", "2026-01-01", "", "12", "in-force"));
        var own = Directory.CreateTempSubdirectory("forged-").FullName;
        using var forged = SealKey.ReadOrMake(Path.Combine(own, "key.pem"));
        await Forge(forged, "audit-trail/15 2026-01-01 12", 12);
        Directory.Delete(own, true);
        var findings = (await Own.Verify()).Findings;
        Assert.Contains(findings, finding => finding.Kind == "ending-signature");
        Assert.Equal(7, findings.Count(finding => finding.Kind == "removed"));
    }

    [Theory]
    [InlineData("audit-trail/15 2026-01-01 1", 1)]
    [InlineData("audit-trail 2026-01-01 12", 12)]
    [InlineData("audit-trail/15 2026-01-01 12", 3)]
    public async Task ProofUnderARuleThatTheDeploymentDoesNotHave_ExplainsNothing(string rules, int months)
    {
        Own.Rules(("15", "2026-01-01", "", "12", "in-force"));
        using var worker = Own.Worker();
        using var key = worker.OpenKey();
        await Forge(key, rules, months);
        var findings = (await Own.Verify()).Findings;
        Assert.Contains(findings, finding => finding.Kind == "ending-rule");
        Assert.Equal(7, findings.Count(finding => finding.Kind == "removed"));
    }

    [Fact]
    public async Task ProofThatNamesFewerThanItTook_IsNamed()
    {
        Own.Rules(("15", "2026-01-01", "", "12", "in-force"));
        using var worker = Own.Worker();
        using var key = worker.OpenKey();
        var parts = new EndedParts();
        parts.Add(1, [true, true, false, true, true]);
        parts.Add(2, [true, true, false, false, false]);
        await Forge(key, "audit-trail/15 2026-01-01 12", 12, parts);
        var findings = (await Own.Verify()).Findings;
        Assert.Single(findings, finding => finding.Kind == "removed");
        Assert.Single(findings, finding => finding.Kind == "ending-content");
    }

    [Fact]
    public async Task CopyLostInACrash_IsMadeAgain_BeforeTheNextMonth()
    {
        await January();
        File.Delete(Path.Combine(Own.Folder, "trail.endings.jsonl"));
        Assert.Empty((await Own.Verify()).Findings);
        Own.Rules(("15", "2026-01-01", "", "23", "in-force"));
        Assert.Contains("ended", States(await Own.End("2028-02-01")));
        Assert.Equal(2, File.ReadAllLines(Path.Combine(Own.Folder, "trail.endings.jsonl")).Length);
        Assert.Empty((await Own.Verify()).Findings);
    }
}
