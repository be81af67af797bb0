using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.ServiceDefaults.Data;

/// <summary>
/// Tells the database for which areas a context works, so that row security can refuse what the query filter lets through. The setting ends with the transaction:
/// an explicit one is told at its start; a command of its own carries the setting in front of it, in the same round trip and the same implicit transaction.
/// </summary>
internal sealed class AreaWall : DbCommandInterceptor, IDbTransactionInterceptor
{
    public const string Setting = "app.area";
    public const string RecordSetting = "app.records";
    private const string Parameter = "app_area";
    private const string Tell = $"select set_config('{Setting}', @{Parameter}, true)";
    private const string Prefix = Tell + ";\n";
    private const string Records = "app_records";
    private const string TellRecords = $"{Tell}, set_config('{RecordSetting}', @{Records}, true)";

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Enter(command, eventData);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Enter(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        if (HasEntered(command))
            Pass(result);
        return result;
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        if (HasEntered(command))
            await Pass(result, cancellationToken);
        return result;
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Enter(command, eventData);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Enter(command, eventData);
        return ValueTask.FromResult(result);
    }

    public DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        if (Begin(connection, eventData) is { } command)
            using (command)
                command.ExecuteNonQuery();
        return result;
    }

    public async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        if (Begin(connection, eventData) is { } command)
            await using (command)
                await command.ExecuteNonQueryAsync(cancellationToken);
        return result;
    }

    private static void Pass(DbDataReader reader)
    {
        try
        {
            reader.NextResult();
        }
        catch
        {
            // Nobody else knows this reader yet: left open, it would stay with the connection in the pool.
            reader.Dispose();
            throw;
        }
    }

    private static async Task Pass(DbDataReader reader, CancellationToken ct)
    {
        try
        {
            await reader.NextResultAsync(ct);
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    private static bool HasEntered(DbCommand command) => command.CommandText.StartsWith(Tell, StringComparison.Ordinal);

    /// <summary>What saves has a transaction where it touches an area; its result is read statement by statement, so nothing may stand in front of it.</summary>
    private static void Enter(DbCommand command, CommandEventData eventData)
    {
        if (command.Transaction is not null || eventData.CommandSource == CommandSource.SaveChanges || eventData.Context is not AreaBoundContext { Area: { } area } || !Sees(area))
            return;
        command.CommandText = (area.Records.Count == 0 ? Prefix : TellRecords + ";\n") + command.CommandText;
        foreach (var parameter in Told(area))
            command.Parameters.Add(parameter);
    }

    private static NpgsqlCommand? Begin(DbConnection connection, TransactionEndEventData eventData) =>
        eventData.Context is AreaBoundContext { IsSavingOutsideAreas: false, TellsAreasItself: false, Area: { } area } && Sees(area) ? Telling((NpgsqlConnection)connection, area) : null;

    private static NpgsqlCommand Telling(NpgsqlConnection connection, AreaScope area)
    {
        var command = new NpgsqlCommand(area.Records.Count == 0 ? Tell : TellRecords, connection);
        command.Parameters.AddRange(Told(area).ToArray());
        return command;
    }

    private static bool Sees(AreaScope area) => area.Setting.Length > 0 || area.Records.Count > 0;

    private static IEnumerable<NpgsqlParameter> Told(AreaScope area)
    {
        yield return new NpgsqlParameter<string>(Parameter, area.Setting);
        if (area.Records.Count > 0)
            yield return new NpgsqlParameter<string>(Records, area.RecordSetting);
    }
}
