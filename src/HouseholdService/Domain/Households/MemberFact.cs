using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Households;

/// <summary>
/// What a member is from a day to a day (đoàn viên, hội viên; người có công; khuyết tật; bảo trợ xã hội): a code of the list <c>member-fact</c>. It belongs to the person and
/// goes along into another household.
/// </summary>
[PartOfHamlet(nameof(MemberId))]
public sealed class MemberFact : IAreaBound
{
    /// <summary>Code of a person of merit.</summary>
    public const string Merit = "merit";

    private const string Correction = "Luật 91/2025/QH15";

    /// <summary>Province.</summary>
    [PersonalData(DataClass.P1)]
    public required string ProvinceCode { get; init; }

    /// <summary>Commune.</summary>
    [PersonalData(DataClass.P1)]
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The member.</summary>
    public Guid MemberId { get; init; }

    /// <summary>Code of the list; may be about health.</summary>
    [PersonalData(DataClass.P3)]
    public required string Code { get; init; }

    /// <summary>First day.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly SinceOn { get; init; }

    /// <summary>First day on which it is no longer so.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly? UntilOn { get; private set; }

    /// <summary>Number of the card or decision.</summary>
    [PersonalData(DataClass.P2)]
    public required string Evidence { get; init; }

    /// <summary>Who recorded it.</summary>
    [PersonalData(DataClass.P1)]
    public required string RecordedBy { get; init; }

    /// <summary>When (UTC).</summary>
    [PersonalData(DataClass.P1)]
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Who ended it.</summary>
    [PersonalData(DataClass.P1)]
    public string? EndedBy { get; private set; }

    /// <summary>Why it ended.</summary>
    [PersonalData(DataClass.P2)]
    public string? EndReason { get; private set; }

    /// <summary>It is no longer so from the day.</summary>
    public Refusal? End(DateOnly on, string? reason, string by, DateOnly today)
    {
        if (UntilOn is not null)
            return Refusal.Conflict("fact-ended", $"Thông tin này đã kết thúc từ ngày {UntilOn:dd/MM/yyyy}.", $"This has ended on {UntilOn:yyyy-MM-dd}.") with { LegalSource = Correction };
        if (reason?.Trim() is not { Length: >= 5 and <= 500 } text || text.Any(char.IsControl))
            return Refusal.Invalid(new FieldFault("reason", "Nêu lý do trên một dòng, từ 5 đến 500 ký tự.", "State the reason in one line, 5 to 500 characters."));
        if (on < SinceOn || on > today)
            return Refusal.Invalid(new FieldFault("on", "Ngày kết thúc không trước ngày bắt đầu và không ở tương lai.", "The last day is not before the first one and not in the future."));
        (UntilOn, EndedBy, EndReason) = (on, by, text);
        return null;
    }
}
