using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace PovertyPlatform.ServiceDefaults.Audit;

/// <summary>
/// Gives every audit line that is saved together with changes its digests: those of its subject where that is among them, else of all that the unit of work changes.
/// No feature has to think of it, and none can forget it.
/// </summary>
internal static class ChangeDigest
{
    // What leaves or repeats the unit of work is no part of it.
    private static readonly string[] Aside = ["audit", "messaging", "idempotency"];

    public static void Complete(ChangeTracker tracker)
    {
        var lines = tracker.Entries<AuditEntry>().Where(row => row is { State: EntityState.Added, Entity: { BeforeHash: null, AfterHash: null } }).Select(row => row.Entity).ToList();
        if (lines.Count == 0)
            return;
        var changes = tracker.Entries().Where(row => row.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && !Aside.Contains(row.Metadata.GetSchema())).ToList();
        if (changes.Count == 0)
            return;
        var subjects = changes.Where(row => IdOf(row) is not null).DistinctBy(IdOf).ToDictionary(row => IdOf(row)!.Value);
        (byte[]? Before, byte[]? After)? all = null;
        foreach (var line in lines)
            (line.BeforeHash, line.AfterHash) = subjects.TryGetValue(line.SubjectId, out var subject) ? Of(subject) : all ??= Of(changes);
    }

    /// <summary>Digests of one entity before and after.</summary>
    public static (byte[]? Before, byte[]? After) Of(EntityEntry row) => (
        row.State is EntityState.Added or EntityState.Detached ? null : StateDigest.Of(row.OriginalValues),
        row.State is EntityState.Deleted ? null : StateDigest.Of(row.CurrentValues));

    private static (byte[]? Before, byte[]? After) Of(List<EntityEntry> rows)
    {
        var digests = rows.OrderBy(row => row.Metadata.Name, StringComparer.Ordinal).ThenBy(KeyOf, StringComparer.Ordinal).Select(Of).ToList();
        return (Together(digests.Select(pair => pair.Before)), Together(digests.Select(pair => pair.After)));
    }

    private static byte[]? Together(IEnumerable<byte[]?> digests)
    {
        byte[] bytes = [.. digests.OfType<byte[]>().SelectMany(digest => digest)];
        return bytes.Length == 0 ? null : SHA256.HashData(bytes);
    }

    private static Guid? IdOf(EntityEntry row) => row.Metadata.FindPrimaryKey() is { Properties: [{ ClrType: var type, Name: var name }] } && type == typeof(Guid) ? (Guid?)row.Property(name).CurrentValue : null;

    private static string KeyOf(EntityEntry row) => string.Join('|', row.Metadata.FindPrimaryKey()?.Properties.Select(property => $"{row.Property(property.Name).CurrentValue}") ?? []);
}
