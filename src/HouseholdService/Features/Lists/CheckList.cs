using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Lists;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Lists;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Lists;

/// <summary>What stands against the recognition of a list, and what somebody should look at.</summary>
internal static class CheckList
{
    /// <summary>Findings of a check.</summary>
    /// <param name="Blocks">How many stand against recognition.</param>
    /// <param name="Warns">How many only warn.</param>
    /// <param name="Findings">At most 500 of them, blocking ones first.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(int Blocks, int Warns, IReadOnlyList<ListFinding> Findings);

    public static void Map(RouteGroupBuilder lists) => lists.MapGet("/{id:guid}/check", Handle).WithName("CheckList")
        .WithSummary("Check a list before its recognition").RequireScope(Scopes.ListsRead);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(Guid id, HouseholdDb db, ReferenceBook book, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        if (await db.Lists.AsNoTracking().FirstOrDefaultAsync(list => list.Id == id, ct) is not { } list)
            return Refusal.NotFound;
        var findings = ListCheck.Of(await db.Material(list, await book.Open(ct), list.DecidedOn ?? clock.Today(), ct));
        ListTag.Send(response, list);
        return TypedResults.Ok(new Response(
            findings.Count(finding => finding.Severity == FindingSeverity.Blocks), findings.Count(finding => finding.Severity == FindingSeverity.Warns),
            [.. findings.Take(PageSize.Largest)]));
    }
}
