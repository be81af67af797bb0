using Microsoft.Extensions.Hosting;
using Npgsql;

namespace PovertyPlatform.ServiceDefaults.Data;

/// <summary>Keeps a service in production from working with rights that row security and the append-only trail cannot bind.</summary>
internal sealed class PrivilegeCheck(NpgsqlDataSource source, IHostEnvironment environment) : IHostedService
{
    private const string Sql = """
        select rolsuper or rolbypassrls or rolcreaterole
          or exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relowner = r.oid and n.nspname not like 'pg\_%')
        from pg_roles r where rolname = current_user
        """;

    /// <summary>Makes every new connection of a pool prove itself.</summary>
    public static void Attach(NpgsqlDataSourceBuilder pool) => pool.UsePhysicalConnectionInitializer(
        connection =>
        {
            using var command = new NpgsqlCommand(Sql, connection);
            Judge(command.ExecuteScalar(), connection);
        },
        async connection =>
        {
            await using var command = new NpgsqlCommand(Sql, connection);
            Judge(await command.ExecuteScalarAsync(), connection);
        });

    /// <summary>Refuses at the start already, where the database answers; where it does not, the first connection refuses.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!environment.IsProduction())
            return;
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            // Health says so.
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static void Judge(object? isPrivileged, NpgsqlConnection connection)
    {
        if (isPrivileged is not false)
            throw new InvalidOperationException(
                $"The login '{connection.UserName}' owns tables or may pass row security. A service in production runs as the role that its migration step made (<database>_app).");
    }
}
