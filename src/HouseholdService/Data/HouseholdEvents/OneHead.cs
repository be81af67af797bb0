using Microsoft.EntityFrameworkCore;
using Npgsql;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Data.HouseholdEvents;

/// <summary>The database's own rule that an open household has exactly one head on every day; it is looked at on commit, or before where somebody can still be told.</summary>
internal static class OneHead
{
    /// <summary>What it says to who would break it.</summary>
    public static readonly Refusal Refused = Refusal.Rule("head-unclear", "Sau việc này, có ngày hộ không có chủ hộ hoặc có hai chủ hộ; hãy ghi nhận đổi chủ hộ đúng ngày.",
        "After this there would be a day on which the household has no head, or two; record the change of head on its day.", HouseholdLaw.Head);

    /// <summary>Looks at what a transaction changed so far.</summary>
    public static Task LookNow(this HouseholdDb db, CancellationToken ct) => db.Database.ExecuteSqlRawAsync("set constraints all immediate", ct);

    /// <summary>True when the rule is what stood against it.</summary>
    public static bool IsBroken(PostgresException error) => error is { SqlState: PostgresErrorCodes.CheckViolation, ConstraintName: "household_one_head" } or { SqlState: PostgresErrorCodes.ExclusionViolation };
}
