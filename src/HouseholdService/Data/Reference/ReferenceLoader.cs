using Npgsql;
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

    [LoggerMessage(Level = LogLevel.Information, Message = "{File}: {Changed} rows new or changed")]
    private static partial void Loaded(ILogger logger, string file, int changed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} is not in {Folder}; nothing loaded from it")]
    private static partial void Missing(ILogger logger, string file, string folder);
}
