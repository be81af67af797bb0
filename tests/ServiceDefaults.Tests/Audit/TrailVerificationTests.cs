using System.Security.Cryptography;
using PovertyPlatform.ServiceDefaults.Audit.Sealing;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.ServiceDefaultsTests.Audit;

/// <summary>What an administrator of the database does to a sealed trail is found, with its exact place.</summary>
public sealed class TrailVerificationTests : IAsyncLifetime
{
    private readonly Trail _trail = new();

    public ValueTask InitializeAsync() => _trail.InitializeAsync();

    public ValueTask DisposeAsync() => _trail.DisposeAsync();

    [Fact]
    public async Task UntouchedTrail_IsAsSealed()
    {
        await Sealed(3, 10);
        await Write(4);
        var report = await _trail.Verify();
        Assert.Empty(report.Findings);
        Assert.Equal((3, 30L), (report.Seals, report.Entries));
    }

    [Theory]
    [InlineData("actor_id = 'somebody else'")]
    [InlineData("purpose = null")]
    [InlineData("roles = '{}'")]
    [InlineData("recorded_at = recorded_at + interval '1 microsecond'")]
    [InlineData("after_hash = '\\x01'")]
    [InlineData("subject_id = gen_random_uuid()")]
    public async Task AlteredEntry_IsNamed(string change)
    {
        await Sealed(3, 10);
        var place = await _trail.PlaceOf(14);
        await _trail.Tamper($"update audit.entry set {change} where (tx, position) = (split_part('{place}', ':', 1)::xid8, split_part('{place}', ':', 2)::bigint)");
        var finding = Assert.Single((await _trail.Verify()).Findings);
        Assert.Equal(("altered", 2L, place), (finding.Kind, finding.Seal, finding.Place));
        Assert.Equal((await _trail.PlaceOf(10), await _trail.PlaceOf(19)), (finding.First, finding.Last));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(29)]
    public async Task RemovedEntry_IsNamed(int ordinal)
    {
        await Sealed(3, 10);
        var place = await _trail.PlaceOf(ordinal);
        await _trail.Tamper($"delete from audit.entry where tx::text || ':' || position = '{place}'");
        var finding = Assert.Single((await _trail.Verify()).Findings);
        Assert.Equal(("removed", 1L + ordinal / 10, place), (finding.Kind, finding.Seal, finding.Place));
    }

    [Fact]
    public async Task EntryInsertedBelowASeal_IsNamed()
    {
        await Sealed(3, 10);
        var beside = await _trail.PlaceOf(12);
        await _trail.Tamper($"""
            insert into audit.entry (id, recorded_at, actor_id, client_id, roles, action, subject_kind, subject_id, tx, position) overriding system value
            values (gen_random_uuid(), now(), 'officer', 'portal', array[]::text[], 'household.read', 'household', gen_random_uuid(), split_part('{beside}', ':', 1)::xid8, 1000000)
            """);
        var finding = Assert.Single((await _trail.Verify()).Findings);
        Assert.Equal(("inserted", 2L, $"{beside.Split(':')[0]}:1000000"), (finding.Kind, finding.Seal, finding.Place));
    }

    [Fact]
    public async Task EntryAndItsDigestAltered_TellTheRange()
    {
        await Sealed(3, 10);
        await _trail.Tamper("update audit.entry set actor_id = 'x' where position = (select position from audit.entry order by tx, position offset 14 limit 1)");
        await _trail.Tamper("update audit.seal set leaves = overlay(leaves placing '\\x00' from 20) where number = 2");
        var finding = Assert.Single((await _trail.Verify()).Findings);
        Assert.Equal(("range", 2L), (finding.Kind, finding.Seal));
    }

    [Fact]
    public async Task NewestEntriesRemovedWithTheirSeals_AreNoticed()
    {
        await Sealed(3, 10);
        await _trail.Tamper("delete from audit.entry where (tx, position) > (select last_tx, last_position from audit.seal where number = 1); delete from audit.seal where number > 1");
        var findings = (await _trail.Verify()).Findings;
        Assert.Equal([2L, 3L], findings.Where(finding => finding.Kind == "seal-missing").Select(finding => finding.Seal));
        Assert.Equal([2L, 3L], findings.Where(finding => finding.Kind == "range").Select(finding => finding.Seal));
        await Write(1);
        await Assert.ThrowsAsync<SealsMissingException>(() => _trail.Seal());
    }

    [Fact]
    public async Task ChainRebuiltWithAnotherKey_IsNoticed()
    {
        await Sealed(3, 10);
        await _trail.Tamper("update audit.entry set actor_id = 'x' where position = (select min(position) from audit.entry)");
        await Rebuild();
        var findings = (await _trail.Verify()).Findings;
        Assert.Equal([1L, 2L, 3L], findings.Where(finding => finding.Kind == "seal-altered").Select(finding => finding.Seal));
        Assert.Contains(findings, finding => finding is { Kind: "range", Seal: 1 });
    }

    [Fact]
    public async Task NewSealOfAnotherKey_IsNoticed()
    {
        await Sealed(1, 5);
        await Write(5);
        await Rebuild(1);
        var finding = Assert.Single((await _trail.Verify()).Findings);
        Assert.Equal(("signature", 2L), (finding.Kind, finding.Seal));
    }

    [Fact]
    public async Task SealNotCopiedBeforeACrash_IsCopiedLater()
    {
        await Sealed(2, 5);
        var file = Path.Combine(_trail.Folder, "trail.seals.jsonl");
        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, lines[0] + "\n" + lines[1][..40], TestContext.Current.CancellationToken);
        await Sealed(1, 5);
        Assert.Equal(lines, (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken))[..2]);
        Assert.Empty((await _trail.Verify()).Findings);
    }

    /// <summary>Writes entries and waits until they can be sealed: transactions of other databases on the server hold the horizon back, too.</summary>
    private async Task Write(int entries)
    {
        await _trail.Write(entries);
        await Eventually.Equals(0L, async () =>
        {
            await using var command = _trail.App.CreateCommand("select count(*) from audit.entry where tx >= pg_snapshot_xmin(pg_current_snapshot())");
            return (long)(await command.ExecuteScalarAsync())!;
        });
    }

    /// <summary>Writes and seals, so many seals of so many entries.</summary>
    private async Task Sealed(int seals, int entries)
    {
        for (var seal = 0; seal < seals; seal++)
        {
            await Write(entries);
            Assert.Equal(entries, await _trail.Seal());
        }
    }

    /// <summary>What somebody does who can write everything in the database but has not the key: seals anew with his own.</summary>
    private async Task Rebuild(int keep = 0)
    {
        var own = Directory.CreateTempSubdirectory("forged-").FullName;
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(Path.Combine(own, "key.pem"), made.ExportPkcs8PrivateKeyPem());
        using var key = SealKey.Read(Path.Combine(own, "key.pem"));
        await _trail.Tamper($"delete from audit.seal where number > {keep}");
        await using var connection = await _trail.App.OpenConnectionAsync();
        var store = new SealStore(connection, "trail");
        var last = await store.LastSeal(CancellationToken.None);
        while (await store.Next(last is null ? default : TrailPlace.Parse(last.Last), keep == 0 ? 10 : 5, CancellationToken.None) is { Count: > 0 } leaves)
            await store.Add(last = AuditSeal.Of("trail", last, leaves, key, DateTimeOffset.UtcNow), leaves, CancellationToken.None);
        Directory.Delete(own, true);
    }
}
