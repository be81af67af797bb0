using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.Lists;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.HouseholdService.Domain.Reference;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Data.Privacy;

/// <summary>What must be known before personal data is erased, and the erasure itself, which the database does in one function.</summary>
internal static class Erasure
{
    private const string Support = "NĐ 78/2002/NĐ-CP; NĐ 07/2021/NĐ-CP; Luật 91/2025/QH15";
    private const string Procedure = "QĐ 24/2021/QĐ-TTg; Luật 91/2025/QH15";

    /// <summary>Why the law still needs the data, or null. A person who left the household, and is not its head, is needed by nobody.</summary>
    public static async Task<Refusal?> WhyNotErase(this HouseholdDb db, Household household, Member? member, ReferencePages pages, DateOnly today, CancellationToken ct)
    {
        if (await db.LegalHolds.AnyAsync(row => row.EndedOn == null && row.ProvinceCode == household.ProvinceCode && row.CommuneCode == household.CommuneCode && (row.HouseholdId == null || row.HouseholdId == household.Id), ct))
            return Elsewhere("legal-hold");
        if (member is { LeftOn: { } left } && left <= today && member.RelationCode != Member.HeadRelation)
            return null;
        var entries = await (from entry in db.ListEntries.AsNoTracking()
                             join list in db.ListsInForce() on entry.ListId equals list.Id
                             where entry.HouseholdId == household.Id
                             select new { entry.Class, entry.ExitDecidedOn, list.ReviewYear, list.CommuneCode }).ToListAsync(ct);
        var newest = await db.ListsInForce().Where(list => list.ProvinceCode == household.ProvinceCode && list.CommuneCode == household.CommuneCode).MaxAsync(list => (short?)list.ReviewYear, ct);
        if (entries.Exists(entry => entry.ReviewYear >= newest && entry.Class is PovertyClass.Poor or PovertyClass.NearPoor or PovertyClass.AverageLiving))
            return Refusal.Conflict("list-in-force", "Hộ đang có tên trong danh sách đã công nhận còn hiệu lực; pháp luật yêu cầu lưu giữ.", "The household is on a recognised list in force, which the law demands to keep.") with { LegalSource = Procedure };
        var months = pages.Term(LegalTerm.NewlyEscapedMonths, today);
        if (entries.Exists(entry => entry.ExitDecidedOn is { } exit && (months is null || today <= exit.AddMonths(months.Value))))
            return Refusal.Conflict("support-term", "Hộ còn trong thời hạn được hưởng chính sách của hộ mới thoát nghèo.", "The household is still within the term of support after leaving the list.") with { LegalSource = "QĐ 28/2015/QĐ-TTg; Luật 91/2025/QH15" };
        var open = await db.OpenSupport.AsNoTracking().Where(row => row.HouseholdId == household.Id && row.IsOpen && (row.ValidTo == null || row.ValidTo >= today))
            .Select(row => row.ProgrammeCode).Distinct().OrderBy(code => code).Take(20).ToListAsync(ct);
        if (open.Count > 0)
            return Refusal.Conflict("support-open", $"Hộ đang được hưởng hoặc đủ điều kiện hưởng chính sách hỗ trợ ({string.Join(", ", open)}).", $"Support of the household is open ({string.Join(", ", open)}).") with { LegalSource = Support };
        if (await db.ReviewCases.AnyAsync(row => row.HouseholdId == household.Id && row.State != CaseState.Closed, ct))
            return Refusal.Conflict("review-open", "Hộ đang được rà soát hoặc còn khiếu nại chưa trả lời.", "The household is under review, or an objection is not answered.") with { LegalSource = Procedure };
        return (await db.HoldsOf(household.Id, today, months, byItself: false, ct)).Select(Elsewhere).FirstOrDefault();
    }

    /// <summary>Kinds of holds on a household's data anywhere in the country, the gravest first.</summary>
    /// <param name="db">The registry; the household lies in its areas.</param>
    /// <param name="household">The household.</param>
    /// <param name="day">The day.</param>
    /// <param name="months">Months of support after leaving the list, or null when the law says none.</param>
    /// <param name="byItself">The rules of retention ask, which answer no request.</param>
    /// <param name="ct">Stops the question.</param>
    public static Task<List<string>> HoldsOf(this HouseholdDb db, Guid household, DateOnly day, int? months, bool byItself, CancellationToken ct) =>
        db.Database.SqlQuery<string>($"select kind as \"Value\" from erasure_holds({household}, {day}, {months}, {byItself})").ToListAsync(ct);

    // What another commune holds is not told: only that it holds.
    private static Refusal Elsewhere(string kind) => kind switch
    {
        "list-in-force" => Refusal.Conflict(kind, "Hộ đang có tên trong danh sách đã công nhận còn hiệu lực ở nơi khác; pháp luật yêu cầu lưu giữ.", "The household is on a recognised list in force elsewhere, which the law demands to keep.") with { LegalSource = Procedure },
        "support-term" => Refusal.Conflict(kind, "Hộ còn trong thời hạn được hưởng chính sách của hộ mới thoát nghèo.", "The household is still within the term of support after leaving the list.") with { LegalSource = "QĐ 28/2015/QĐ-TTg; Luật 91/2025/QH15" },
        "legal-hold" => Refusal.Conflict(kind, "Dữ liệu đang được giữ theo lệnh của tòa án, thanh tra hoặc kiểm toán.", "The data is kept by order of a court, an inspection or an audit.") with { LegalSource = Procedure },
        "support-open" => Refusal.Conflict(kind, "Hộ đang được hưởng hoặc đủ điều kiện hưởng chính sách hỗ trợ ở nơi khác.", "Support of the household is open elsewhere.") with { LegalSource = Support },
        "review-open" => Refusal.Conflict(kind, "Hộ đang được rà soát hoặc còn khiếu nại chưa trả lời ở nơi khác.", "The household is under review elsewhere, or an objection is not answered.") with { LegalSource = Procedure },
        _ => Refusal.Conflict(kind, "Hộ đang được bàn giao giữa hai xã; hãy kết thúc việc bàn giao trước.", "The household is being handed over between communes; end that first.") with { LegalSource = Procedure },
    };

    /// <summary>What will be erased, as the lines over which the proof is computed.</summary>
    public static IEnumerable<string> Lines(PersonSeals seals, Household household, IReadOnlyList<Member> members, bool isWhole) =>
    [
        .. isWhole || members.Any(member => member.RelationCode == Member.HeadRelation)
            ? [$"household|{household.Id:D}|{household.Code}|{household.HeadName}|{(household.Telephone is { } number ? seals.Telephone.Open(household.Id, number) : "")}|{household.Address}"]
            : Array.Empty<string>(),
        .. members.Select(member => string.Create(CultureInfo.InvariantCulture,
            $"member|{member.Id:D}|{member.FullName}|{member.BirthDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}|{member.BirthYear}|{(member.IdentityNumber is { } box ? seals.Identity.Open(member.Id, box) : "")}|{member.Occupation}{(member.OldNumber is { } old ? $"|{seals.Identity.Open(member.Id, old)}" : "")}")),
    ];

    /// <summary>Erases under a certificate that was saved in this transaction.</summary>
    public static Task<int> Erase(this HouseholdDb db, ErasureCertificate certificate, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select erase_personal_data({certificate.Id})", ct);
}
