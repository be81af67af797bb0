using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.ReviewCases;

/// <summary>Form A of requests, many at once.</summary>
internal static class ScreenCases
{
    private const int Most = 200;

    /// <summary>Forms.</summary>
    /// <param name="Screenings">1 to 200 of them.</param>
    public sealed record Request(IReadOnlyList<Item>? Screenings);

    /// <summary>One form A.</summary>
    /// <param name="CaseId">The case.</param>
    /// <param name="Passed">The household goes on to form B.</param>
    /// <param name="On">Date; today when absent.</param>
    /// <param name="Evidence">The form.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Item(Guid CaseId, bool Passed, DateOnly? On, EvidenceInput? Evidence);

    /// <summary>What was taken and what was left.</summary>
    /// <param name="Cases">Screened cases.</param>
    /// <param name="Left">Cases that were not taken.</param>
    public sealed record Response(IReadOnlyList<CaseView> Cases, IReadOnlyList<Left> Left);

    public static void Map(RouteGroupBuilder cycles) => cycles.MapPost("/{id:guid}/screenings", Handle).WithName("ScreenCases")
        .WithSummary("Record form A of requests").RequireScope(Scopes.ReviewsConduct).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, CaseDesk desk, CancellationToken ct)
    {
        if (request.Screenings is not { Count: > 0 and <= Most } forms)
            return Refusal.Invalid(new FieldFault("screenings", $"Gửi từ 1 đến {Most} phiếu.", $"Send 1 to {Most} forms."));
        if (await desk.Cycle(id, ct) is not { } cycle)
            return Refusal.NotFound;
        var ids = forms.Select(form => form.CaseId).ToArray();
        var cases = await db.ReviewCases.Where(found => found.CycleId == id && ids.Contains(found.Id)).ToDictionaryAsync(found => found.Id, ct);
        var (taken, left) = (new List<ReviewCase>(), new List<Left>());
        foreach (var form in forms)
        {
            var (proof, fault) = Evidence.Of("form-a", form.Evidence?.Reference, form.Evidence?.Sha256);
            var why = fault is not null ? Refusal.Invalid(fault) : null;
            if (why is null && cases.TryGetValue(form.CaseId, out var found))
            {
                var act = await desk.Act(cycle, form.On, ct, proof);
                var move = cycle.WhyNotIn(act) is { } closed ? Move.Of(closed) : found.Screen(form.Passed, act);
                why = move.Refusal;
                if (!move.IsRefused)
                {
                    desk.Keep(move.Taken);
                    taken.Add(found);
                    continue;
                }
            }

            why ??= Refusal.NotFound;
            left.Add(new Left(form.CaseId, why.Code, why.Vi, why.En));
        }

        return await db.Save(ct) is { } twice ? twice : TypedResults.Ok(new Response([.. taken.Select(CaseView.Of)], left));
    }
}
