using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.RightsRequests;

/// <summary>Which communes are late with people's requests: what the province looks at.</summary>
internal static class CountOverdue
{
    /// <summary>A commune that is late.</summary>
    /// <param name="CommuneCode">The commune.</param>
    /// <param name="Unanswered">Requests whose answer is late.</param>
    /// <param name="Unfinished">Requests whose completion is late.</param>
    /// <param name="Oldest">The earliest day that was missed.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Item(string CommuneCode, int Unanswered, int Unfinished, DateOnly Oldest);

    public static void Map(RouteGroupBuilder requests) => requests.MapGet("/overdue", Handle).WithName("CountOverdueRights")
        .WithSummary("Communes that are late with requests of rights").RequireScope(Scopes.RightsRead);

    private static async Task<Results<Ok<Page<Item>>, Refusal>> Handle(string? cursor, int? limit, HouseholdDb db, TimeProvider clock, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        if (cursor is not null && (cursor.Length != 5 || !cursor.All(char.IsAsciiDigit)))
            return Refusal.Invalid(new FieldFault("cursor", "Con trỏ trang không hợp lệ; dùng giá trị next của trang trước.", "This cursor is not one of ours; use the value next of the page before."));
        var (size, today, after) = (limit ?? PageSize.Usual, clock.Today(), cursor ?? "");
        var found = await db.RightsRequests.AsNoTracking()
            .Where(row => (row.State == RightsState.Received && row.AnswerDueOn < today) || ((row.State == RightsState.Received || row.State == RightsState.Accepted) && row.FinishDueOn < today))
            .Where(row => row.CommuneCode.CompareTo(after) > 0)
            .GroupBy(row => row.CommuneCode)
            .Select(group => new
            {
                Commune = group.Key,
                Unanswered = group.Count(row => row.State == RightsState.Received && row.AnswerDueOn < today),
                Unfinished = group.Count(row => row.FinishDueOn < today),
                Oldest = group.Min(row => row.State == RightsState.Received ? row.AnswerDueOn : row.FinishDueOn),
            })
            .OrderBy(row => row.Commune).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>(
            [.. found.Take(size).Select(row => new Item(row.Commune, row.Unanswered, row.Unfinished, row.Oldest))], found.Count > size ? found[size - 1].Commune : null));
    }
}
