using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PovertyPlatform.HouseholdService.Data.Imports;
using PovertyPlatform.HouseholdService.Features.Imports;
using PovertyPlatform.HouseholdServiceTests.Protection;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

/// <summary>A registry whose worker rests, so that a test runs jobs step by step.</summary>
public sealed class RestingImportHost : ImportHost
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Imports:Workers"] = "0", ["Imports:LargestFile"] = "2000000" };
}

/// <summary>Jobs that are cancelled, killed, taken over and shared. Alone in the process: its memory is measured.</summary>
[Collection(ImportsAlone.Name)]
public class ImportJobTests(RestingImportHost host) : IClassFixture<RestingImportHost>
{
    [Fact]
    public async Task QueuedImport_IsCancelledAtOnce()
    {
        var id = await Queue(5);
        var cancelled = await (await host.Officer.DeleteAsync($"/v1/imports/{id}", Ct)).ShouldBeOk();
        Assert.Equal("cancelled", cancelled.GetProperty("state").GetString());
        await (await host.Officer.DeleteAsync($"/v1/imports/{id}", Ct)).ShouldBeRefused(System.Net.HttpStatusCode.Conflict, "import-ended");
        await using var session = await host.Database.OpenConnectionAsync(Ct);
        Assert.Null(await ImportJobs.Claim(session, Ct));
    }

    [Fact]
    public async Task RunningImport_StopsWhereItIs_AndTakesNothing()
    {
        var id = await Queue(50);
        await using var session = await host.Database.OpenConnectionAsync(Ct);
        var job = (await ImportJobs.Claim(session, Ct))!;
        await (await host.Officer.DeleteAsync($"/v1/imports/{id}", Ct)).ShouldBeOk();
        await Runner.Run(job, session, Ct);
        Assert.Equal("cancelled", await State(id));
        Assert.Equal(0, await host.Scalar<long>("select count(*) from household"));
        Assert.Equal(0, await host.Scalar<long>("select count(*) from import.job where slot is not null"));
    }

    [Fact]
    public async Task ImportThatIsTakingHouseholds_CannotBeStopped()
    {
        var id = await Queue(5);
        await Execute($"update import.job set state = 'merging', slot = 1 where id = '{id}'");
        await (await host.Officer.DeleteAsync($"/v1/imports/{id}", Ct)).ShouldBeRefused(System.Net.HttpStatusCode.Conflict, "import-merging");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ImportKilledBetweenChunks_GoesOn_AndEveryHouseholdIsTakenOnce(bool serverCrashed)
    {
        const int Households = 4000;
        var id = await Queue(Households);
        await using (var session = await Instance())
        {
            var job = (await ImportJobs.Claim(session, Ct))!;
            using var killed = new CancellationTokenSource();
            var running = Runner.Run(job, session, killed.Token);
            await Eventually.Get(() => host.Scalar<long>("select count(*) from import.chunk where merged_at is not null"), merged => merged > 0, TimeSpan.FromSeconds(60));
            await killed.CancelAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => running);
            Assert.Equal("merging", await State(id));
            await session.CloseAsync();
        }

        var merged = await host.Scalar<long>("select count(*) from household");
        Assert.InRange(merged, 1, Households);
        // A crash of the server empties unlogged tables; a crash of the service does not.
        if (serverCrashed)
            await Execute("truncate import.staged_household_1, import.staged_member_1, import.staged_household_2, import.staged_member_2, import.staged_household_3, import.staged_member_3, import.staged_household_4, import.staged_member_4");
        await RunNext(id);

        Assert.Equal("done", await State(id));
        Assert.Equal(Households, await host.Scalar<long>("select count(*) from household"));
        Assert.Equal(Households, await host.Scalar<int>("select households_added from import.job"));
        Assert.Equal(0, await host.Scalar<int>("select households_changed + households_unchanged from import.job"));
        Assert.Equal(2 * Households, await host.Scalar<long>("select count(*) from messaging.outbox_message"));
        Assert.Equal(2 * Households, await host.Scalar<long>("select count(distinct (subject_id, version)) from messaging.outbox_message"));
        Assert.Equal(Households, await host.Scalar<long>("select count(*) from review"));
        Assert.Equal(await host.Scalar<long>("select sum(persons) from household"), await host.Scalar<long>("select count(*) from member"));
    }

    [Fact]
    public async Task LostConnection_LeavesTheJobToTheNextAttempt()
    {
        var id = await Queue(200);
        await using (var session = await host.Database.OpenConnectionAsync(Ct))
        {
            var job = (await ImportJobs.Claim(session, Ct))!;
            await Execute($"select pg_terminate_backend({session.ProcessID})");
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => Runner.Run(job, session, Ct));
        }

        await RunNext(id);
        Assert.Equal("done", await State(id));
        Assert.Equal(2, await host.Scalar<short>("select attempts from import.job"));
        Assert.Equal(200, await host.Scalar<long>("select count(*) from household"));
    }

    [Fact]
    public async Task SeveralInstances_ShareJobs_ButNotACommune()
    {
        var first = await Queue(3);
        var second = await Enqueue(ImportHost.Book(3, 100), ImportHost.Commune);
        var elsewhere = await Enqueue(ImportHost.Book(3, 200), Neighbour);
        await using var a = await Instance();
        await using var b = await Instance();
        Assert.Equal(first, (await ImportJobs.Claim(a, Ct))!.Id);
        Assert.Equal(elsewhere, (await ImportJobs.Claim(b, Ct))!.Id);
        await using (var c = await host.Database.OpenConnectionAsync(Ct))
            Assert.Null(await ImportJobs.Claim(c, Ct));
        await a.CloseAsync();
        await RunNext(first);
        await RunNext(second);
        await b.CloseAsync();
        await RunNext(elsewhere);
        Assert.Equal(9, await host.Scalar<long>("select count(*) from household"));
        Assert.Equal(3, await host.Scalar<long>("select count(*) from household where commune_code = $1", Neighbour));
    }

    [Fact]
    public async Task PersonRegisteredElsewhereMeanwhile_KeepsOnlyTheirHouseholdOut()
    {
        var id = await Queue(20);
        await using var session = await host.Database.OpenConnectionAsync(Ct);
        var job = (await ImportJobs.Claim(session, Ct))!;
        // The check has passed when the other commune's commit arrives: the key is taken just before the merge.
        await Execute("""
            create function import.claim_meanwhile() returns trigger language plpgsql as $$ begin
              insert into person_key (province_code, commune_code, identity_mark, member_id, household_id)
                select '15', '04493', identity_mark, gen_random_uuid(), gen_random_uuid() from import.staged_member_1 where household_ordinal = 7 and identity_mark is not null limit 1
                on conflict do nothing;
              return null; end $$;
            create trigger claim_meanwhile after insert on import.chunk for each statement execute function import.claim_meanwhile();
            """);
        try
        {
            await Runner.Run(job, session, Ct);
        }
        finally
        {
            await Execute("drop trigger claim_meanwhile on import.chunk; drop function import.claim_meanwhile()");
        }

        Assert.Equal("done", await State(id));
        Assert.Equal((19L, 1), (await host.Scalar<long>("select count(*) from household"), await host.Scalar<int>("select households_faulty from import.job")));
        Assert.Equal("identity-elsewhere", await host.Scalar<string>("select code from import.finding where level = 1"));
    }

    [Fact]
    public async Task FileOfAnySize_NeedsTheSameMemory()
    {
        // The last household is faulty, so that the file is read, checked and staged whole and then refused.
        var small = await Peak(2_000);
        var large = await Peak(30_000);
        Assert.InRange(large - small, -100, 60);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private const string Neighbour = "04489";

    private ImportRunner Runner => host.Services.GetRequiredService<ImportRunner>();

    // A killed process takes its sessions with it; a closed pooled one would keep its locks for whoever gets it next.
    /// <summary>A session like an instance's own: when it ends, its locks end with it, which a pooled one's would not.</summary>
    private async Task<NpgsqlConnection> Instance()
    {
        var session = new NpgsqlConnection($"{host.ConnectionString};Pooling=false");
        await session.OpenAsync(Ct);
        return session;
    }

    private async Task<double> Peak(int households)
    {
        await host.Clear();
        var path = Path.GetTempFileName();
        try
        {
            await using (var file = File.Create(path))
                TestKit.Workbooks.HouseholdBook.WriteCsv(file, TestKit.Workbooks.HouseholdSamples.Make(households),
                    change: (household, member, cells) => cells[2] = household.Number == households && member == 0 ? "" : cells[2]);
            var id = await Store(path);
            GC.Collect();
            var before = GC.GetTotalMemory(true);
            var peak = before;
            await using var timer = new Timer(_ => peak = Math.Max(peak, GC.GetTotalMemory(false)), null, 5, 5);
            await RunNext(id);
            Assert.Equal("refused", await State(id));
            return (peak - before) / 1e6;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private async Task<Guid> Store(string path)
    {
        var id = Guid.CreateVersion7();
        await using var connection = await host.Database.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await using var insert = new NpgsqlCommand("""
            insert into import.job (id, province_code, commune_code, year, reviewed_on, on_faults, file_name, file_kind, file_bytes, file_sha256, actor_id, client_id, roles, requested_at)
            values ($1, '15', '04492', 2026, '2026-10-30', 'reject', 'a.csv', 'csv', 1, '', 'test', 'test', '{}', now())
            """, connection) { Parameters = { new() { Value = id } } };
        await insert.ExecuteNonQueryAsync(Ct);
        await using var file = File.OpenRead(path);
        await ImportFiles.Store(connection, TestSeals.Seals, id, file, Ct);
        await transaction.CommitAsync(Ct);
        return id;
    }

    private async Task<Guid> Queue(int households)
    {
        await host.Clear();
        return await Enqueue(ImportHost.Book(households), ImportHost.Commune);
    }

    private async Task<Guid> Enqueue(byte[] book, string commune)
    {
        var client = host.ClientFor(TestActors.Officer with { Communes = [commune] });
        return (await (await host.Send(book, commune: commune, client: client)).ShouldBeOk()).GetProperty("id").GetGuid();
    }

    private async Task RunNext(Guid expected)
    {
        await using var session = await host.Database.OpenConnectionAsync(Ct);
        // The server needs a moment to notice that a killed session is gone.
        var job = await Eventually.Get(() => ImportJobs.Claim(session, Ct), claimed => claimed is not null);
        Assert.Equal(expected, job!.Id);
        await Runner.Run(job, session, Ct);
        await ImportJobs.LetGo(session, job.Id);
    }

    private Task<string> State(Guid id) => host.Scalar<string>("select state from import.job where id = $1", id);

    private async Task Execute(string sql)
    {
        await using var command = host.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }
}

/// <summary>Tests beside which no other runs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ImportsAlone
{
    public const string Name = "imports alone";
}
