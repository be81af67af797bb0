using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Privacy;

/// <content>The steps: receive, answer, extend, tell, finish, take back.</content>
public sealed partial class RightsRequest
{
    private const int LongestText = 2000;

    /// <summary>Takes a claim about a household, or about one of its members.</summary>
    public static (RightsRequest? Request, Refusal? Refusal) Receive(Household household, Guid? memberId, RightsClaim claim, RightsTerms terms, string actorId)
    {
        if (terms.Due(claim.Kind, claim.ReceivedOn) is not { } due)
            return (null, RightsTerms.NoTerm);
        return (new RightsRequest
        {
            ProvinceCode = household.ProvinceCode,
            CommuneCode = household.CommuneCode,
            HouseholdId = household.Id,
            MemberId = memberId,
            Kind = claim.Kind,
            Channel = claim.Channel,
            Requester = claim.Requester,
            Relation = claim.Relation,
            VerifiedHow = claim.VerifiedHow,
            VerifiedReference = claim.VerifiedReference,
            Wish = claim.Wish,
            EvidenceReference = claim.Evidence?.Reference,
            EvidenceSha256 = claim.Evidence?.Sha256,
            ReceivedOn = claim.ReceivedOn,
            ReceivedBy = actorId,
            AnswerDueOn = due.Answer,
            FinishDueOn = due.Finish,
        }, null);
    }

    /// <summary>Accepts or refuses it; who received it may not.</summary>
    public Refusal? Reply(bool isAccepted, string? answer, string? legalSource, DateOnly on, DateOnly today, string actorId)
    {
        if (State != RightsState.Received)
            return Refusal.Conflict("rights-answered", "Yêu cầu này đã được trả lời.", "This request is answered.");
        if (actorId == ReceivedBy)
            return new Refusal(403, "second-person", "Người tiếp nhận không được tự quyết định yêu cầu.", "Who received the request may not decide it.");
        if (answer?.Trim() is not { Length: >= 10 and <= LongestText } said)
            return Refusal.Invalid(new FieldFault("answer", $"Ghi nội dung trả lời, từ 10 đến {LongestText} ký tự.", $"State the answer in 10 to {LongestText} characters."));
        if (legalSource?.Length > 200 || (!isAccepted && string.IsNullOrWhiteSpace(legalSource)))
            return Refusal.Invalid(new FieldFault("legalSource", "Từ chối phải nêu căn cứ pháp lý (tối đa 200 ký tự).", "A refusal names its legal source, at most 200 characters."));
        if (DateFault(on, ReceivedOn, today) is { } wrong)
            return wrong;
        (State, Answer, LegalSource) = (isAccepted ? RightsState.Accepted : RightsState.Refused, said, string.IsNullOrWhiteSpace(legalSource) ? null : legalSource.Trim());
        (AnsweredOn, AnsweredBy) = (on, actorId);
        return null;
    }

    /// <summary>Moves the last day once, with the reason that the person is told.</summary>
    public Refusal? Extend(string? reason, RightsTerms terms, DateOnly today)
    {
        if (State != RightsState.Accepted)
            return NotAccepted();
        if (ExtensionReason is not null)
            return Refusal.Conflict("rights-extended", "Yêu cầu này đã được gia hạn một lần.", "This request was extended once already.");
        if (FinishDueOn < today)
            return Refusal.Rule("term-over", "Thời hạn đã hết, không gia hạn được nữa.", "The time limit is over and cannot be extended.", RightsTerms.Law);
        if (reason?.Trim() is not { Length: >= 10 and <= LongestText } said)
            return Refusal.Invalid(new FieldFault("reason", $"Ghi lý do gia hạn, từ 10 đến {LongestText} ký tự.", $"State the reason in 10 to {LongestText} characters."));
        if (terms.Extended(FinishDueOn, ReceivedOn) is not { } later)
            return RightsTerms.NoTerm;
        (FinishDueOn, ExtensionReason) = (later, said);
        return null;
    }

    /// <summary>Why the data held may not be told on this request, or null; then it is noted as told.</summary>
    public Refusal? Disclose(DateTimeOffset now)
    {
        if (Kind != RightsKind.Access)
            return Refusal.Rule("not-an-access-request", "Chỉ cung cấp bản dữ liệu theo yêu cầu được biết, xem dữ liệu.", "Data is told on a request of access only.", RightsTerms.Law);
        if (State is not (RightsState.Accepted or RightsState.Done))
            return NotAccepted();
        DisclosedAt = now;
        return null;
    }

    /// <summary>Records that it was carried out. Erasure and access are finished by their own operations, so nobody can only say so.</summary>
    public Refusal? Finish(string? outcome, DateOnly on, DateOnly today, string actorId, bool isErased = false)
    {
        if (State != RightsState.Accepted)
            return NotAccepted();
        if (Kind == RightsKind.Access && DisclosedAt is null)
            return Refusal.Conflict("not-told", "Chưa cung cấp bản dữ liệu cho người yêu cầu.", "The data held was not told yet.");
        if (Kind == RightsKind.Erasure && !isErased)
            return Refusal.Conflict("not-erased", "Dữ liệu chưa được xóa; hãy dùng chức năng xóa dữ liệu.", "Nothing is erased yet; use the operation that erases.");
        if (outcome?.Trim() is not { Length: >= 10 and <= LongestText } said)
            return Refusal.Invalid(new FieldFault("outcome", $"Ghi kết quả đã thực hiện và người thực hiện, từ 10 đến {LongestText} ký tự.", $"State what was done and by whom in 10 to {LongestText} characters."));
        if (DateFault(on, AnsweredOn!.Value, today) is { } wrong)
            return wrong;
        (State, Outcome, FinishedOn, FinishedBy) = (RightsState.Done, said, on, actorId);
        return null;
    }

    /// <summary>Taken back by who asked.</summary>
    public Refusal? TakeBack(string? reason, DateOnly on, DateOnly today, string actorId)
    {
        if (!IsOpen)
            return Refusal.Conflict("rights-finished", "Yêu cầu này đã kết thúc.", "This request is finished.");
        if (reason?.Trim() is not { Length: >= 10 and <= LongestText } said)
            return Refusal.Invalid(new FieldFault("reason", $"Ghi lý do rút yêu cầu, từ 10 đến {LongestText} ký tự.", $"State why it is taken back in 10 to {LongestText} characters."));
        if (DateFault(on, AnsweredOn ?? ReceivedOn, today) is { } wrong)
            return wrong;
        (State, Outcome, FinishedOn, FinishedBy) = (RightsState.Withdrawn, said, on, actorId);
        return null;
    }

    private static Refusal? DateFault(DateOnly on, DateOnly earliest, DateOnly today) => on < earliest || on > today
        ? Refusal.Rule("dates-out-of-order", $"Ngày phải từ {earliest:dd/MM/yyyy} đến hôm nay.", $"The date lies between {earliest:yyyy-MM-dd} and today.", RightsTerms.Law)
        : null;

    private static Refusal NotAccepted() => Refusal.Conflict("rights-not-accepted", "Yêu cầu chưa được chấp nhận hoặc đã kết thúc.", "The request is not accepted, or is finished.");
}
