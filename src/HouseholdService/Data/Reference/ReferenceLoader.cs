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
        await using var partitions = new NpgsqlCommand(
            "select ensure_province(code) from (select distinct province_code as code from commune where valid_to is null order by 1) today", connection);
        await partitions.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{File}: {Changed} rows new or changed")]
    private static partial void Loaded(ILogger logger, string file, int changed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} is not in {Folder}; nothing loaded from it")]
    private static partial void Missing(ILogger logger, string file, string folder);
}
