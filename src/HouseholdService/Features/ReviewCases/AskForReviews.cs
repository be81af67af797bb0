using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.ReviewCases;

/// <summary>Households ask to be reviewed: with form 01 to be recognised, with form 04 as having left. Many requests at once; each is taken or left by itself.</summary>
internal static class AskForReviews
{
    private const int Most = 200;

    /// <summary>Requests.</summary>
    /// <param name="Requests">1 to 200 of them.</param>
    public sealed record Request(IReadOnlyList<Item>? Requests);

    /// <summary>One request.</summary>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="Form"><c>01</c> or <c>04</c>.</param>
    /// <param name="Channel">In person, by post or through the portal.</param>
    /// <param name="RequestedOn">Date of receipt; today when absent.</param>
    /// <param name="Evidence">The form.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Item(Guid HouseholdId, string? Form, RequestChannel Channel, DateOnly? RequestedOn, EvidenceInput? Evidence);

    /// <summary>What was taken and what was left.</summary>
    /// <param name="Cases">New cases.</param>
    /// <param name="Left">Requests that were not taken.</param>
    public sealed record Response(IReadOnlyList<CaseView> Cases, IReadOnlyList<Left> Left);

    public static void Map(RouteGroupBuilder cycles) => cycles.MapPost("/{id:guid}/requests", Handle).WithName("AskForReviews")
        .WithSummary("Record requests of households (forms 01 and 04)").RequireScope(Scopes.ReviewsConduct).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(
        Guid id, Request request, HouseholdDb db, CaseDesk desk, NationwideSource country, CancellationToken ct)
    {
        if (request.Requests is not { Count: > 0 and <= Most } asked)
            return Refusal.Invalid(new FieldFault("requests", $"Gửi từ 1 đến {Most} đề nghị.", $"Send 1 to {Most} requests."));
        await using var hold = await CycleHold.Take(db, id, alone: false, ct);
        if (await desk.Cycle(id, ct) is not { } cycle)
            return Refusal.NotFound;
        var ids = asked.Select(item => item.HouseholdId).Distinct().ToArray();
        var households = await db.Households.AsNoTracking().Where(row => ids.Contains(row.Id) && row.ProvinceCode == cycle.ProvinceCode && row.CommuneCode == cycle.CommuneCode).ToDictionaryAsync(row => row.Id, ct);
        var living = (await db.Members.Where(row => ids.Contains(row.HouseholdId) && row.ProvinceCode == cycle.ProvinceCode && row.LeftOn == null).Select(row => row.HouseholdId).Distinct().ToListAsync(ct)).ToHashSet();
        var busy = await OpenCases.Among(country, [.. households.Keys], ct);
        var start = await desk.StartList(cycle, ct);
        var (taken, left) = (new List<ReviewCase>(), new List<Left>());
        foreach (var item in asked)
        {
            var (found, why) = await Ask(item, cycle, households.GetValueOrDefault(item.HouseholdId), living, busy, CaseDesk.ClassOn(start, item.HouseholdId), db, desk, ct);
            if (found is null)
                left.Add(new Left(item.HouseholdId, why!.Code, why.Vi, why.En));
            else
                taken.Add(found);
        }

        if (await db.Save(ct) is { } twice)
            return twice;
        await hold.Commit(ct);
        return TypedResults.Ok(new Response([.. taken.Select(CaseView.Of)], left));
    }

    private static async Task<(ReviewCase? Case, Refusal? Why)> Ask(
        Item item, ReviewCycle cycle, Household? household, HashSet<Guid> living, HashSet<Guid> busy, Contracts.PovertyClass? startClass, HouseholdDb db, CaseDesk desk, CancellationToken ct)
    {
        if (household is null)
            return (null, Refusal.NotFound);
        if (!living.Contains(household.Id))
            return (null, Refusal.Rule("household-closed", "Hộ không còn thành viên; không thể rà soát.", "Nobody lives in the household any more; it cannot be reviewed.", ReviewRules.Procedure));
        if (busy.Contains(household.Id))
            return (null, Refusal.Conflict("case-open", "Hộ đang có một hồ sơ rà soát chưa kết thúc.", "The household has an open case already."));
        if (item.Form is not ("01" or "04") || !Enum.IsDefined(item.Channel))
            return (null, Refusal.Invalid(new FieldFault("form", "Chọn mẫu 01 hoặc 04 và hình thức nộp.", "Choose form 01 or 04 and the channel.")));
        var (proof, fault) = Evidence.Of($"form-{item.Form}", item.Evidence?.Reference, item.Evidence?.Sha256);
        if (fault is not null)
            return (null, Refusal.Invalid(fault));
        var act = await desk.Act(cycle, item.RequestedOn, ct, proof);
        var (found, move) = ReviewCase.Request(cycle, household.Id, household.HamletName, item.Form == "01" ? CaseOrigin.AskedToEnter : CaseOrigin.AskedToLeave, item.Channel, startClass, act);
        if (move.IsRefused)
            return (null, move.Refusal);
        busy.Add(household.Id);
        db.ReviewCases.Add(found);
        desk.Keep(move.Taken);
        return (found, null);
    }
}
