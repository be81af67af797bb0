using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Protection;

namespace PovertyPlatform.HouseholdService.Data.Protection;

/// <summary>What a rotation came to.</summary>
/// <param name="SealKey">Key under which everything is sealed now.</param>
/// <param name="MarkKey">Key of the marks now.</param>
/// <param name="Done">Values sealed and marks made anew in this run, by column.</param>
/// <param name="Left">Values that still need an older key, by column; 0 everywhere: older keys may go, as soon as no backup needs them.</param>
public sealed record RotationReport(int SealKey, int MarkKey, IReadOnlyDictionary<string, long> Done, IReadOnlyDictionary<string, long> Left);

/// <summary>
/// <c>HouseholdService rotate-keys [--new-seal] [--new-mark]</c>: adds keys to the key file when asked to (else whoever keeps the keys has done so), and brings every
/// sealed value and every mark under the current ones. It may be stopped at any time and run again.
/// </summary>
public static class KeyRotation
{
    private const string Audit =
        """
        insert into audit.entry (id, recorded_at, actor_id, client_id, roles, action, subject_kind, subject_id, purpose)
        values ($1, now(), $2, $3, $4, 'keys.rotate', 'sealed-column', $5, $6)
        """;

    /// <summary>Runs it on the application as registered; writes a <see cref="RotationReport"/> as one line of JSON.</summary>
    /// <returns>0 when nothing needs an older key any more, 1 when something does (an import is running: run again), 2 when it could not be done.</returns>
    public static async Task<int> Run(WebApplicationBuilder builder, string[] args)
    {
        await using var app = builder.Build();
        var file = app.Services.GetRequiredService<IOptions<ProtectionOptions>>().Value.KeyFile;
        var ring = app.Services.GetRequiredService<KeyRing>();
        if (args.Contains("--new-seal"))
            KeyFile.AddSeal(file);
        if (args.Contains("--new-mark"))
            KeyFile.AddMark(file);
        ring.LookAgain();
        var report = await Rotate(app.Services.GetRequiredService<NationwideSource>().Source, new PersonSeals(ring), (column, done) => Console.Error.WriteLine($"{column} {done}"), CancellationToken.None);
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
        return report.Left.Values.Sum() == 0 ? 0 : 1;
    }

    /// <summary>Brings everything under the current keys.</summary>
    public static async Task<RotationReport> Rotate(NpgsqlDataSource source, PersonSeals seals, Action<string, long> report, CancellationToken ct)
    {
        var run = Guid.CreateVersion7();
        var (done, left) = (new Dictionary<string, long>(), new Dictionary<string, long>());
        Task Record(NpgsqlConnection connection, string what, int rows, CancellationToken cancel) => Write(connection, run, $"{what}, {rows} rows", cancel);

        var marking = new Remarking(source, seals, Record, report);
        if (await marking.IsNeeded(ct))
        {
            done["marks"] = await marking.Run(ct) ?? 0;
            left["marks"] = await marking.IsNeeded(ct) ? 1 : 0;
        }

        var sealing = new Resealing(source, Record, report);
        foreach (var table in SealedTable.All(seals))
        {
            done[table.Name] = await sealing.Walk(table, ct);
            left[table.Name] = await sealing.Left(table, ct);
        }

        left["import staging"] = await Staged(source, seals, ct);
        return new RotationReport(seals.Ring.Now.Seals.Current, seals.Ring.Now.Marks.Current, done, left);
    }

    // What a running import has staged it will copy into the registry: the key must stay until it has ended.
    private static async Task<long> Staged(NpgsqlDataSource source, PersonSeals seals, CancellationToken ct)
    {
        var tables = Enumerable.Range(1, Imports.StagingSlot.Count).Select(slot => new Imports.StagingSlot(slot)).ToList();
        await using var command = source.CreateCommand("select sum(n)::bigint from (" + string.Join(" union all ", tables.Select(slot =>
            $"""
            select count(*) as n from {slot.Members} where substring(identity_number from 1 for 2) <> $1 and exists (select from import.job where slot = {slot.Number})
            union all select count(*) from {slot.Households} where substring(telephone from 1 for 2) <> $1 and exists (select from import.job where slot = {slot.Number})
            """)) + ") staged");
        command.Parameters.AddWithValue(seals.Identity.CurrentPrefix);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task Write(NpgsqlConnection connection, Guid run, string what, CancellationToken ct)
    {
        var actor = Actor.System("household");
        await using var command = new NpgsqlCommand(Audit, connection)
        {
            Parameters =
            {
                new() { Value = Guid.CreateVersion7() },
                new() { Value = actor.Id },
                new() { Value = actor.ClientId },
                new() { Value = actor.Roles.ToArray() },
                new() { Value = run },
                new() { Value = what },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }
}
