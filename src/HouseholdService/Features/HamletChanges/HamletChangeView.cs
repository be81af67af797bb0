using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Domain.Areas;

namespace PovertyPlatform.HouseholdService.Features.HamletChanges;

/// <summary>A change of hamlets as it was recorded.</summary>
/// <param name="Id">The change; moves of its households and its undoing name it.</param>
/// <param name="CommuneCode">The commune.</param>
/// <param name="Kind">What was done.</param>
/// <param name="ChangedOn">First day of the successors.</param>
/// <param name="Evidence">Number of the resolution.</param>
/// <param name="Reason">What else is said.</param>
/// <param name="From">Numbers of the hamlets that ended.</param>
/// <param name="To">Numbers of the successors.</param>
/// <param name="RecordedAt">When it was recorded (UTC).</param>
/// <param name="UndoneAt">When it was taken back (UTC).</param>
[PersonalData(DataClass.P1)]
public sealed record HamletChangeView(
    Guid Id, string CommuneCode, HamletChangeKind Kind, DateOnly ChangedOn, string Evidence, string Reason, IReadOnlyList<string> From, IReadOnlyList<string> To, DateTimeOffset RecordedAt, DateTimeOffset? UndoneAt)
{
    internal static HamletChangeView Of(HamletChange change, IReadOnlyCollection<HamletChangeLine> lines) => new(
        change.Id, change.CommuneCode, change.Kind, change.ChangedOn, change.Evidence, change.Reason, [.. lines.Select(line => line.OldCode).Distinct().Order(StringComparer.Ordinal)],
        [.. lines.Select(line => line.NewCode).Distinct().Order(StringComparer.Ordinal)], change.RecordedAt, change.UndoneAt);

    internal static async Task<List<HamletChangeView>> Of(HouseholdDb db, IReadOnlyCollection<HamletChange> changes, CancellationToken ct)
    {
        var ids = changes.Select(change => change.Id).ToArray();
        var lines = (await db.HamletChangeLines.AsNoTracking().Where(line => ids.Contains(line.ChangeId)).ToListAsync(ct)).ToLookup(line => line.ChangeId);
        return [.. changes.Select(change => Of(change, [.. lines[change.Id]]))];
    }
}
