using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Privacy;

/// <summary>What a person asks, as the officer wrote it down.</summary>
/// <param name="Kind">Which right.</param>
/// <param name="Channel">How it arrived.</param>
/// <param name="Requester">Who asks; personal data.</param>
/// <param name="Relation">In what capacity.</param>
/// <param name="VerifiedHow">How the officer made sure.</param>
/// <param name="VerifiedReference">Paper or record of it; no identity number.</param>
/// <param name="Wish">What is asked; never leaves the registry.</param>
/// <param name="Evidence">Papers handed in.</param>
/// <param name="ReceivedOn">Date of receipt.</param>
public sealed record RightsClaim(
    RightsKind Kind, RequestChannel Channel, string Requester, RequesterRelation Relation, IdentityCheck VerifiedHow, string VerifiedReference, string Wish, Evidence? Evidence, DateOnly ReceivedOn)
{
    private const int LongestName = 200;

    /// <summary>The claim without spaces around its texts, or its faults.</summary>
    public (RightsClaim? Claim, IReadOnlyList<FieldFault> Faults) Check(DateOnly today)
    {
        var faults = new List<FieldFault>();
        if (!Enum.IsDefined(Kind) || !Enum.IsDefined(Channel))
            faults.Add(new FieldFault("kind", "Chọn loại yêu cầu và cách tiếp nhận.", "Choose the kind of the request and how it arrived."));
        if (Requester.Trim() is not { Length: > 0 and <= LongestName } || !Enum.IsDefined(Relation))
            faults.Add(new FieldFault("requester", $"Ghi họ tên người yêu cầu, tối đa {LongestName} ký tự, và tư cách.", $"State who asks, at most {LongestName} characters, and in what capacity."));
        if (VerifiedReference.Trim() is not { Length: >= 3 and <= LongestName } || !Enum.IsDefined(VerifiedHow))
            faults.Add(new FieldFault("verifiedReference", "Ghi cách và giấy tờ đã dùng để xác minh người yêu cầu.", "State how and by which paper the person was identified."));
        else if (Masked.HoldsNumber(VerifiedReference))
            faults.Add(new FieldFault("verifiedReference", "Không ghi số định danh; ghi loại giấy tờ và người đối chiếu.", "No identity number here; state the kind of paper and who compared it."));
        if (VerifiedHow == IdentityCheck.PowerOfAttorney != (Relation is RequesterRelation.Authorised or RequesterRelation.LegalRepresentative or RequesterRelation.Heir))
            faults.Add(new FieldFault("verifiedHow", "Người đại diện, được ủy quyền hoặc thừa kế phải có giấy tờ chứng minh.", "A representative, attorney or heir proves it by a paper."));
        if (Wish.Trim() is not { Length: >= 10 and <= 2000 })
            faults.Add(new FieldFault("wish", "Ghi nội dung yêu cầu, từ 10 đến 2000 ký tự.", "State what is asked in 10 to 2000 characters."));
        if (ReceivedOn > today || ReceivedOn < today.AddYears(-1))
            faults.Add(new FieldFault("receivedOn", "Ngày tiếp nhận không ở tương lai và trong vòng một năm.", "The day of receipt is not in the future and within a year."));
        return faults.Count > 0 ? (null, faults) : (this with { Requester = Requester.Trim(), VerifiedReference = VerifiedReference.Trim(), Wish = Wish.Trim() }, faults);
    }
}
