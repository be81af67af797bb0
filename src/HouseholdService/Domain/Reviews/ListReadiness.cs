using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Lists;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>Whether the review of a commune lets its list be recognised: what <see cref="ListCheck"/> is for the list itself, this is for the procedure behind it.</summary>
public static class ListReadiness
{
    /// <summary>Findings; without a cycle only a warning that nobody can see how the list came about.</summary>
    /// <param name="list">The list.</param>
    /// <param name="entries">Households on it.</param>
    /// <param name="procedure">The review that leads to it.</param>
    /// <param name="day">Day of the decision, or today.</param>
    public static IReadOnlyList<ListFinding> Of(PovertyList list, IReadOnlyList<PovertyListEntry> entries, ListProcedure procedure, DateOnly day)
    {
        if (list.State == ListState.Recognised)
            return [];
        if (procedure is not { Cycle: { } cycle, Rules: { } rules })
            return list.ReplacesListId is not null ? [] : [Finding(FindingSeverity.Warns, "no-review-cycle", null, "Danh sách không gắn với cuộc rà soát nào trong hệ thống; không kiểm tra được họp dân, niêm yết, khiếu nại.",
                "The list belongs to no review in the system; meetings, postings and objections cannot be checked.")];
        var findings = new List<ListFinding>();
        if (cycle.WhyNotDecide(day, rules) is { } closed)
            findings.Add(Finding(FindingSeverity.Blocks, closed.Code, null, closed.Vi, closed.En, closed.LegalSource));
        // A household may have been reviewed more than once in a cycle: a withdrawn request and then a new one. The last word counts.
        var byHousehold = procedure.Cases.GroupBy(found => found.HouseholdId).ToDictionary(group => group.Key, group => group.OrderBy(found => found.IsOpen).ThenBy(found => found.Id).Last());
        foreach (var entry in entries.Where(entry => cycle.Kind == ReviewKind.Annual || byHousehold.ContainsKey(entry.HouseholdId)))
            OfAnEntry(entry, byHousehold.GetValueOrDefault(entry.HouseholdId), rules, day, findings);
        var listed = entries.Select(entry => entry.HouseholdId).ToHashSet();
        foreach (var left in byHousehold.Values.Where(left => left.IsOpen && !listed.Contains(left.HouseholdId) && left.State != CaseState.Refused))
            if (left.WhyNotDecide(day, rules) is { } notReady)
                findings.Add(Finding(FindingSeverity.Blocks, "case-not-ready", left.HouseholdId, $"Hồ sơ ngoài danh sách chưa xong: {notReady.Vi}", $"A case beside the list is not ready: {notReady.En}", notReady.LegalSource));
        return findings;
    }

    private static void OfAnEntry(PovertyListEntry entry, ReviewCase? found, ReviewRules rules, DateOnly day, List<ListFinding> findings)
    {
        void Add(FindingSeverity severity, string code, string vi, string en, string? source = null) =>
            findings.Add(new ListFinding(code, severity, entry.HouseholdId, entry.HouseholdCode, vi, en, source ?? ReviewRules.Procedure));

        if (found is null)
        {
            Add(FindingSeverity.Blocks, "case-missing", "Hộ chưa có hồ sơ rà soát trong cuộc rà soát này.", "The household has no case in this review.");
            return;
        }

        if (found.State is CaseState.Refused || found.Outcome is CaseOutcome.Refused or CaseOutcome.Withdrawn)
            Add(FindingSeverity.Blocks, "case-refused", "Hồ sơ của hộ đã bị từ chối hoặc rút.", "The case of the household was refused or taken back.");
        else if (found.WhyNotDecide(day, rules) is { } notReady)
            Add(FindingSeverity.Blocks, "case-not-ready", notReady.Vi, notReady.En, notReady.LegalSource);
        else if (found.Class != entry.Class)
            Add(FindingSeverity.Blocks, "case-class-differs", "Loại hộ trong danh sách khác kết quả đã niêm yết; lập lại dự thảo hoặc rà soát lại.", "The class on the list is not the one that was posted; draft again or review again.");
        else if (found.Irregularities.Length > 0)
            Add(FindingSeverity.Warns, "case-irregular", $"Hồ sơ có điểm bất thường: {string.Join(", ", found.Irregularities)}.", $"The case is irregular: {string.Join(", ", found.Irregularities)}.");
    }

    private static ListFinding Finding(FindingSeverity severity, string code, Guid? household, string vi, string en, string? source = null) =>
        new(code, severity, household, null, vi, en, source ?? ReviewRules.Procedure);
}

/// <summary>The review that leads to a list: the annual one of its year, or for a correction the open one on request; or none.</summary>
/// <param name="Cycle">The cycle, or null.</param>
/// <param name="Cases">Its cases.</param>
/// <param name="Rules">Rules in force on the day of the decision.</param>
public sealed record ListProcedure(ReviewCycle? Cycle, IReadOnlyList<ReviewCase> Cases, ReviewRules? Rules);
