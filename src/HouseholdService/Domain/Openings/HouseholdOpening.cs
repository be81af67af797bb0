using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Openings;

/// <summary>
/// A household of another commune that an officer opened with a written reason for a time, for example one that is moving in. It belongs to the household's area: that
/// commune and its province see it and may end it.
/// </summary>
[PersonalData(DataClass.P1)]
public sealed class HouseholdOpening : IAreaBound
{
    /// <summary>Longest reason.</summary>
    public const int LongestReason = 1000;

    /// <summary>Province of the household when it was opened.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Commune of the household when it was opened; the opening ends by itself when the household moves.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The household.</summary>
    public Guid HouseholdId { get; init; }

    /// <summary>Who opened it.</summary>
    public required string OpenedBy { get; init; }

    /// <summary>In which roles.</summary>
    public required string[] Roles { get; init; }

    /// <summary>Areas of the officer, as codes.</summary>
    public required string[] OpenedFrom { get; init; }

    /// <summary>The written reason.</summary>
    public required string Reason { get; init; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>Until when it may be read.</summary>
    public DateTimeOffset OpenUntil { get; init; }

    /// <summary>When it was ended before its time.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Who ended it.</summary>
    public string? EndedBy { get; private set; }

    /// <summary>Why.</summary>
    public string? EndReason { get; private set; }

    /// <summary>True while the household may be read.</summary>
    public bool IsAlive(DateTimeOffset now) => EndedAt is null && now < OpenUntil;

    /// <summary>What is wrong with a reason; null when nothing is.</summary>
    /// <param name="reason">The reason given.</param>
    /// <param name="least">Least number of characters.</param>
    public static Refusal? WhyNot(string? reason, int least) => reason?.Trim() is not { } text || text.Length < least || text.Length > LongestReason
        ? Refusal.Invalid(new FieldFault("reason", $"Cần lý do bằng văn bản, từ {least} đến {LongestReason} ký tự; không ghi tên hay số giấy tờ của người dân.",
            $"A written reason is needed, {least} to {LongestReason} characters; without names or numbers of residents."))
        : null;

    /// <summary>Ends it at once.</summary>
    public Refusal? End(string by, string reason, DateTimeOffset now)
    {
        if (!IsAlive(now))
            return Refusal.Conflict("opening-ended", "Việc mở hộ này đã kết thúc.", "This opening has ended already.");
        (EndedAt, EndedBy, EndReason) = (now, by, reason);
        return null;
    }
}
