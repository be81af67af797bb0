namespace PovertyPlatform.Ratios.Messaging;

/// <summary>R3: a business consumer (inbox, effect and outbox in one commit) against a bare client that inserts one row per message.</summary>
internal sealed class ConsumerRatio : IRatio
{
    public string Id => "R3";

    public string Name => "idempotent business consumer ÷ raw consume + one-row insert per message";

    public (double Good, double Extraordinary) Goal => (0.5, 0.8);

    public Task<RatioResult> Run(BenchServers servers, BenchSize size, IProgress<string> progress, CancellationToken ct) => QueueRatio.Run(
        servers, size, 20_000, BenchService.ConsumerQueue,
        messaging => messaging.Publishes<DecisionNoted>(consumersOptional: true).Consumes<HouseholdDecidedConsumer, HouseholdDecided>(),
        ["bench.effect"], "select count(*) from bench.effect", 8,
        async (stage, decided, token) =>
        {
            await using var insert = stage.Source.CreateCommand("insert into bench.effect (id, subject_id, version, decided_on, persons) values ($1, $2, $3, $4, $5)");
            insert.Parameters.AddWithValue(decided.EventId);
            insert.Parameters.AddWithValue(decided.SubjectId);
            insert.Parameters.AddWithValue(decided.SubjectVersion);
            insert.Parameters.AddWithValue(decided.DecidedOn);
            insert.Parameters.AddWithValue(decided.Persons);
            await insert.ExecuteNonQueryAsync(token);
        },
        progress, ct);
}
