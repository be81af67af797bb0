using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Hosting;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Servers;

namespace PovertyPlatform.ServiceDefaultsTests.Idempotency;

/// <summary>A small service with one write that carries a key, over a real database.</summary>
public sealed class ThingApp : IAsyncLifetime
{
    private WebApplication? _app;
    private NpgsqlDataSource? _database;

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    public LostConnection Connection { get; } = new();

    public SlowWork? Slow { get; set; }

    public async ValueTask InitializeAsync()
    {
        var servers = await TestServers.Start();
        var connectionString = servers.Database(await servers.CreateDatabase("things"));
        DatabaseMigration.Run(connectionString, [typeof(DatabaseMigration).Assembly], NullLogger.Instance);
        _database = NpgsqlDataSource.Create(connectionString);
        await using var table = _database.CreateCommand("create table thing (id uuid primary key, name text not null)");
        await table.ExecuteNonQueryAsync();

        // The owner of the database is at work, which production refuses.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseTestServer();
        builder.Configuration["ConnectionStrings:things"] = connectionString;
        builder.Configuration["Logging:LogLevel:Default"] = "None";
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.AddServiceDefaults("household");
        builder.AddServiceDatabase<ThingDb>("things");
        builder.Services.AddSingleton<ICommitObserver>(Connection);
        builder.Services.AddHttpClient("keys").ConfigurePrimaryHttpMessageHandler(() => new Keys());
        _app = builder.Build();
        _app.UseServiceDefaults();
        _app.MapPost("/v1/things", Add).RequireScope(Scopes.ListsDraft).WithIdempotencyKey();
        _app.MapPost("/v1/others", Add).RequireScope(Scopes.ListsDraft).WithIdempotencyKey(isRequired: false);
        await _app.StartAsync();
    }

    public Task<HttpResponseMessage> Post(string? key, string name, string path = "/v1/things", TestActor? actor = null) =>
        Send(path, JsonContent.Create(new { name }), actor, key is null ? [] : [key]);

    public async Task<HttpResponseMessage> Send(string path, HttpContent body, TestActor? actor, params string[] keys)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.For(actor ?? TestActors.Officer, now: Clock.GetUtcNow()));
        foreach (var key in keys)
            request.Headers.TryAddWithoutValidation(IdempotencyExtensions.KeyHeader, key);
        return await _app!.GetTestClient().SendAsync(request);
    }

    public async Task<long> Count(string name)
    {
        await using var command = _database!.CreateCommand("select count(*) from thing where name = $1");
        command.Parameters.AddWithValue(name);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task<string> StoredText()
    {
        await using var command = _database!.CreateCommand("select coalesce(string_agg(encode(sealed_answer, 'escape') || caller || encode(key_hash, 'escape'), ' '), '') from idempotency.answer");
        return (string)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }

    private async Task<IResult> Add(Wish wish, ThingDb db, CancellationToken ct)
    {
        if (wish.Name == "forbidden")
            return Refusal.Rule("forbidden-name", "Tên không được phép.", "This name is not allowed.");
        var thing = new Thing { Id = Guid.NewGuid(), Name = wish.Name };
        if (wish.Name.StartsWith("clash-before", StringComparison.Ordinal))
            await Clash(db, ct);
        db.Add(thing);
        await db.SaveChangesAsync(ct);
        if (wish.Name.StartsWith("clash-after", StringComparison.Ordinal))
            await Clash(db, ct);
        if (Slow is { } slow)
        {
            slow.Entered.TrySetResult();
            await slow.Finish.Task;
        }

        if (wish.Name.StartsWith("broken", StringComparison.Ordinal) && !Connection.Mended)
            throw new InvalidOperationException("broken after saving");
        return TypedResults.Created($"/v1/things/{thing.Id}", new { thing.Id, secret = $"shown-once-{thing.Id}" });
    }

    /// <summary>A saving that the database refuses, met by the endpoint, which asks on and goes on.</summary>
    private static async Task Clash(ThingDb db, CancellationToken ct)
    {
        var twice = Guid.NewGuid();
        db.Add(new Thing { Id = twice, Name = "clash-undone" });
        await db.Database.ExecuteSqlAsync($"insert into thing (id, name) values ({twice}, 'clash-undone')", ct);
        var refused = false;
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException met) when (met.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            refused = true;
            db.ChangeTracker.Clear();
        }

        if (!refused || await db.Set<Thing>().CountAsync(known => known.Id == twice, ct) > 1)
            throw new InvalidOperationException("The saving was not refused.");
    }

    public sealed record Wish(string Name);

    public sealed record SlowWork(TaskCompletionSource Entered, TaskCompletionSource Finish);

    /// <summary>A connection that breaks right after a commit, or a defect that can be mended.</summary>
    public sealed class LostConnection : ICommitObserver
    {
        public bool BreaksAfterCommit { get; set; }

        public bool Mended { get; set; }

        public void Committed(DbContext db)
        {
            if (BreaksAfterCommit)
                throw new IOException("The connection broke.");
        }
    }

    [Nationwide("A thing of a test.")]
    public sealed class Thing
    {
        public Guid Id { get; init; }

        public required string Name { get; init; }
    }

    public sealed class ThingDb(DbContextOptions<ThingDb> options) : AreaBoundContext(options)
    {
        protected override void MapTables(ModelBuilder modelBuilder) => modelBuilder.Entity<Thing>().ToTable("thing");
    }

    private sealed class Keys : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(TestTokens.KeySet(), Encoding.UTF8, "application/json") });
    }
}
