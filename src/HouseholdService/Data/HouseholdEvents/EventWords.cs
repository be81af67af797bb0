using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Data.HouseholdEvents;

/// <summary>Events and broken unique rules in words.</summary>
internal static class EventWords
{
    /// <summary>The verb of the audit trail.</summary>
    public static string Of(HouseholdEventKind kind) => kind switch
    {
        HouseholdEventKind.Registered => "register",
        HouseholdEventKind.Split => "split",
        HouseholdEventKind.Merged => "merge",
        HouseholdEventKind.Moved => "move",
        HouseholdEventKind.HandedOver => "hand-over",
        HouseholdEventKind.Born => "birth",
        HouseholdEventKind.Died => "death",
        HouseholdEventKind.Married => "marriage",
        HouseholdEventKind.HeadChanged => "change-head",
        HouseholdEventKind.HouseholdCorrected => "correct",
        HouseholdEventKind.MemberCorrected => "correct-member",
        HouseholdEventKind.Closed => "close",
        _ => "undo",
    };

    /// <summary>What officers call it.</summary>
    public static string Vi(HouseholdEventKind kind) => kind switch
    {
        HouseholdEventKind.Registered => "đăng ký hộ",
        HouseholdEventKind.Split => "tách hộ",
        HouseholdEventKind.Merged => "nhập hộ",
        HouseholdEventKind.Moved => "chuyển thôn",
        HouseholdEventKind.HandedOver => "bàn giao hộ",
        HouseholdEventKind.Born => "khai sinh",
        HouseholdEventKind.Died => "khai tử",
        HouseholdEventKind.Married => "kết hôn",
        HouseholdEventKind.HeadChanged => "thay đổi chủ hộ",
        HouseholdEventKind.HouseholdCorrected => "cải chính hộ",
        HouseholdEventKind.MemberCorrected => "cải chính thành viên",
        HouseholdEventKind.Closed => "xóa hộ",
        _ => "hủy sự kiện",
    };

    /// <summary>What stands against it when the database says that there would be two.</summary>
    public static Refusal Twice(string constraint) => constraint.Contains("person_key", StringComparison.Ordinal)
        ? Refusal.Conflict("identity-elsewhere", "Số định danh này đang thuộc một người ở hộ khác; một người chỉ ở một hộ.",
            "This identity number belongs to somebody in another household; one person lives in one household.") with
        { LegalSource = HouseholdLaw.Residence }
        : Refusal.Conflict("household-exists", "Trong xã đã có hộ mang mã này, hoặc cùng chủ hộ, thôn và ngày sinh.",
            "The commune has a household with this code already, or with the same head, hamlet and birth.") with
        { LegalSource = HouseholdLaw.Residence };
}
