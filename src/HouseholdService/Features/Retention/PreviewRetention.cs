using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Privacy;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.HouseholdService.Domain.Reference;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Retention;

/// <summary>The dry run: what the rules of retention would take away on a day, in the caller's areas. Counts only; nothing is changed.</summary>
internal static class PreviewRetention
{
    private const int Most = 5_000;
    private const int FurthestMonths = 600;

    /// <summary>What the rules would do.</summary>
    /// <param name="Day">The day.</param>
    /// <param name="Rules">By rule.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(DateOnly Day, IReadOnlyList<Item> Rules);

    /// <summary>One rule.</summary>
    /// <param name="Code">Class of records.</param>
    /// <param name="ProvinceCode">Province whose own rule it is; empty for the country.</param>
    /// <param name="ValidFrom">First day of the version.</param>
    /// <param name="NameVi">Vietnamese name.</param>
    /// <param name="NameEn">English name.</param>
    /// <param name="Months">Months that records are kept; null where nobody has named any.</param>
    /// <param name="RunsFrom">From which day the months run.</param>
    /// <param name="Action"><c>delete</c>, <c>pseudonymise</c>, <c>archive</c>, <c>end-month</c> (lines of the registry's audit trail in months that are over).</param>
    /// <param name="IsApplied">False for a rule that is only proposed: nobody applies it.</param>
    /// <param name="Due">Records that would go.</param>
    /// <param name="Held">Records whose time is over and that something holds.</param>
    /// <param name="IsMore">More than were counted (5,000 for each rule).</param>
    /// <param name="Oldest">Earliest day from which a period ran.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Item(string Code, string ProvinceCode, DateOnly ValidFrom, string NameVi, string NameEn, int? Months, string RunsFrom, string Action, bool IsApplied, long Due, long Held, bool IsMore, DateOnly? Oldest);

    public static void Map(RouteGroupBuilder retention) => retention.MapGet("/preview", Handle).WithName("PreviewRetention")
        .WithSummary("Dry run: what the rules of retention would take away on a day in your areas, as counts").RequireScope(Scopes.RetentionRead);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(DateOnly? day, string? provinceCode, HouseholdDb db, ReferenceBook book, AreaScope area, TimeProvider clock, CancellationToken ct)
    {
        var (today, pages) = (clock.Today(), await book.Open(ct));
        if (day is { } asked && (asked < today || asked > today.AddMonths(FurthestMonths)))
            return Refusal.Invalid(new FieldFault("day", "Chọn hôm nay hoặc một ngày trong 50 năm tới.", "Choose today or a day of the next 50 years."));
        if (provinceCode is not null && !area.IsNationwide && !area.Provinces.Contains(provinceCode))
            return Refusal.AreaOutside;
        var on = day ?? today;
        var items = new List<Item>();
        foreach (var reach in RetentionReach.On(pages.RetentionRules, on))
        {
            var (rule, found) = (reach.Rule, reach.Rule.Code == RetentionReach.AuditTrail
                ? await db.CountTrail(reach, on, area, provinceCode, Most + 1, ct)
                : await db.Count(reach, on, pages.Term(LegalTerm.NewlyEscapedMonths, on), provinceCode, Most + 1, ct));
            var isMore = found.Due + found.Held > Most;
            items.Add(new Item(rule.Code, rule.ProvinceCode, rule.ValidFrom, rule.NameVi, rule.NameEn, rule.Months, rule.RunsFrom, rule.Action, rule.State == RetentionRule.InForce,
                found.Due, found.Held, isMore, found.Oldest));
        }

        return TypedResults.Ok(new Response(on, items));
    }
}
