using PovertyPlatform.Contracts;
using static PovertyPlatform.Seed.Samples.SheetColumn;

namespace PovertyPlatform.Seed.Samples;

/// <summary>The two years' columns: the printed list 15 in 2025, and in 2026 what another officer made of it, partly without diacritics.</summary>
static class SheetLayout
{
    static readonly string[] CauseCodes = ["C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8"];

    static IEnumerable<(string, string)> Numbered(string prefix, string format, params string[] headings) =>
        headings.Select((heading, i) => (prefix + (i + 1).ToString(format, null), heading));

    static IEnumerable<SheetColumn> Indicators(string group, params string[] headings) =>
        Marks(group, Numbered("indicator:22-", "00", headings), (h, i) => (h.Review.Marks >> i & 1) == 1);

    static string Result(SampleHousehold h) => h.Review.Class switch { PovertyClass.Poor => "Hộ nghèo", PovertyClass.NearPoor => "Hộ cận nghèo", _ => "Không nghèo" };

    static bool IsMovement(SampleHousehold h, int place)
    {
        if (h.Review.Class == PovertyClass.NotPoor) return false;
        var stillOnList = h.Before is PovertyClass.Poor or PovertyClass.NearPoor || (h.Review.On.Year == 2025 && h.Review.Needs % 3 != 0);
        return place == (stillOnList ? 2 : 0);
    }

    public static readonly IReadOnlyList<SheetColumn> Of2025 =
    [
        OfMember("household_number", "STT hộ", 6, r => r.IsHead ? r.HouseholdNumber : null),
        OfMember("member_number", "STT TV", 6, r => r.MemberNumber),
        OfMember("full_name", "Họ và tên", 24, r => Habits.NameAsTyped(r.Member, newToneMarks: false)),
        OfMember("birth_man", "Nam", 12, r => r.Member.IsWoman ? null : Habits.BirthAsTyped(r.Member), "Năm sinh"),
        OfMember("birth_woman", "Nữ", 12, r => r.Member.IsWoman ? Habits.BirthAsTyped(r.Member) : null, "Năm sinh"),
        OfMember("ethnic_group", "Dân tộc", 9, r => Habits.EthnicAsTyped(r.Member)),
        OfMember("relation", "Quan hệ với chủ hộ", 12, r => r.Member.Relation),
        OfMember("identity_number", "Số CCCD/CMND", 16, r => Habits.IdentityAsTyped(r.Member)),
        OfHousehold("household_code", "Mã hộ", 9, h => h.Code),
        OfHousehold("points_b1", "B1", 7, h => Habits.PointsAsTyped(h.Review.B1, h.Code), "Điểm rà soát"),
        OfHousehold("points_b2", "B2", 7, h => Habits.PointsAsTyped(h.Review.B2, h.Code + "b"), "Điểm rà soát"),
        .. Indicators("Thiếu hụt dịch vụ xã hội cơ bản",
            "Việc làm", "Người phụ thuộc trong hộ gia đình", "Dinh dưỡng", "Bảo hiểm y tế", "Trình độ giáo dục của người lớn",
            "Tình trạng đi học của trẻ em", "Chất lượng nhà ở", "Diện tích nhà ở bình quân đầu người", "Nguồn nước sinh hoạt",
            "Nhà tiêu hợp vệ sinh", "Sử dụng dịch vụ viễn thông", "Phương tiện phục vụ tiếp cận thông tin"),
        .. Marks("Diễn biến", [("newly_listed", "Nghèo mới / cận nghèo mới"), ("relapsed", "Tái nghèo / tái cận nghèo"), ("still_listed", "Nghèo cũ / cận nghèo cũ")], IsMovement),
        .. Marks("Nhóm đối tượng", [("merit", "Hộ chính sách có công"), ("no_labour_capacity", "Hộ không có khả năng lao động")],
            (h, i) => i == 0 ? h.Review.HasMerit : h.Review.HasNoLabour),
        .. Marks("Nhu cầu hỗ trợ",
            [("need_health", "Y tế"), ("need_education", "Giáo dục"), ("need_production", "Sản xuất"), ("need_credit", "Vay vốn"), ("need_housing", "Nhà ở"), ("need_other", "Khác")],
            (h, i) => (h.Review.Needs >> i & 1) == 1),
        .. Marks("Nguyên nhân nghèo", Numbered("cause:C", "0",
            "Thiếu đất sản xuất", "Thiếu vốn sản xuất, kinh doanh", "Thiếu lao động", "Thiếu công cụ, phương tiện sản xuất", "Thiếu kiến thức về sản xuất",
            "Thiếu kỹ năng lao động, sản xuất", "Có người ốm đau, bệnh nặng, tai nạn", "Nguyên nhân khác"), (h, i) => h.Review.Causes.Contains(CauseCodes[i])),
        OfHousehold("income", "Thu nhập bình quân (đồng/người/tháng)", 14, h => Habits.AmountAsTyped(h.Review.Income)),
        OfHousehold("stated_class", "Kết quả rà soát", 14, Result),
        OfHousehold("note", "Ghi chú", 18, h => h.Review.Note.Length > 0 ? h.Review.Note : null)
    ];

    public static readonly IReadOnlyList<SheetColumn> Of2026 =
    [
        OfMember("household_number", "STT hộ", 6, r => r.HouseholdNumber),
        OfHousehold("household_code", "Mã hộ", 9, h => h.Code),
        OfMember("full_name", "Ho va ten", 24, r => Habits.NameAsTyped(r.Member, newToneMarks: true)),
        OfMember("birth", "Ngày, tháng, năm sinh", 12, r => Habits.BirthAsTyped(r.Member)),
        OfMember("sex", "Giới tính", 8, r => r.Member.IsWoman ? "Nữ" : "Nam"),
        OfMember("ethnic_group", "Dan toc", 9, r => r.IsHead ? Habits.EthnicAsTyped(r.Member) : null),
        OfMember("relation", "Quan he voi chu ho", 12, r => r.Member.Relation),
        OfMember("identity_number", "Số CCCD", 16, r => Habits.IdentityAsTyped(r.Member)),
        OfHousehold("hamlet", "Thôn, bản", 18, h => h.Hamlet),
        OfHousehold("phone", "SĐT", 12, h => h.Phone.Length > 0 ? h.Phone : null),
        OfHousehold("reviewed_on", "Ngày rà soát", 12, h => Habits.DateAsTyped(h.Review.On)),
        OfHousehold("points_b1", "B1", 7, h => Habits.PointsAsTyped(h.Review.B1, h.Code), "Kết quả chấm điểm"),
        OfHousehold("points_b2", "B2", 7, h => Habits.PointsAsTyped(h.Review.B2, h.Code + "b"), "Kết quả chấm điểm"),
        .. Indicators("Thiếu hụt dịch vụ xã hội cơ bản",
            "Việc làm", "Người phụ thuộc", "Suy dinh dưỡng", "BHYT", "Giáo dục người lớn", "Trẻ em đi học", "Chất lượng nhà ở", "Diện tích nhà ở",
            "Nguồn nước", "Nhà tiêu", "Viễn thông", "Tiếp cận thông tin"),
        .. Marks("Diễn biến", [("newly_listed", "Phát sinh"), ("relapsed", "Tái nghèo"), ("still_listed", "Nghèo cũ")], IsMovement),
        .. Marks("Nhom doi tuong", [("merit", "Nguoi co cong"), ("no_labour_capacity", "Không có khả năng lao động")],
            (h, i) => i == 0 ? h.Review.HasMerit : h.Review.HasNoLabour),
        OfHousehold("causes", "Nguyên nhân nghèo", 14, h => h.Review.Causes.Count > 0 ? string.Join(", ", h.Review.Causes) : null),
        OfHousehold("income", "Thu nhap binh quan", 14, h => Habits.AmountAsTyped(h.Review.Income)),
        OfHousehold("stated_class", "Phân loại hộ", 14, Result),
        OfHousehold("reviewer", "Rà soát viên", 18, h => "Trưởng bản " + h.Hamlet),
        OfHousehold("note", "Ghi chú", 18, h => h.Review.Note.Length > 0 ? h.Review.Note : null)
    ];
}
