using System.Globalization;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Data.Printing;

/// <summary>
/// The forms of a review, filled with what the registry knows of a household: the requests 01 (to be reviewed) and 04 (to be recognised as having left), form A and
/// form B. Questions whose wording was not found in the acts are left as lines to write on, never invented.
/// </summary>
internal static class ReviewForms
{
    /// <summary>Forms that can be printed.</summary>
    public static readonly IReadOnlyList<string> Known = ["01", "04", "a", "b"];

    /// <summary>A form as a Word document.</summary>
    public static WordDocument Print(string form, FormMatter matter) => form switch
    {
        "01" => Request(matter, "Mẫu số 01", "GIẤY ĐỀ NGHỊ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO", "đề nghị được rà soát, đưa vào danh sách hộ nghèo, hộ cận nghèo"),
        "04" => Request(matter, "Mẫu số 04", "GIẤY ĐỀ NGHỊ CÔNG NHẬN HỘ THOÁT NGHÈO, HỘ THOÁT CẬN NGHÈO", "đề nghị được rà soát, công nhận thoát nghèo, thoát cận nghèo"),
        "a" => FormA(matter),
        _ => FormB(matter),
    };

    private static WordDocument Request(FormMatter matter, string number, string title, string wish) => Motto(number, title, $"Kính gửi: Ủy ban nhân dân {matter.Commune}")
        .Person(matter)
        .Paragraph($"Hộ gia đình tôi {wish} năm {matter.Year}.")
        .Paragraph("Thành viên hộ gia đình:", bold: true)
        .Members(matter)
        .Paragraph($"Lý do đề nghị: {Line(104)}", spread: false).Paragraph(Line(126), spread: false).Paragraph(Line(126), spread: false)
        .Paragraph("Tôi cam đoan những lời khai trên là đúng và chịu trách nhiệm trước pháp luật.")
        .Foot(new PaperFoot([], [$"Ngày ..... tháng ..... năm {matter.Year}", "NGƯỜI ĐỀ NGHỊ"], []));

    private static WordDocument FormA(FormMatter matter) => Motto("Phiếu A", $"PHIẾU NHẬN DẠNG NHANH HỘ GIA ĐÌNH NĂM {matter.Year}", "(Phụ lục II Thông tư 07/2021/TT-BLĐTBXH)")
        .Paragraph("I. THÔNG TIN HỘ", bold: true)
        .Person(matter)
        .Paragraph("II. NHẬN DẠNG NHANH", bold: true)
        .Paragraph("Ghi theo các câu hỏi của Phiếu A in trong Phụ lục II:", italic: true)
        .Table([("Câu hỏi số", 14), ("Nội dung", 56), ("Có", 10), ("Không", 12)], Enumerable.Range(1, 9).Select(line => (string[])[$"{line}", "", "☐", "☐"]), height: 520)
        .Paragraph("III. KẾT LUẬN", bold: true)
        .Paragraph("☐ Đưa vào danh sách rà soát (Phiếu B)", spread: false).Paragraph("☐ Không đưa vào danh sách", spread: false)
        .Foot(new PaperFoot([], ["ĐẠI DIỆN HỘ GIA ĐÌNH"], ["RÀ SOÁT VIÊN", "(Ký, ghi rõ họ tên)"]));

    private static WordDocument FormB(FormMatter matter)
    {
        var review = matter.Review;
        var indicators = matter.Pages.Standards.IndicatorsOf(matter.Standard).ToList();
        var each = matter.Standard.Row.PointsPerDeprivation;
        string Mark(string code) => review?.DeprivedIndicators is not { } missed ? "☐" : missed.Contains(code) ? "☒" : "☐";
        string Points(string code) => review?.DeprivedIndicators?.Contains(code) == true && each is { } points ? $"{points}" : "";
        var file = Motto("Phiếu B", $"PHIẾU RÀ SOÁT HỘ GIA ĐÌNH NĂM {matter.Year}", $"({matter.Standard.Row.NameVi})")
            .Paragraph("I. THÔNG TIN HỘ", bold: true)
            .Person(matter)
            .Members(matter)
            .Paragraph("II. ĐIỂM B1 (THU NHẬP)", bold: true)
            .Points(matter, "B1")
            .Paragraph($"Tổng điểm B1: {Whole(review?.IncomePoints)}     Thu nhập bình quân đầu người/tháng: {(matter.Clear is null && review?.IncomeVnd is not null ? "•••" : Amount(review?.IncomeVnd))} đồng", spread: false)
            .Paragraph("III. ĐIỂM B2 (THIẾU HỤT DỊCH VỤ XÃ HỘI CƠ BẢN)", bold: true);
        if (indicators.Count > 0)
            file.Table([("STT", 6), ("Chiều", 20), ("Chỉ số", 30), ("Thiếu hụt", 11), ("Điểm", 9)],
                indicators.Select((row, at) => (string[])[$"{at + 1}", row.DimensionVi, row.NameVi, Mark(row.Code), Points(row.Code)]), size: 11);
        file.Points(matter, "B2");
        var deprived = review?.DeprivationPoints ?? review?.DeprivedIndicators?.Length * each;
        file.Paragraph($"Tổng điểm B2: {Whole(deprived)}     Số chỉ số thiếu hụt: {Whole(review?.DeprivedIndicators?.Length)}")
            .Paragraph("IV. KẾT QUẢ THEO ĐIỂM", bold: true);
        var result = review is null ? null : (PovertyClass?)Classifier.Classify(Answers.Of(review), review.AreaType, matter.Standard);
        return file.Paragraph($"{Box(result, PovertyClass.Poor)} Hộ nghèo     {Box(result, PovertyClass.NearPoor)} Hộ cận nghèo", spread: false)
            .Paragraph($"{Box(result, PovertyClass.AverageLiving)} Hộ có mức sống trung bình     {Box(result, PovertyClass.NotPoor)} Không thuộc diện", spread: false)
            .Paragraph($"Ngày rà soát: {(review is null ? "....../....../" + matter.Year : review.ReviewedOn.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture))}     Rà soát viên: {review?.Reviewer ?? FormMatter.Dots}", spread: false)
            .Foot(new PaperFoot([], ["ĐẠI DIỆN HỘ GIA ĐÌNH"], ["RÀ SOÁT VIÊN", "(Ký, ghi rõ họ tên)"]));
    }

    private static WordDocument Motto(string number, string title, string below) => new WordDocument().Paragraph(number, italic: true)
        .Paragraph(OfficialHead.State, bold: true, centred: true).Paragraph(OfficialHead.Motto, bold: true, centred: true).Paragraph("", centred: true)
        .Paragraph(title, bold: true, centred: true, size: 14).Paragraph(below, centred: true, italic: true);

    private static WordDocument Person(this WordDocument file, FormMatter matter) => file
        .Paragraph($"Họ và tên chủ hộ: {matter.Name(matter.Head)}     Giới tính: {FormMatter.SexOf(matter.Head)}     Dân tộc: {matter.Ethnic(matter.Head)}", spread: false)
        .Paragraph($"Ngày, tháng, năm sinh: {matter.Birth(matter.Head)}     Số định danh cá nhân/CCCD: {matter.Identity(matter.Head)}", spread: false)
        .Paragraph($"Nơi ở hiện nay: {matter.Address}", spread: false)
        .Paragraph($"Mã hộ: {matter.Household.Code ?? ".........."}", spread: false);

    private static WordDocument Members(this WordDocument file, FormMatter matter) => file.Table(
        [("STT", 7), ("Họ và tên", 27), ("Giới tính", 8), ("Ngày sinh", 15), ("Quan hệ với chủ hộ", 17), ("Số định danh", 20)],
        matter.Members.Select((member, at) => (string[])[$"{at + 1}", matter.Name(member), FormMatter.SexOf(member), matter.Birth(member), matter.Relation(member), matter.Identity(member)]), size: 11);

    /// <summary>The questions of a form with the points of each answer, and from which act and for which days they are.</summary>
    private static WordDocument Points(this WordDocument file, FormMatter matter, string form)
    {
        foreach (var table in matter.Points.Where(table => table.Form == form))
        {
            var region = matter.Pages.Codes["scoring-region"].FirstOrDefault(item => item.Code == table.Region)?.NameVi ?? table.Region;
            file.Paragraph($"Biểu điểm {form}, {region} ({table.Region}), áp dụng từ {table.ValidFrom:dd/MM/yyyy} đến {table.ValidTo:dd/MM/yyyy} theo {table.LegalBasis}.", italic: true, size: 11);
            if (table.IsSample)
                file.Paragraph("BIỂU ĐIỂM MẪU, CHỈ ĐỂ THỬ: KHÔNG DÙNG ĐỂ XÁC ĐỊNH HỘ NGHÈO, HỘ CẬN NGHÈO", bold: true, centred: true);
            else if (table.Confidence != "H")
                file.Paragraph("Điểm lấy từ nguồn thứ cấp: đối chiếu với văn bản trước khi dùng.", italic: true, size: 11);
            file.Table([("Mục", 8), ("Nội dung", 34), ("Mức", 34), ("Điểm", 8), ("Chọn", 8)], table.Items.SelectMany(Question), size: 11);
        }

        return file;
    }

    // A number is asked before the levels into which it falls: the reviewer writes it down, and the level can be checked.
    private static IEnumerable<IReadOnlyList<string>> Question(PointItem item) => item.Levels.Select((level, at) => (string[])[
        at == 0 ? item.Code : "",
        at == 0 ? item.IsRange ? $"{item.NameVi}: ........" : item.NameVi : "",
        level.NameVi, level.Points.ToString(CultureInfo.InvariantCulture), "☐"]);

    private static string Line(int dots) => new('.', dots);

    private static string Box(PovertyClass? result, PovertyClass of) => result == of ? "☒" : "☐";

    private static string Whole(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "..........";

    private static string Amount(long? amount) => amount?.ToString("#,0", CultureInfo.GetCultureInfo("vi-VN")) ?? "..........";
}
