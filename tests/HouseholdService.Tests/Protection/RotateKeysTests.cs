using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Protection;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Protection;

/// <summary>A registry with a key file of its own, which tests change.</summary>
public sealed class RotationHost : ImportHost
{
    public RotationHost()
    {
        KeyPath = Path.Combine(Directory.CreateTempSubdirectory("rotation-").FullName, "keys.json");
        KeyFile.Make(KeyPath);
        Settings = new Dictionary<string, string>(base.Settings) { ["Protection:KeyFile"] = KeyPath };
    }

    public string KeyPath { get; }

    protected override IReadOnlyDictionary<string, string> Settings { get; }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(KeyPath)!, true);
        GC.SuppressFinalize(this);
    }
}

/// <summary>New keys come, old keys go, and everybody is still found and read.</summary>
public class RotateKeysTests(RotationHost host) : IClassFixture<RotationHost>
{
    [Fact]
    public async Task NewKeys_SealAndMarkEverythingAnew_AndTheOldOnesMayGo()
    {
        var (job, before) = await Registered();
        var carrier = await HasOldNumber("060812345");
        KeyFile.AddSeal(host.KeyPath);
        KeyFile.AddMark(host.KeyPath);
        var report = await Rotate();
        Assert.All(report.Left, column => Assert.Equal(0, column.Value));
        Assert.True(report.Done["member.identity_number"] == before.Count && report.Done["import.file_part.bytes"] > 0 && report.Done["import.finding.content"] > 0 && report.Done["marks"] > 0);
        KeyFile.RemoveOld(host.KeyPath);
        host.Services.GetRequiredService<KeyRing>().LookAgain();

        var keys = KeyFile.Read(host.KeyPath);
        Assert.Single(keys.Seals.Keys);
        Assert.Equal(before, await host.Numbers(new PersonSeals(new KeyRing(host.KeyPath))));
        Assert.Equal(0L, await host.Scalar<long>("select count(*) from person_key where get_byte(identity_mark, 0) <> $1", (int)keys.Marks.Current));
        Assert.Equal(before.Count, await host.Scalar<long>("select count(*) from person_key k join member m on m.id = k.member_id and m.identity_mark = k.identity_mark"));
        // The number of an old card, in the row and in what was known of it before, is sealed and found as the other one.
        var seals = new PersonSeals(new KeyRing(host.KeyPath));
        Assert.Equal("060812345", seals.Identity.Open(carrier, await host.Scalar<byte[]>("select old_number from member where id = $1", carrier)));
        Assert.Equal("060812345", seals.Identity.Open(carrier, await host.Scalar<byte[]>("select old_number from member_version_old_seal where id = $1", carrier)));
        Assert.Equal(carrier, await host.Scalar<Guid>("select member_id from person_key where identity_mark = $1", seals.IdentityMark.Of("060812345")));
        Assert.Contains(await host.Findings(job, "all"), finding => finding.TryGetProperty("value", out _));
        using var marked = await host.Officer.GetAsync($"/v1/imports/{job.GetProperty("id").GetGuid()}/marked", Ct);
        Assert.True(marked.IsSuccessStatusCode);
        Assert.NotEqual(0L, await host.Scalar<long>("select count(*) from audit.entry where action = 'keys.rotate'"));
        // Nobody is registered twice because of a new mark: the same people come again and nothing is new.
        var again = await host.Import(ImportHost.Book(41, 2));
        Assert.Equal(1, again.GetProperty("counts").GetProperty("householdsAdded").GetInt32());
    }

    [Fact]
    public async Task KilledRotation_GoesOnWhereItEnded()
    {
        var (_, before) = await Registered();
        KeyFile.AddSeal(host.KeyPath);
        KeyFile.AddMark(host.KeyPath);
        using (var kill = new CancellationTokenSource())
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => KeyRotation.Rotate(Source, NewSeals(), (_, _) => kill.Cancel(), kill.Token));
        var left = await host.Scalar<long>("select count(*) from member where get_byte(identity_mark, 0) <> $1 or get_byte(identity_number, 1) <> $2", (int)KeyFile.Read(host.KeyPath).Marks.Current, (int)KeyFile.Read(host.KeyPath).Seals.Current);
        Assert.NotEqual(0, left);
        Assert.Equal(before, await host.Numbers(NewSeals()));

        var report = await Rotate();
        Assert.All(report.Left, column => Assert.Equal(0, column.Value));
        Assert.Equal(before, await host.Numbers(NewSeals()));
        Assert.All((await Rotate()).Done.Values, done => Assert.Equal(0, done));
    }

    [Fact]
    public async Task MarksOfTwoKeys_KeepImportsWaiting()
    {
        await Registered();
        KeyFile.AddMark(host.KeyPath);
        host.Services.GetRequiredService<KeyRing>().LookAgain();
        await using (var command = host.Database.CreateCommand("update person_key set identity_mark = set_byte(identity_mark, 0, get_byte(identity_mark, 0) + 1) where member_id = (select min(member_id::text)::uuid from person_key)"))
            await command.ExecuteNonQueryAsync(Ct);
        var accepted = await (await host.Send(ImportHost.Book(3, 500))).ShouldBeOk();
        await Task.Delay(1500, Ct);
        Assert.Equal("queued", await host.Scalar<string>("select state from import.job where id = $1", accepted.GetProperty("id").GetGuid()));
        await using (var back = host.Database.CreateCommand("update person_key set identity_mark = set_byte(identity_mark, 0, get_byte(identity_mark, 0) - 1) where member_id = (select min(member_id::text)::uuid from person_key)"))
            await back.ExecuteNonQueryAsync(Ct);
        Assert.Equal("done", (await host.End(accepted.GetProperty("id").GetGuid())).GetProperty("state").GetString());
        // The import went on under the key of the others, not under the newest of the file.
        Assert.Equal(1L, await host.Scalar<long>("select count(distinct get_byte(identity_mark, 0)) from person_key"));
        await Rotate();
    }

    /// <summary>Gives somebody an old number, and lets a later version follow.</summary>
    private async Task<Guid> HasOldNumber(string number)
    {
        var seals = NewSeals();
        var carrier = await host.Scalar<Guid>("select id from member where identity_mark is not null order by id limit 1");
        await host.Scalar<int>("update member set old_number = $2, old_mark = $3 where id = $1 returning 1", carrier, seals.Identity.Seal(carrier, number), seals.IdentityMark.Of(number));
        await host.Scalar<object>("select settle_person_keys(array[$1::uuid])", carrier);
        await host.Scalar<int>("update member set occupation = 'Làm nương' where id = $1 returning 1", carrier);
        return carrier;
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Npgsql.NpgsqlDataSource Source => host.Services.GetRequiredService<NationwideSource>().Source;

    private PersonSeals NewSeals() => new(new KeyRing(host.KeyPath));

    private Task<RotationReport> Rotate() => KeyRotation.Rotate(Source, NewSeals(), (_, _) => { }, Ct);

    /// <summary>Some households, and an import with findings.</summary>
    private async Task<(System.Text.Json.JsonElement Job, Dictionary<Guid, string> Numbers)> Registered()
    {
        await host.Clear();
        var job = await host.Import(ImportHost.Book(400, change: (household, member, cells) => cells[2] = household.Number == 4 && member == 1 ? "x9" : cells[2]), onFaults: "skip");
        Assert.Equal("done", job.GetProperty("state").GetString());
        var numbers = await host.Numbers(NewSeals());
        Assert.True(numbers.Count > 1000);
        return (job, numbers);
    }
}
