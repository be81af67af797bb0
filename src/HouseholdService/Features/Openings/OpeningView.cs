using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Openings;

namespace PovertyPlatform.HouseholdService.Features.Openings;

/// <summary>A household that was opened outside the officer's areas.</summary>
/// <param name="Id">The opening.</param>
/// <param name="HouseholdId">The household.</param>
/// <param name="CommuneCode">Commune of the household.</param>
/// <param name="OpenedBy">Who opened it: the account's identity, which names nobody.</param>
/// <param name="Roles">In which roles.</param>
/// <param name="OpenedFrom">Areas of the officer, as codes of provinces and communes.</param>
/// <param name="Reason">The written reason.</param>
/// <param name="OpenedAt">When (UTC).</param>
/// <param name="OpenUntil">Until when it may be read (UTC).</param>
/// <param name="EndedAt">When it was ended before its time.</param>
/// <param name="EndedBy">Who ended it.</param>
/// <param name="EndReason">Why.</param>
[PersonalData(DataClass.P1)]
public sealed record OpeningView(
    Guid Id, Guid HouseholdId, string CommuneCode, string OpenedBy, IReadOnlyList<string> Roles, IReadOnlyList<string> OpenedFrom, string Reason,
    DateTimeOffset OpenedAt, DateTimeOffset OpenUntil, DateTimeOffset? EndedAt, string? EndedBy, string? EndReason)
{
    internal static OpeningView Of(HouseholdOpening row) => new(
        row.Id, row.HouseholdId, row.CommuneCode, row.OpenedBy, row.Roles, row.OpenedFrom, row.Reason, row.OpenedAt, row.OpenUntil, row.EndedAt, row.EndedBy, row.EndReason);
}
