using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.HandOvers;

/// <summary>Why a hand-over is refused.</summary>
public static class HandOverRules
{
    private const int LeastReason = 5;
    private const int LongestReason = 500;
    private const string Procedure = "QĐ 24/2021/QĐ-TTg";

    /// <summary>The household stands on a draft list: whoever drafted it decides first, or neither commune would.</summary>
    public static Refusal OnDraftList(int year) => Refusal.Rule("on-draft-list", $"Hộ đang có trong dự thảo danh sách năm {year} của xã đang quản lý; công nhận danh sách trước rồi bàn giao.",
        $"The household stands on the draft list of {year} of the commune that holds it; recognise the list before the hand-over.", Procedure);

    /// <summary>The household is under review: whoever began finishes.</summary>
    public static readonly Refusal UnderReview = Refusal.Rule("review-open", "Hộ đang có hồ sơ rà soát chưa kết thúc ở xã đang quản lý; xã đó quyết định xong rồi mới bàn giao.",
        "The household has an open review in the commune that holds it; that commune decides before the hand-over.", Procedure);

    /// <summary>There is an open offer.</summary>
    public static readonly Refusal OfferedAlready = Refusal.Conflict("offered-already", "Hộ đang được bàn giao theo một đề nghị chưa có trả lời; hãy rút đề nghị đó trước.",
        "The household is offered already and not answered; withdraw that offer first.");

    /// <summary>The offer has ended.</summary>
    public static Refusal Ended(HouseholdHandOver offer) => Refusal.Conflict("hand-over-ended", $"Đề nghị bàn giao này đã kết thúc ngày {offer.ClosedAt:dd/MM/yyyy}.", $"This hand-over has ended on {offer.ClosedAt:yyyy-MM-dd}.");

    /// <summary>The household lives elsewhere by now, so that a move that is undone cannot take it back.</summary>
    public static readonly Refusal GoneOn = Refusal.Rule("gone-on", "Hộ đã chuyển tiếp sang nơi khác sau đợt chuyển; bàn giao riêng hộ này.",
        "The household went on to another place after the move; hand it over by itself.", Procedure);

    /// <summary>The new commune reviewed the household, or has it on a list that it decided.</summary>
    public static readonly Refusal DecidedThere = Refusal.Rule("decided-there", "Xã mới đã rà soát hoặc đã công nhận hộ này trong danh sách; không hủy việc chuyển của hộ được nữa.",
        "The new commune has reviewed the household or recognised it on a list; it cannot go back any more.", Procedure);

    /// <summary>The other side's part.</summary>
    public static readonly Refusal OtherSide = new(403, "other-side", "Việc này là của xã bên kia: xã đang quản lý rút đề nghị, xã nhận chấp nhận hoặc từ chối.",
        "This is the other commune's part: the one that offers withdraws, the one it is offered to accepts or refuses.");

    /// <summary>Who offered may not accept.</summary>
    public static readonly Refusal SecondPerson = new(403, "second-person", "Người đề nghị bàn giao không được tự tiếp nhận.", "Who offered a household may not accept it.");

    /// <summary>A version must be named.</summary>
    public static readonly Refusal VersionNeeded = new(428, "version-needed", "Gửi If-Match với phiên bản của đề nghị mà bạn đang xem (ETag).", "Send If-Match with the version of the offer that you look at (its ETag).");

    /// <summary>What is wrong with a reason that the other commune will read, or null.</summary>
    public static FieldFault? WhyNot(string? reason) => reason?.Trim() is { Length: >= LeastReason and <= LongestReason } text && !text.Any(char.IsControl) && !Masked.HoldsNumber(text)
        ? null
        : new FieldFault("reason", $"Nêu lý do trên một dòng, từ {LeastReason} đến {LongestReason} ký tự, không ghi số giấy tờ của người dân; xã bên kia sẽ đọc.",
            $"State the reason in one line, {LeastReason} to {LongestReason} characters, without numbers of residents; the other commune will read it.");

    /// <summary>The legal source of what a hand-over needs.</summary>
    public static Refusal Faulty(params FieldFault[] faults) => Refusal.Invalid(faults) with { LegalSource = HouseholdLaw.Residence };
}
