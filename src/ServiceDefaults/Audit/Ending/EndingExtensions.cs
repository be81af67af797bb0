using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Npgsql;
using PovertyPlatform.ServiceDefaults.Audit.Sealing;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.ServiceDefaults.Audit.Ending;

/// <summary>Ends months of a service's audit trail by the dated rules of retention (<c>Service end-audit-months</c>).</summary>
public static class EndingExtensions
{
    private const string Apply = "--apply";

    /// <summary>
    /// Tells which months are due, and with <c>--apply</c> ends them; writes an <see cref="EndingReport"/> as one line of JSON. Needs the owner's connection, <c>Audit__Folder</c>, and to end
    /// something <c>Audit__KeyFile</c> (outside production the key in the folder).
    /// </summary>
    /// <param name="builder">The application, for its configuration.</param>
    /// <param name="connectionName">Connection string of the service's database, with the owner's login.</param>
    /// <param name="args">Arguments of the program.</param>
    /// <param name="held">Asks for provinces in which an order to keep data holds; null for a service that knows of none and follows <paramref name="after"/>.</param>
    /// <param name="after">Trail that must have ended the same month before, because it knows the orders to keep data; null for that trail itself.</param>
    /// <returns>0 when nothing stood in the way, 1 when the trail is not as sealed or a month was refused, 2 when nothing could be done.</returns>
    public static async Task<int> EndAuditMonths(
        this WebApplicationBuilder builder, string connectionName, IReadOnlyList<string> args, Func<NpgsqlConnection, CancellationToken, Task<IReadOnlyCollection<string>>>? held = null, string? after = null)
    {
        if (held is null == after is null)
            throw new ArgumentException("A trail asks for orders itself, or goes after one that does.", nameof(after));
        var options = builder.Configuration.GetSection("Audit").Get<SealOptions>() ?? new SealOptions();
        if (options.Folder.Length == 0)
            return await Refuse("Audit__Folder is missing: it names the folder of the copied seals.");
        var isApplied = args.Contains(Apply);
        var keyFile = options.KeyFile.Length > 0 ? options.KeyFile : builder.Environment.EnvironmentName == "Production" ? "" : Path.Combine(options.Folder, "signing-key.pem");
        if (isApplied && !File.Exists(keyFile))
            return await Refuse("Audit__KeyFile is missing: an ending is signed with the key of the seals.");

        var trail = DatabaseRoles.Of(connectionName, null).Service;
        await using var connection = new NpgsqlConnection(builder.Configuration.GetConnectionString(connectionName));
        await connection.OpenAsync();
        var store = new EndingStore(connection, trail);
        if (!await store.TryLead(CancellationToken.None))
            return await Refuse("Another run ends months of this trail.");
        using var key = isApplied ? SealKey.Read(keyFile) : null;
        var ending = new MonthEnding(trail, new SealStore(connection, trail), store, new SealExport(options.Folder, trail), TrailRules.Read(ReferenceFolder.Find(builder.Configuration)), TimeProvider.System)
        {
            Held = held is null ? null : await held(connection, CancellationToken.None),
            First = after is null ? null : new SealExport(options.Folder, after).Trusted(),
        };
        var report = await ending.Run(key, CancellationToken.None);
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
        return report.Findings.Count > 0 || report.Months.Any(month => month.State == EndedMonth.Refused) ? 1 : 0;
    }

    private static async Task<int> Refuse(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return 2;
    }
}
