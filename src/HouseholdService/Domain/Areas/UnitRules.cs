using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Areas;

/// <summary>Why a hamlet cannot be assigned to a new commune.</summary>
public static class UnitRules
{
    private const string Reform = "QĐ 19/2025/QĐ-TTg";

    /// <summary>The State's table says where the commune went, or does not know it.</summary>
    public static Refusal NotDivided(string oldCode) => Refusal.Rule("not-divided", $"Xã mang mã {oldCode} không bị chia tách theo bảng chuyển đổi; không cần chọn theo thôn.",
        $"The commune {oldCode} was not divided, by the State's table; nothing is chosen by hamlet.", Reform);

    /// <summary>Two reforms divided a commune with this code.</summary>
    public static Refusal WhichReform(IReadOnlyList<DateOnly> days) => Refusal.Invalid(new FieldFault("changedOn",
        $"Mã xã này bị chia tách nhiều lần; ghi ngày của lần sắp xếp: {string.Join(", ", days.Select(day => $"{day:dd/MM/yyyy}"))}.",
        $"This code was divided more than once; name the first day of the new communes: {string.Join(", ", days.Select(day => $"{day:yyyy-MM-dd}"))}.")) with
    { LegalSource = Reform };

    /// <summary>The commune took in no part of the old one.</summary>
    public static Refusal NotCandidate(IReadOnlyList<string> candidates) => Refusal.Rule("not-a-candidate",
        $"Xã này không nhận phần nào của xã cũ theo bảng chuyển đổi; chọn một trong: {string.Join(", ", candidates)}.",
        $"This commune took in no part of the old one, by the State's table; choose one of {string.Join(", ", candidates)}.", Reform);

    /// <summary>Households of the hamlet went elsewhere already.</summary>
    public static Refusal ChosenAlready(string commune) => Refusal.Conflict("chosen-already",
        $"Thôn này đã được chuyển về xã mang mã {commune}; hộ nào sai thì bàn giao từng hộ.",
        $"This hamlet was assigned to the commune {commune}; hand over single households that belong elsewhere.") with
    { LegalSource = Reform };
}
