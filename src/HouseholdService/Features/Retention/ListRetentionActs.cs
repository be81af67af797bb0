using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Features.Retention;

/// <summary>The proofs: which rule reached how many records of which commune, and the digest over their identities.</summary>
internal static class ListRetentionActs
{
    /// <summary>An act.</summary>
    /// <param name="Id">The act.</param>
    /// <param name="ProvinceCode">Province.</param>
    /// <param name="CommuneCode">Commune.</param>
    /// <param name="Rule">Class of records.</param>
    /// <param name="RuleProvince">Province of the rule; empty for the country.</param>
    /// <param name="RuleValidFrom">First day of the rule's version.</param>
    /// <param name="Months">Months that the rule demanded.</param>
    /// <param name="Action">What was done.</param>
    /// <param name="OnDay">Day on which the period was over.</param>
    /// <param name="Rows">Records reached.</param>
    /// <param name="Digest">SHA-256 over their identities, one a line, ordered; lower-case hex.</param>
    /// <param name="DoneAt">When (UTC).</param>
    [PersonalData(DataClass.P1)]
    public sealed record Item(
        Guid Id, string ProvinceCode, string CommuneCode, string Rule, string RuleProvince, DateOnly RuleValidFrom, int Months, string Action, DateOnly OnDay, int Rows, string Digest, DateTimeOffset DoneAt);

    public static void Map(RouteGroupBuilder retention) => retention.MapGet("/acts", Handle).WithName("ListRetentionActs")
        .WithSummary("What the rules of retention took away in your areas: rule, count, digest").RequireScope(Scopes.RetentionRead);

    private static async Task<Results<Ok<Page<Item>>, Refusal>> Handle(string? rule, string? communeCode, string? cursor, int? limit, HouseholdDb db, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        var size = limit ?? PageSize.Usual;
        var found = await db.RetentionActs.AsNoTracking()
            .Where(row => (rule == null || row.RuleCode == rule) && (communeCode == null || row.CommuneCode == communeCode) && (after == Guid.Empty || row.Id.CompareTo(after) > 0))
            .OrderBy(row => row.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>([.. found.Take(size).Select(row => new Item(row.Id, row.ProvinceCode, row.CommuneCode, row.RuleCode, row.RuleProvince, row.RuleValidFrom, row.Months, row.Action, row.OnDay,
            row.Rows, Convert.ToHexStringLower(row.Digest), row.DoneAt))], found.Count > size ? IdCursor.After(found[size - 1].Id) : null));
    }
}
