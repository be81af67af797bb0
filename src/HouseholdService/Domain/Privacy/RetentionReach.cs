namespace PovertyPlatform.HouseholdService.Domain.Privacy;

/// <summary>A rule with the provinces for which it speaks on a day: a province's own rule takes the place of the country's there.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="In">Only these provinces; null for all but <paramref name="Except"/>.</param>
/// <param name="Except">Provinces with a rule of their own.</param>
public sealed record RetentionReach(RetentionRule Rule, string[]? In, string[]? Except)
{
    /// <summary>Classes whose records are erased one household or person at a time, with their rows in stored files.</summary>
    public static readonly IReadOnlySet<string> ErasedSingly = new HashSet<string>(StringComparer.Ordinal) { Household, DepartedMember };

    /// <summary>A household that is on no list, in no review and gets no support any more.</summary>
    public const string Household = "household";

    /// <summary>The audit trail of every service: whole months end by a step of their own (<c>end-audit-months</c>), never by the worker.</summary>
    public const string AuditTrail = "audit-trail";

    /// <summary>A person who left the household.</summary>
    public const string DepartedMember = "departed-member";

    /// <summary>
    /// Classes that the registry knows, each with the day from which its months run and the one action that fits. A rule for anything else is refused when it is loaded.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, (string RunsFrom, string Action)> Classes = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        [Household] = ("last-known", "pseudonymise"),
        [DepartedMember] = ("left", "pseudonymise"),
        ["import-file"] = ("import-ended", "delete"),
        ["unused-file"] = ("import-ended", "delete"),
        ["import-finding"] = ("import-ended", "pseudonymise"),
        ["review-papers"] = ("case-closed", "pseudonymise"),
        ["review-note"] = ("reviewed", "pseudonymise"),
        ["objection"] = ("answered", "pseudonymise"),
        ["rights-request"] = ("finished", "pseudonymise"),
        ["consent"] = ("consent-ended", "pseudonymise"),
        ["needs"] = ("assessed", "pseudonymise"),
        ["commitment"] = ("judged", "pseudonymise"),
        ["cause-reason"] = ("cause-ended", "pseudonymise"),
        ["escape-reason"] = ("list-year-ended", "pseudonymise"),
        ["event-reason"] = ("recorded", "pseudonymise"),
        ["opening-reason"] = ("opening-ended", "pseudonymise"),
        ["duplicate-reason"] = ("settled", "pseudonymise"),
        ["recognised-list"] = ("decided", "archive"),
        [AuditTrail] = ("recorded", "end-month"),
    };

    /// <summary>The rules of a day with their provinces, in order of class and province.</summary>
    public static IReadOnlyList<RetentionReach> On(IEnumerable<RetentionRule> rules, DateOnly day) =>
    [
        .. rules.Where(rule => rule.HoldsOn(day)).GroupBy(rule => rule.Code).OrderBy(group => group.Key, StringComparer.Ordinal).SelectMany(group =>
        {
            var own = group.Where(rule => rule.ProvinceCode.Length > 0).Select(rule => rule.ProvinceCode).Order(StringComparer.Ordinal).ToArray();
            return group.OrderBy(rule => rule.ProvinceCode, StringComparer.Ordinal).Select(rule => rule.ProvinceCode.Length > 0 ? new RetentionReach(rule, [rule.ProvinceCode], null) : new RetentionReach(rule, null, own));
        }),
    ];
}
