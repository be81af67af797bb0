using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.HouseholdEvents;

/// <summary>Refusals that several events share; each names its reason and where the rule comes from.</summary>
public static class EventRules
{
    /// <summary>Most members a household can have.</summary>
    public const int MostMembers = 99;

    /// <summary>Nobody lives in the household any more.</summary>
    public static Refusal Closed(Household household) => Refusal.Rule("household-closed", $"Hộ đã thôi tồn tại từ ngày {household.ClosedOn:dd/MM/yyyy}.",
        $"The household ended on {household.ClosedOn:yyyy-MM-dd}.", HouseholdLaw.Removal);

    /// <summary>The day lies in the future.</summary>
    public static Refusal InFuture(DateOnly on) => Refusal.Rule("date-in-future", $"Ngày {on:dd/MM/yyyy} ở tương lai; chỉ ghi nhận việc đã xảy ra.",
        $"The day {on:yyyy-MM-dd} lies in the future; only what has happened is recorded.", HouseholdLaw.Correction);

    /// <summary>The day lies before what it would have to follow.</summary>
    public static Refusal OutOfOrder(DateOnly on, DateOnly last) => Refusal.Rule("dates-out-of-order",
        $"Ngày {on:dd/MM/yyyy} trước thay đổi liền trước ({last:dd/MM/yyyy}) mà việc này phải nối tiếp; nếu thay đổi trước ghi sai, hãy hủy nó trước.",
        $"The day {on:yyyy-MM-dd} is before the change of {last:yyyy-MM-dd} that it would have to follow; if that one is wrong, undo it first.", HouseholdLaw.Correction);

    /// <summary>Somebody named does not live in the household.</summary>
    public static Refusal NotMember(string field) => Refusal.Invalid(new FieldFault(field, "Người này không sống trong hộ vào ngày đó.", "This person does not live in the household on that day."));

    /// <summary>The head leaves and nobody follows.</summary>
    public static readonly Refusal HeadNeeded = Refusal.Rule("head-needed", "Chủ hộ không còn trong hộ: hãy chỉ định chủ hộ mới trong số thành viên còn lại.",
        "The head is leaving: name a new head among those who stay.", HouseholdLaw.Head);

    /// <summary>The head stays; another one was named.</summary>
    public static readonly Refusal TwoHeads = Refusal.Rule("two-heads", "Hộ chỉ có một chủ hộ; muốn đổi chủ hộ, hãy dùng thủ tục thay đổi chủ hộ.",
        "A household has one head; to change it, use the change of head.", HouseholdLaw.Head);

    /// <summary>A household is not emptied by an event that is not its end.</summary>
    public static readonly Refusal NobodyStays = Refusal.Rule("nobody-stays", "Hộ gốc phải còn ít nhất một người; nếu cả hộ chuyển đi, hãy dùng thủ tục chuyển hộ.",
        "At least one person must stay; if all go, move the household instead.", HouseholdLaw.Split);

    /// <summary>Nobody goes.</summary>
    public static readonly Refusal NobodyGoes = Refusal.Rule("nobody-goes", "Tách hộ phải có ít nhất một người tách ra.", "To split, at least one person must go.", HouseholdLaw.Split);

    /// <summary>A child cannot head a household in which an adult lives.</summary>
    public static readonly Refusal HeadIsMinor = Refusal.Rule("head-is-minor", "Chủ hộ phải là người đủ 18 tuổi khi trong hộ có người thành niên.",
        "The head must be an adult where an adult lives in the household.", HouseholdLaw.Head);

    /// <summary>Twice the same household.</summary>
    public static readonly Refusal SameHousehold = Refusal.Rule("same-household", "Hai hộ phải khác nhau.", "The two households must differ.", HouseholdLaw.Residence);

    /// <summary>Not in one commune.</summary>
    public static readonly Refusal OtherCommune = Refusal.Rule("other-commune", "Hai hộ ở hai xã khác nhau: hãy bàn giao hộ sang xã kia trước.",
        "The households live in different communes: hand one over first.", HouseholdLaw.Residence);

    /// <summary>Too many for one household.</summary>
    public static readonly Refusal TooMany = Refusal.Rule("too-many-members", $"Một hộ có tối đa {MostMembers} người.", $"A household has at most {MostMembers} members.", HouseholdLaw.Residence);

    /// <summary>A relation to the head that is not on the list.</summary>
    public static Refusal Relation(string field, string? code) => Refusal.Invalid(new FieldFault(field, $"Không có mã quan hệ {code} hoặc mã không dùng được ở đây.",
        $"There is no relation {code}, or it cannot be used here."));
}
