using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.Privacy;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Privacy;

/// <summary>What residents may read without signing in: for what their data is used, on which legal basis, and how they exercise their rights. Made from the register, so the two never differ.</summary>
internal static class ReadNotice
{
    /// <summary>The notice.</summary>
    /// <param name="On">Day for which it holds.</param>
    /// <param name="TextVi">Text in Vietnamese, with line breaks.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(DateOnly On, string TextVi);

    public static void Map(RouteGroupBuilder open) => open.MapGet("/privacy-notice", Handle).WithName("ReadPrivacyNotice")
        .WithSummary("For what residents' data is used and how they exercise their rights; open to everybody").AllowAnonymous();

    private static async Task<Ok<Response>> Handle(ReferenceBook book, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "public, max-age=3600";
        var (pages, today) = (await book.Open(ct), clock.Today());
        return TypedResults.Ok(new Response(today, Write(pages, today)));
    }

    private static string Write(ReferencePages pages, DateOnly today)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.GetCultureInfo("vi-VN"))).Append('\n');
        Line($"THÔNG BÁO XỬ LÝ DỮ LIỆU CÁ NHÂN TRONG CHƯƠNG TRÌNH GIẢM NGHÈO");
        Line($"Áp dụng tại ngày {today:dd/MM/yyyy}. Căn cứ: {RightsTerms.Law}.");
        Line($"Dữ liệu của hộ và từng người trong hộ được sử dụng cho các mục đích sau:");
        foreach (var (purpose, number) in pages.Purposes.Where(purpose => purpose.IsInForce(today)).Select((purpose, index) => (purpose, index + 1)))
            Line($"{number}. {purpose.NameVi} ({(purpose.RequiresConsent ? "chỉ khi ông, bà đồng ý" : "theo quy định của pháp luật")}: {purpose.LegalSource}).");
        foreach (var kind in pages.ConsentKinds.Where(kind => kind.IsInForceOn(today)))
            Line($"Chỉ khi ông, bà đồng ý và có thể rút lại bất cứ lúc nào: {kind.NameVi}.");
        foreach (var rule in pages.RetentionRules.Where(rule => rule.HoldsOn(today) && rule is { State: RetentionRule.InForce, ProvinceCode: "" }))
            Line($"Thời hạn lưu giữ: {rule.NameVi}: {rule.Months} tháng, sau đó {(rule.Action == "delete" ? "xóa" : rule.Action == "archive" ? "nộp lưu trữ" : rule.Action == "end-month" ? "xóa nguyên tháng" : "xóa phần nhận ra người")}.");
        if (pages.RightsTerms().Days(today) is { } days)
            Line($"Ông, bà có quyền biết, xem, yêu cầu chỉnh sửa, hạn chế xử lý, xóa dữ liệu của mình và phản đối việc xử lý. Gửi yêu cầu tại Ủy ban nhân dân xã; xã trả lời trong {days.Answer} ngày làm việc và thực hiện trong {days.Finish} ngày làm việc.");
        return text.ToString();
    }
}
