using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using PovertyPlatform.Messaging;

namespace PovertyPlatform.MessagingTests.Probe;

/// <summary>What a test wants to happen when the events of its subject are handled.</summary>
public sealed class Script
{
    private readonly ConcurrentDictionary<Guid, Func<ThingDecided, ProbeDb, CancellationToken, Task>> _scenes = [];

    /// <summary>For every event that has no scene of its own.</summary>
    public Func<ThingDecided, CancellationToken, Task> Always { get; init; } = (_, _) => Task.CompletedTask;

    public void On(Guid subject, Func<ThingDecided, ProbeDb, CancellationToken, Task> scene) => _scenes[subject] = scene;

    public void On(Guid subject, Action<ThingDecided> scene) => _scenes[subject] = (decided, _, _) =>
    {
        scene(decided);
        return Task.CompletedTask;
    };

    public Task Play(ThingDecided decided, ProbeDb db, CancellationToken ct) => _scenes.TryGetValue(decided.SubjectId, out var scene) ? scene(decided, db, ct) : Always(decided, ct);
}

/// <summary>One effect row per event, and an answer: the business consumer.</summary>
public sealed class ThingDecidedConsumer(Script script) : EventConsumer<ProbeDb, ThingDecided>
{
    public override async Task Handle(ThingDecided message, ProbeDb db, CancellationToken ct)
    {
        db.Effects.Add(new EffectRow { EventId = message.EventId, SubjectId = message.SubjectId, Version = message.SubjectVersion });
        db.Publish(new ThingAnswered(
            Guid.CreateVersion7(), DateTimeOffset.UtcNow, message.SubjectId, message.SubjectVersion, message.ProvinceCode, message.CommuneCode));
        await script.Play(message, db, ct);
    }
}

/// <summary>The newest version of each subject: the projection.</summary>
public sealed class NewestProjection : EventProjection<ProbeDb, ThingDecided>
{
    public override async Task Apply(IReadOnlyList<ThingDecided> messages, ProbeDb db, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var command = new NpgsqlCommand("""
            insert into probe.newest as n (subject_id, version, level, events)
            select subject_id, max(version), (array_agg(level order by version desc))[1], count(*)
            from unnest($1, $2, $3) as e(subject_id, version, level) group by subject_id order by subject_id
            on conflict (subject_id) do update set
              events = n.events + excluded.events,
              level = case when excluded.version > n.version then excluded.level else n.level end,
              version = greatest(n.version, excluded.version)
            """, connection)
        {
            Parameters =
            {
                new() { Value = messages.Select(message => message.SubjectId).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                new() { Value = messages.Select(message => message.SubjectVersion).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
                new() { Value = messages.Select(message => (int)message.Level).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>What came back: the second hop, in the producer.</summary>
public sealed class AnswerProjection : EventProjection<ProbeDb, ThingAnswered>
{
    public override async Task Apply(IReadOnlyList<ThingAnswered> messages, ProbeDb db, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var command = new NpgsqlCommand("insert into probe.answer (event_id, subject_id, version) select * from unnest($1, $2, $3)", connection)
        {
            Parameters =
            {
                new() { Value = messages.Select(message => message.EventId).ToArray() },
                new() { Value = messages.Select(message => message.SubjectId).ToArray() },
                new() { Value = messages.Select(message => message.SubjectVersion).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }
}
