using System.Reflection;
using DbUp;
using DbUp.Engine;
using DbUp.Support;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace PovertyPlatform.ServiceDefaults.Data;

/// <summary>
/// Brings a database to the schema of its service: embedded SQL files, each run once, in order, in a transaction of its own; then the files <c>Rights.sql</c>,
/// all in one transaction at every run, so that they always say the whole truth about who may do what.
/// </summary>
public static partial class DatabaseMigration
{
    /// <summary>Configuration key that is true while the migration step runs, as owner.</summary>
    public const string RunningKey = "Database:Migrating";

    private const string RightsFile = ".Rights.sql";

    /// <summary>Creates the database when missing, runs every script that has not run yet, and gives the service's roles their rights.</summary>
    /// <param name="connectionString">Connection with the right to create objects (the migrator, never the service's own role).</param>
    /// <param name="assemblies">Assemblies in order; of each, the embedded <c>*.sql</c> in name order.</param>
    /// <param name="logger">Where progress is written.</param>
    /// <param name="roles">The roles that get rights; null leaves the database to its owner.</param>
    /// <exception cref="InvalidOperationException">A script failed; its changes are rolled back and the message names it.</exception>
    public static void Run(string connectionString, IReadOnlyList<Assembly> assemblies, ILogger logger, DatabaseRoles? roles = null)
    {
        EnsureDatabase.For.PostgresqlDatabase(connectionString);
        var scripts = assemblies.SelectMany((assembly, rank) => Files(assembly).Where(name => !name.EndsWith(RightsFile, StringComparison.Ordinal))
            .Select(name => new SqlScript(name, Read(assembly, name), new SqlScriptOptions { RunGroupOrder = rank, ScriptType = ScriptType.RunOnce })));
        var result = DeployChanges.To.PostgresqlDatabase(connectionString)
            .WithScripts(scripts)
            .JournalToPostgresqlTable("public", "schema_version")
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .WithExecutionTimeout(TimeSpan.FromMinutes(10))
            .LogTo(logger)
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
            throw new InvalidOperationException($"Migration script {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
        roles?.Grant(connectionString, [.. assemblies.SelectMany(assembly =>
            Files(assembly).Where(name => name.EndsWith(RightsFile, StringComparison.Ordinal)).Select(name => Read(assembly, name)))]);
        NpgsqlConnection.ClearAllPools();
        Done(logger, result.Scripts.Count());
    }

    private static IEnumerable<string> Files(Assembly assembly) =>
        assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Schema is current; {Count} scripts ran now")]
    private static partial void Done(ILogger logger, int count);
}
