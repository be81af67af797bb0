using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Standards;

/// <summary>Point tables of a province, and the points that answers come to by one of them, reason by reason.</summary>
internal static class ListPointTables
{
    private const int Most = 200;

    public static void Map(RouteGroupBuilder standards)
    {
        standards.MapGet("/point-tables", List).WithName("ListPointTables").WithSummary("Point tables that a province loaded, on a day").RequireScope(Scopes.ReferenceRead);
        standards.MapGet("/point-tables/{id:guid}/score", Score).WithName("ScoreAnswers").WithSummary("Points of answers by a table, with the reason of each: answer=1:4&answer=3:3.1").RequireScope(Scopes.ReferenceRead);
    }

    private static async Task<Results<Ok<IReadOnlyList<PointTableView>>, Refusal>> List(string? provinceCode, string? standardCode, DateOnly? on, HouseholdDb db, CancellationToken ct)
    {
        if (provinceCode is null)
            return Refusal.Invalid(new FieldFault("provinceCode", "Nêu mã tỉnh.", "Name a province."));
        var tables = await db.PointTables.AsNoTracking().Where(row => row.ProvinceCode == provinceCode && (standardCode == null || row.StandardCode == standardCode) && (on == null || (row.ValidFrom <= on && row.ValidTo >= on)))
            .OrderBy(row => row.StandardCode).ThenBy(row => row.Form).ThenBy(row => row.Region).ThenBy(row => row.ValidFrom).Take(Most).ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<PointTableView>>([.. tables.Select(PointTableView.Of)]);
    }

    private static async Task<Results<Ok<PointScore>, Refusal>> Score(Guid id, string[]? answer, HouseholdDb db, CancellationToken ct)
    {
        if (await db.PointTables.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } table)
            return Refusal.NotFound;
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in answer ?? [])
            if (one.Split(':', 2) is not [{ Length: > 0 } item, { Length: > 0 } value] || !answers.TryAdd(item, value))
                return Refusal.Invalid(new FieldFault("answer", "Mỗi câu trả lời ghi một lần dạng mục:giá trị.", "Write each answer once as item:value."));
        var (score, refusal) = PointScore.Of(table, answers);
        return score is null ? refusal! : TypedResults.Ok(score);
    }
}
