using Npgsql;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.ServiceDefaults.Data;

/// <summary>Area-bound statements outside Entity Framework.</summary>
public static class AreaCommands
{
    /// <summary>A batch of one statement that sees the areas and single records of a caller and nothing else; the setting ends with the batch.</summary>
    /// <param name="source">The service's data source.</param>
    /// <param name="area">Areas of the caller.</param>
    /// <param name="statement">The statement, with its parameters.</param>
    public static NpgsqlBatch CreateBatch(this NpgsqlDataSource source, AreaScope area, NpgsqlBatchCommand statement)
    {
        var batch = source.CreateBatch();
        batch.BatchCommands.Add(Telling(area));
        batch.BatchCommands.Add(statement);
        return batch;
    }

    /// <summary>Tells a transaction, or a batch that is one, for which areas and single records it works; in front of whatever is walled.</summary>
    internal static NpgsqlBatchCommand Telling(AreaScope area) => area.Records.Count == 0
        ? new NpgsqlBatchCommand($"select set_config('{AreaWall.Setting}', $1, true)") { Parameters = { Told(area.Setting) } }
        : new NpgsqlBatchCommand($"select set_config('{AreaWall.Setting}', $1, true), set_config('{AreaWall.RecordSetting}', $2, true)") { Parameters = { Told(area.Setting), Told(area.RecordSetting) } };

    private static NpgsqlParameter<string> Told(string setting) => new() { TypedValue = setting };

    /// <summary>Runs such a batch; the reader stands before the rows of the statement.</summary>
    public static async Task<NpgsqlDataReader> ExecuteInArea(this NpgsqlBatch batch, CancellationToken ct)
    {
        var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return reader;
    }
}
