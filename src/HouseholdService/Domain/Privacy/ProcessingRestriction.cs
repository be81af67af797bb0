using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Privacy;

/// <summary>A restriction on the use of a household's or one person's data (hạn chế xử lý): what the law demands goes on, nothing is shared beyond it.</summary>
[PersonalData(DataClass.P1)]
[PartOfHamlet(nameof(HouseholdId))]
public sealed class ProcessingRestriction : IAreaBound
{
    /// <summary>What a caller hears who would share.</summary>
    public static readonly Refusal Refused = new(403, "restricted", "Dữ liệu của hộ đang bị hạn chế xử lý theo yêu cầu của chủ thể dữ liệu nên không được chia sẻ.",
        "The use of this household's data is restricted at its own request; it is not shared.")
    { LegalSource = RightsTerms.Law };

    /// <summary>Province.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Commune.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The household.</summary>
    public Guid HouseholdId { get; init; }

    /// <summary>The one person; null for the whole household.</summary>
    public Guid? MemberId { get; init; }

    /// <summary>Request that it carries out.</summary>
    public Guid RequestId { get; init; }

    /// <summary>First day.</summary>
    public DateOnly FromOn { get; init; }

    /// <summary>Who restricted it.</summary>
    public required string RecordedBy { get; init; }

    /// <summary>First day on which it no longer holds.</summary>
    public DateOnly? EndedOn { get; private set; }

    /// <summary>Who ended it.</summary>
    public string? EndedBy { get; private set; }

    /// <summary>Why it ended.</summary>
    public string? EndReason { get; private set; }

    /// <summary>Row version of the database (<c>xmin</c>).</summary>
    public uint RowVersion { get; set; }

    /// <summary>The restriction that an accepted request puts on, in force at once; null where the kind restricts nothing.</summary>
    public static ProcessingRestriction? Of(RightsRequest request, DateOnly on, string actorId) =>
        request is { State: RightsState.Accepted, Kind: RightsKind.Restriction or RightsKind.Objection }
            ? new ProcessingRestriction
            {
                ProvinceCode = request.ProvinceCode,
                CommuneCode = request.CommuneCode,
                HouseholdId = request.HouseholdId,
                MemberId = request.MemberId,
                RequestId = request.Id,
                FromOn = on,
                RecordedBy = actorId,
            }
            : null;

    /// <summary>Ends it.</summary>
    public Refusal? End(string? reason, DateOnly on, DateOnly today, string actorId)
    {
        if (EndedOn is not null)
            return Refusal.Conflict("restriction-ended", "Việc hạn chế này đã được bỏ.", "This restriction is over.");
        if (reason?.Trim() is not { Length: >= 10 and <= 1000 } said)
            return Refusal.Invalid(new FieldFault("reason", "Ghi lý do bỏ hạn chế, từ 10 đến 1000 ký tự.", "State why it ends in 10 to 1000 characters."));
        if (on < FromOn || on > today)
            return Refusal.Rule("dates-out-of-order", "Ngày bỏ hạn chế phải sau ngày bắt đầu và không ở tương lai.", "It ends after it began and not in the future.", RightsTerms.Law);
        (EndedOn, EndedBy, EndReason) = (on, actorId, said);
        return null;
    }
}
