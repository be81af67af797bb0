using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using PovertyPlatform.ServiceDefaults.Audit.Ending;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.ServiceDefaults.Audit.Sealing;

/// <summary>Seals a service's audit trail, and verifies it (<c>Service verify-audit</c>).</summary>
public static class SealingExtensions
{
    /// <summary>Verifies the trail of a service's database against the copies of its seals and writes a <see cref="TrailReport"/> as one line of JSON.</summary>
    /// <param name="builder">The application, for its configuration.</param>
    /// <param name="connectionName">Connection string of the service's database; a role that may read the trail is enough.</param>
    /// <returns>0 when everything is as it was sealed, 1 when something is not, 2 when nothing could be verified.</returns>
    public static async Task<int> VerifyAudit(this WebApplicationBuilder builder, string connectionName)
    {
        var options = builder.Configuration.GetSection("Audit").Get<SealOptions>() ?? new SealOptions();
        if (options.Folder.Length == 0)
        {
            await Console.Error.WriteLineAsync("Audit__Folder is missing: it names the folder of the copied seals.");
            return 2;
        }

        var trail = DatabaseRoles.Of(connectionName, null).Service;
        await using var connection = new NpgsqlConnection(builder.Configuration.GetConnectionString(connectionName));
        await connection.OpenAsync();
        var report = await TrailVerification.Run(trail, new SealStore(connection, trail), new EndingStore(connection, trail), new SealExport(options.Folder, trail),
            () => TrailRules.Read(ReferenceFolder.Find(builder.Configuration)), CancellationToken.None);
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
        return report.Findings.Count == 0 ? 0 : 1;
    }

    internal static IHostApplicationBuilder AddSealing(this IHostApplicationBuilder builder, string connectionName)
    {
        var isProduction = builder.Environment.IsProduction();
        builder.Services.AddOptions<SealOptions>().BindConfiguration("Audit").ValidateDataAnnotations()
            .Validate(options => !isProduction || options.Folder.Length > 0, "Audit__Folder is missing: in production the audit trail is sealed, and the seals are copied there.")
            .ValidateOnStart();
        builder.Services.AddSingleton(new TrailName(DatabaseRoles.Of(connectionName, null).Service));
        builder.Services.AddHostedService<SealWorker>();
        return builder;
    }
}
