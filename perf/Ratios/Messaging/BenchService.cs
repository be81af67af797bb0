using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Npgsql;
using NpgsqlTypes;
using PovertyPlatform.Contracts;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Hosting;

namespace PovertyPlatform.Ratios.Messaging;

/// <summary>An event of the size of a recognition.</summary>
[EventContract("bench", "household-decided", 1)]
public sealed record HouseholdDecided(
    Guid EventId, DateTimeOffset OccurredAt, Guid SubjectId, long SubjectVersion, string ProvinceCode, string CommuneCode,
    Guid ListId, int ReviewYear, string DecisionNumber, DateOnly DecidedOn, DateOnly EffectiveFrom, string StandardCode, AreaType AreaType, PovertyClass Class,
    PovertyClass? PreviousClass, int Persons, int AdultMembers, bool HasLabourCapacity, bool IsEthnicMinority, bool HasMeritMember) : IIntegrationEvent
{
    internal static IEnumerable<HouseholdDecided> Many(int count)
    {
        var list = Guid.CreateVersion7();
        for (var number = 0; number < count; number++)
            yield return new HouseholdDecided(Guid.CreateVersion7(), DateTimeOffset.UtcNow, Guid.CreateVersion7(), 1, "15", "04492", list, 2026, "118/QĐ-UBND",
                new DateOnly(2026, 11, 24), new DateOnly(2027, 1, 1), "2022-2026", AreaType.Rural, PovertyClass.NearPoor, PovertyClass.Poor, number % 9 + 1, 2, true, true, false);
    }
}

[EventContract("bench", "decision-noted", 1)]
internal sealed record DecisionNoted(
    Guid EventId, DateTimeOffset OccurredAt, Guid SubjectId, long SubjectVersion, string ProvinceCode, string CommuneCode) : IIntegrationEvent;

[Nationwide("a benchmark")]
internal sealed class EffectRow
{
    public Guid Id { get; init; }
    public Guid SubjectId { get; init; }
    public long Version { get; init; }
    public DateOnly DecidedOn { get; init; }
    public int Persons { get; init; }
}

internal sealed class BenchDb(DbContextOptions<BenchDb> options) : AreaBoundContext(options)
{
    protected override void MapTables(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<EffectRow>().ToTable("effect", "bench").Property(row => row.Id).ValueGeneratedNever();
        modelBuilder.UseMessaging();
    }
}

/// <summary>A business consumer: its decision and the event it causes, in the commit of the inbox row.</summary>
internal sealed class HouseholdDecidedConsumer : EventConsumer<BenchDb, HouseholdDecided>
{
    public override Task Handle(HouseholdDecided message, BenchDb db, CancellationToken ct)
    {
        db.Add(new EffectRow { Id = message.EventId, SubjectId = message.SubjectId, Version = message.SubjectVersion, DecidedOn = message.DecidedOn, Persons = message.Persons });
        db.Publish(new DecisionNoted(Guid.CreateVersion7(), DateTimeOffset.UtcNow, message.SubjectId, message.SubjectVersion, message.ProvinceCode, message.CommuneCode));
        return Task.CompletedTask;
    }
}

/// <summary>A read model of the newest version.</summary>
internal sealed class NewestProjection : EventProjection<BenchDb, HouseholdDecided>
{
    public override async Task Apply(IReadOnlyList<HouseholdDecided> messages, BenchDb db, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            insert into bench.newest as n (subject_id, version, persons)
            select distinct on (subject_id) subject_id, version, persons from unnest($1, $2, $3) as e(subject_id, version, persons) order by subject_id, version desc
            on conflict (subject_id) do update set version = excluded.version, persons = excluded.persons where excluded.version > n.version
            """, (NpgsqlConnection)db.Database.GetDbConnection())
        {
            Parameters =
            {
                new() { Value = messages.Select(message => message.SubjectId).ToArray() },
                new() { Value = messages.Select(message => message.SubjectVersion).ToArray() },
                new() { Value = messages.Select(message => message.Persons).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>The measured service: built, migrated and started as every service is.</summary>
internal static class BenchService
{
    public const string ConsumerQueue = "bench.household-decided";
    public const string ProjectionQueue = "bench.newest";

    public static WebApplicationBuilder Builder(string database, string broker, Action<MessagingBuilder> register)
    {
        // The owner of the database is at work, which production refuses.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Benchmark" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:benchdb"] = database,
            ["ConnectionStrings:messaging"] = broker,
            ["Logging:LogLevel:Default"] = "Warning",
            ["urls"] = "http://127.0.0.1:0",
        });
        builder.AddServiceDefaults("household");
        builder.AddServiceDatabase<BenchDb>("benchdb", OutboxSignal.Attach);
        builder.AddMessaging<BenchDb>("bench", register);
        return builder;
    }

    public static async Task<WebApplication> Start(string database, string broker, Action<MessagingBuilder> register)
    {
        var app = Builder(database, broker, register).Build();
        await app.StartAsync();
        return app;
    }
}
