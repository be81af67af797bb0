using Npgsql;

namespace PovertyPlatform.ServiceDefaults.Data;

/// <summary>
/// The roles of a service's database besides its owner: <c>registry_app</c>, as which the service runs, and <c>registry_report</c>, which only reads.
/// A database administrator may make them beforehand; then the owner needs no right to make roles.
/// </summary>
/// <param name="Service">First part of the roles' names, for example <c>registry</c>.</param>
/// <param name="AppPassword">Password that the service's role gets at every run; null leaves it as it is.</param>
public sealed record DatabaseRoles(string Service, string? AppPassword)
{
    /// <summary>The role as which the service runs.</summary>
    public string App => $"{Service}_app";

    /// <summary>The roles of a connection string's name: <c>registrydb</c> belongs to <c>registry</c>.</summary>
    public static DatabaseRoles Of(string connectionName, string? appPassword) =>
        new(connectionName.EndsWith("db", StringComparison.Ordinal) ? connectionName[..^2] : connectionName, appPassword);

    /// <summary>The connection string with the service's own login in place of the owner's.</summary>
    public string AsApp(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Username = App, Password = AppPassword }.ConnectionString;

    internal void Grant(string connectionString, IReadOnlyList<string> rights)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        for (var attempt = 1; !TryGrant(connection, rights, lastChance: attempt == 10); attempt++)
            Thread.Sleep(50 * attempt);
    }

    /// <summary>Roles belong to the whole server: steps of several databases may meet at one, and the later one tries again.</summary>
    private bool TryGrant(NpgsqlConnection connection, IReadOnlyList<string> rights, bool lastChance)
    {
        using var transaction = connection.BeginTransaction();
        try
        {
            Execute(connection, "select set_config('walls.service', $1, true)", Service);
            Execute(connection, "select walls.prepare_roles($1)", AppPassword ?? "");
            foreach (var file in rights)
                Execute(connection, file);
            transaction.Commit();
            return true;
        }
        catch (PostgresException met) when (!lastChance
            && (met.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.DeadlockDetected || met.MessageText.Contains("concurrently", StringComparison.Ordinal)))
        {
            transaction.Rollback();
            return false;
        }
    }

    private static void Execute(NpgsqlConnection connection, string sql, params string[] parameters)
    {
        using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = parameter });
        command.ExecuteNonQuery();
    }
}
