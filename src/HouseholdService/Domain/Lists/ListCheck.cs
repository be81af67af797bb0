using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Domain.Lists;

/// <summary>Everything a check of a list looks at.</summary>
/// <param name="List">The list.</param>
/// <param name="Stored">Entries as drafted.</param>
/// <param name="Fresh">Entries as a new draft would make them now.</param>
/// <param name="Candidates">Households behind the entries.</param>
/// <param name="Members">Who lives in them.</param>
/// <param name="Standard">Standard of the list.</param>
/// <param name="HasPrevious">A list of an earlier year is in force.</param>
/// <param name="Population">Resident totals of the year, or null.</param>
/// <param name="Areas">Communes of all dates.</param>
/// <param name="Day">Day on which the list is to be recognised, or today.</param>
/// <param name="Procedure">The review that leads to the list.</param>
public sealed record ListMaterial(
    PovertyList List, IReadOnlyList<PovertyListEntry> Stored, IReadOnlyList<PovertyListEntry> Fresh, IReadOnlyDictionary<Guid, ListCandidate> Candidates,
    IReadOnlyDictionary<Guid, HouseholdMembers> Members, Standard Standard, bool HasPrevious, AreaPopulation? Population, CommuneDirectory Areas, DateOnly Day,
    ListProcedure Procedure);

/// <summary>Finds what stands against the recognition of a list, and what somebody should look at.</summary>
public static class ListCheck
{
    private const string Procedure = "QĐ 24/2021/QĐ-TTg";
    private const string Method = "TT 07/2021/TT-BLĐTBXH";

    /// <summary>All findings: blocking ones first, then warnings.</summary>
    public static IReadOnlyList<ListFinding> Of(ListMaterial material)
    {
        var findings = new List<ListFinding>();
        OfTheList(material, findings);
        foreach (var entry in material.Fresh)
            OfAnEntry(material, entry, findings);
        findings.AddRange(ListReadiness.Of(material.List, material.Fresh, material.Procedure, material.Day));
        return [.. findings.OrderBy(finding => finding.Severity)];
    }

    private static void OfTheList(ListMaterial material, List<ListFinding> findings)
    {
        var list = material.List;
        if (!IsCurrent(material))
            findings.Add(Blocks("draft-outdated", null, "Dữ liệu đã thay đổi sau khi lập dự thảo; hãy lập lại dự thảo.", "Data changed after the list was drafted; draft it again."));
        if (material.Areas.On(list.CommuneCode, material.Day)?.ProvinceCode != list.ProvinceCode)
            findings.Add(Blocks("commune-not-valid", null, $"Mã xã {list.CommuneCode} không còn hiệu lực vào ngày {material.Day:dd/MM/yyyy}.",
                $"Commune code {list.CommuneCode} is not in force on {material.Day:yyyy-MM-dd}.", "QĐ 19/2025/QĐ-TTg"));
        if (material.Population is null)
            findings.Add(Warns("population-missing", null, $"Chưa có tổng số hộ và nhân khẩu năm {list.ReviewYear}; báo cáo sẽ không tính được tỷ lệ.",
                $"Resident households and persons of {list.ReviewYear} are not recorded; reports cannot state rates.", Method));
        else if (material.Population.Households < material.Fresh.Count)
            findings.Add(Warns("population-too-small", null, "Tổng số hộ dân cư nhỏ hơn số hộ trong danh sách.", "Resident households are fewer than the households on the list."));
        if (!material.HasPrevious)
            findings.Add(Warns("first-list", null, "Chưa có danh sách được công nhận của năm trước; mọi hộ được coi là mới.", "No list of an earlier year is recognised; every household counts as new."));
        if (material.Fresh.Count == 0)
            findings.Add(Warns("empty-list", null, "Danh sách không có hộ nào.", "The list has no household."));
    }

    private static bool IsCurrent(ListMaterial material) =>
        material.Stored.Count == material.Fresh.Count && material.Stored.Zip(material.Fresh).All(pair => pair.First.HouseholdId == pair.Second.HouseholdId && ListDraft.IsCurrent(pair.First, pair.Second));

    private static void OfAnEntry(ListMaterial material, PovertyListEntry entry, List<ListFinding> findings)
    {
        var candidate = material.Candidates[entry.HouseholdId];
        if (candidate.IsHandedOver)
            return;
        if (candidate.Review is not { } review)
        {
            findings.Add(Blocks("not-reviewed", entry, $"Hộ có trong danh sách trước nhưng chưa được rà soát năm {material.List.ReviewYear}.",
                $"The household was on the list before but was not reviewed for {material.List.ReviewYear}.", Procedure));
            return;
        }

        // A review on request changes the list in force, which may be that of the year before.
        if (review.ReviewedOn.Year != material.List.ReviewYear && !(candidate.IsOnRequest && review.ReviewedOn.Year == material.List.ReviewYear + 1))
            findings.Add(Blocks("review-of-another-year", entry, $"Ngày rà soát {review.ReviewedOn:dd/MM/yyyy} không thuộc năm {material.List.ReviewYear}.",
                $"The review of {review.ReviewedOn:yyyy-MM-dd} is not of {material.List.ReviewYear}.", Procedure));
        if (material.Areas.On(entry.CommuneCode, review.ReviewedOn) is { } commune && commune.AreaType != review.AreaType)
            findings.Add(Blocks("area-type-differs", entry, "Khu vực (thành thị, nông thôn) của phiếu khác loại đơn vị hành chính vào ngày rà soát; nhập lại phiếu.",
                "Urban or rural of the review differs from the type of the commune on that day; import the review again.", material.Standard.Periods[0].LegalBasis));
        if (entry.Class == PovertyClass.Undetermined)
        {
            var last = ListSnapshot.Steps(entry.Explanation)!.Steps[^1];
            findings.Add(Blocks("undetermined", entry, $"Chưa xác định được loại hộ: {last.Vi}", $"The class cannot be determined: {last.En}", last.LegalSource));
        }

        OfMembers(material, entry, findings);
        OfAnswers(material, entry, review, findings);
    }

    private static void OfMembers(ListMaterial material, PovertyListEntry entry, List<ListFinding> findings)
    {
        var members = material.Members.GetValueOrDefault(entry.HouseholdId);
        if (members.Persons == 0)
            findings.Add(Blocks("no-members", entry, "Hộ chưa có thành viên nào.", "The household has no members."));
        else if (members.Heads != 1)
            findings.Add(Blocks("head-unclear", entry, $"Hộ phải có đúng một chủ hộ; hiện có {members.Heads}.", $"A household has exactly one head; here are {members.Heads}."));
        else if (members.Persons != entry.Persons)
            findings.Add(Warns("members-differ", entry, $"Số nhân khẩu ghi {entry.Persons}, danh sách thành viên có {members.Persons}.",
                $"{entry.Persons} persons are stated, {members.Persons} are listed."));
    }

    private static void OfAnswers(ListMaterial material, PovertyListEntry entry, Review review, List<ListFinding> findings)
    {
        var answers = Answers.Of(review);
        if (review.StatedClass is { } stated && entry.Class != PovertyClass.Undetermined && stated != entry.Class)
            findings.Add(Warns("stated-class-differs", entry, $"Biểu ghi {Words.Vi(stated)}, tính theo chuẩn là {Words.Vi(entry.Class)}.",
                $"The workbook states {Words.En(stated)}; by the standard it is {Words.En(entry.Class)}.", Method));
        var byIncome = Classifier.ByMeasure(answers, review.AreaType, material.Standard, RuleMeasure.Income);
        var byPoints = Classifier.ByMeasure(answers, review.AreaType, material.Standard, RuleMeasure.Points);
        if (byIncome is not (null or PovertyClass.Undetermined) && byPoints is not (null or PovertyClass.Undetermined) && byIncome != byPoints)
            findings.Add(Warns("income-and-points-differ", entry, $"Theo thu nhập là {Words.Vi(byIncome.Value)}, theo điểm là {Words.Vi(byPoints.Value)}.",
                $"By income it is {Words.En(byIncome.Value)}, by points {Words.En(byPoints.Value)}.", Method));
        if (answers is { DeprivationPoints: { } points, Deprivations: { } marked } && material.Standard.Row.PointsPerDeprivation * marked is { } sum && sum != points)
            findings.Add(Warns("points-and-marks-differ", entry, $"Điểm B2 là {points}, các chỉ số đánh dấu cộng thành {sum}.", $"Points B2 are {points}; the marked indicators add up to {sum}.", Method));
    }

    private static ListFinding Blocks(string code, PovertyListEntry? entry, string vi, string en, string? source = null) =>
        new(code, FindingSeverity.Blocks, entry?.HouseholdId, entry?.HouseholdCode, vi, en, source);

    private static ListFinding Warns(string code, PovertyListEntry? entry, string vi, string en, string? source = null) =>
        new(code, FindingSeverity.Warns, entry?.HouseholdId, entry?.HouseholdCode, vi, en, source);
}
