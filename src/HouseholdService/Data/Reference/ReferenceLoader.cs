using Npgsql;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.HouseholdService.Data.Reference;

/// <summary>Loads <c>reference/</c> into the registry, and gives every province that has communes today its own partitions. Running it again changes nothing.</summary>
internal static partial class ReferenceLoader
{
    public static async Task Load(IServiceProvider services, CancellationToken ct)
    {
        var folder = ReferenceFolder.Find(services.GetRequiredService<IConfiguration>());
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ReferenceLoader));
        await using var connection = await services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var table in ReferenceTables.All)
            if (await table.Load(connection, folder, ct) is { } changed)
                Loaded(logger, table.File, changed);
            else
                Missing(logger, table.File, folder);
        await RefuseOverlaps(connection, ct);
        await RefuseUnknownRetention(connection, ct);
        await using var partitions = new NpgsqlCommand(
            "select ensure_province(code) from (select distinct province_code as code from commune where valid_to is null order by 1) today", connection);
        await partitions.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>A day with two standards would have two truths: nothing is loaded then.</summary>
    private static async Task RefuseOverlaps(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var overlap = new NpgsqlCommand(
            """
            select format('Standards %s (%s) and %s (%s) are both in force on %s; see standards/periods.csv.', one.standard_code, one.legal_basis, other.standard_code, other.legal_basis, greatest(one.valid_from, other.valid_from))
            from poverty_standard_period one join poverty_standard_period other
              on (one.standard_code, one.valid_from) < (other.standard_code, other.valid_from) and one.valid_from <= other.valid_to and other.valid_from <= one.valid_to
            order by greatest(one.valid_from, other.valid_from) limit 1
            """, connection);
        if (await overlap.ExecuteScalarAsync(ct) is string both)
            throw new InvalidOperationException(both);
    }

    /// <summary>A rule of retention that nobody applies, or two for one day, would be a promise to residents that is not kept.</summary>
    private static async Task RefuseUnknownRetention(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var wrong = new NpgsqlCommand(
            """
            select format('privacy/retention.csv: %s (%s) runs from %s and does %s; the registry knows no such class.', r.code, r.valid_from, r.runs_from, r.action)
            from retention_rule r where not exists (select from unnest($1, $2, $3) known (code, runs_from, action) where (known.code, known.runs_from, known.action) = (r.code, r.runs_from, r.action))
            union all
            select format('privacy/retention.csv: two rules for %s in %s hold on %s.', one.code, coalesce(nullif(one.province_code, ''), 'the country'), greatest(one.valid_from, other.valid_from))
            from retention_rule one join retention_rule other on one.code = other.code and one.province_code = other.province_code and one.valid_from < other.valid_from
              and other.valid_from <= coalesce(one.valid_to, 'infinity') limit 1
            """, connection);
        foreach (var column in new[] { RetentionReach.Classes.Keys.ToArray(), [.. RetentionReach.Classes.Values.Select(known => known.RunsFrom)], [.. RetentionReach.Classes.Values.Select(known => known.Action)] })
            wrong.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = column });
        if (await wrong.ExecuteScalarAsync(ct) is string mistake)
            throw new InvalidOperationException(mistake);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{File}: {Changed} rows new or changed")]
    private static partial void Loaded(ILogger logger, string file, int changed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} is not in {Folder}; nothing loaded from it")]
    private static partial void Missing(ILogger logger, string file, string folder);
}
