using System.Globalization;
using System.Text;

namespace PovertyPlatform.Dev.Demo.Review;

/// <summary>The invented households of two hamlets of Xã Chế Tạo: what they were in 2025, what a visit finds in 2026, and what must come of it.</summary>
internal static class Village
{
    public const string Commune = "04489";

    private static readonly string[] Indicators =
    [
        "Việc làm", "Người phụ thuộc", "Dinh dưỡng", "Bảo hiểm y tế", "Trình độ giáo dục người lớn", "Tình trạng đi học của trẻ em", "Chất lượng nhà ở",
        "Diện tích nhà ở", "Nguồn nước sinh hoạt", "Nhà tiêu hợp vệ sinh", "Dịch vụ viễn thông", "Phương tiện tiếp cận thông tin",
    ];

    private static readonly string[] Heads =
    [
        "Giàng A Chu", "Vàng A Lử", "Sùng A Dơ", "Thào A Páo", "Hờ A Tủa", "Lý A Sở", "Mùa A Ký", "Cứ A Nhà", "Phàng A Sang", "Giàng A Khày",
        "Vàng A Chinh", "Sùng A Trừ", "Thào A Lầu", "Hờ A Phổng", "Lý A Giống", "Mùa A Vảng", "Cứ A Thào", "Phàng A Lềnh", "Giàng A Tồng", "Vàng A Sùng",
    ];

    private static readonly Finding Destitute = new(900_000, 3), Near = new(1_200_000, 1), Above = new(2_000_000, 0);

    /// <summary>Where a household moves: Xã Phong Điền of Cần Thơ.</summary>
    public const string CommuneThere = "31299";

    /// <summary>The household that moves to another province after the decision, poor in 2025 and in 2026.</summary>
    public const int Moving = 6;

    /// <summary>A household of the same class that stays: what it has, the one that moves must keep.</summary>
    public const int Staying = 5;

    /// <summary>The household that splits: two of its four people go.</summary>
    public const int Splitting = 1;

    /// <summary>The household about which the meeting does not agree.</summary>
    public const int SentBack = 7;

    /// <summary>The household whose objection is right.</summary>
    public const int Objecting = 18;

    /// <summary>Households in order of their code. 1 to 10 were poor, 11 to 15 near-poor, the others neither; 16 to 19 ask.</summary>
    public static IReadOnlyList<Household> Households { get; } =
    [
        .. Enumerable.Range(1, 20).Select(number => new Household(number, $"CT-{number:D2}", number <= 10 ? "Bản Chế Tạo" : "Bản Tà Sung", Heads[number - 1],
            number <= 10 ? Destitute : number <= 15 ? Near : Above,
            number switch
            {
                <= 6 => Destitute,
                7 or 8 => Near,
                9 or 10 or 14 or 15 => Above,
                11 => new Finding(700_000, 4),
                12 or 13 => Near,
                16 => new Finding(700_000, 3),
                17 => new Finding(1_400_000, 1),
                _ => Above,
            })),
    ];

    /// <summary>What must be on the list of 2026: 1 to 6, the split-off, 7 after the second visit, 11, 16 and 18 after the re-check.</summary>
    public static (int Poor, int NearPoor, int Escaped, int Certificates, int Refused) Expected => (11, 4, 4, 15, 1);

    /// <summary>The commune's list of 2025 as a spreadsheet program saves it.</summary>
    public static byte[] ListOf2025()
    {
        var text = new StringBuilder("STT hộ;Họ và tên;Năm sinh nam;Năm sinh nữ;Dân tộc;Quan hệ với chủ hộ;Số định danh cá nhân;Thôn, bản;Mã hộ;Thu nhập bình quân đầu người;");
        text.AppendJoin(';', Indicators).Append("\r\n");
        foreach (var household in Households)
            for (var place = 0; place < 4; place++)
                text.AppendJoin(';', Row(household, place)).Append("\r\n");
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static IEnumerable<string> Row(Household household, int place)
    {
        var (isMan, year, relation) = place switch { 0 => (true, 1975, "Chủ hộ"), 1 => (false, 1978, "Vợ"), 2 => (true, 2000, "Con"), _ => (false, 2003, "Con dâu") };
        var family = household.Head.Split(' ')[0];
        var name = place switch { 0 => household.Head, 1 => $"Hạng Thị {household.Head.Split(' ')[^1]}", 2 => $"{family} A Minh", _ => "Lù Thị Mỷ" };
        string[] person = [place == 0 ? $"{household.Number}" : "", name, isMan ? $"{year}" : "", isMan ? "" : $"{year}", "Mông", relation, Identity(household.Number, place, isMan, year)];
        string[] home = place > 0 ? ["", "", ""] : [household.Hamlet, household.Code, household.In2025.Income.ToString(CultureInfo.InvariantCulture)];
        return [.. person, .. home, .. Enumerable.Range(0, Indicators.Length).Select(at => place == 0 && at < household.In2025.Missed ? "x" : "")];
    }

    /// <summary>Number of the head of a household.</summary>
    public static string IdentityOfHead(int household) => Identity(household, 0, true, 1975);

    // Serials from 990000 belong to nobody: they mark invented people.
    private static string Identity(int household, int place, bool isMan, int year) => $"015{(isMan ? 0 : 1) + (year >= 2000 ? 2 : 0)}{year % 100:D2}{995_000 + (household * 4) + place}";

    /// <summary>A household of the story.</summary>
    /// <param name="Number">Number in the list.</param>
    /// <param name="Code">Code on the commune's lists.</param>
    /// <param name="Hamlet">Hamlet.</param>
    /// <param name="Head">Head, invented.</param>
    /// <param name="In2025">What the list of 2025 says.</param>
    /// <param name="In2026">What the visit of 2026 finds.</param>
    internal sealed record Household(int Number, string Code, string Hamlet, string Head, Finding In2025, Finding In2026);

    /// <summary>Income per person and month, and missed indicators.</summary>
    internal sealed record Finding(long Income, int Missed)
    {
        /// <summary>Form B as it is sent.</summary>
        public object Answers => new { incomeVnd = Income, deprivedIndicators = Enumerable.Range(1, Missed).Select(number => $"22-{number:D2}") };
    }
}
