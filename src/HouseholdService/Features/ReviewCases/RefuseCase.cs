using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.ReviewCases;

/// <summary>The chair refuses a request in writing, with the reason.</summary>
internal static class RefuseCase
{
    /// <summary>The answer.</summary>
    /// <param name="AnswerNumber">Number of the written answer.</param>
    /// <param name="On">Its date; today when absent.</param>
    /// <param name="Reason">Why, at least 10 characters; the household reads it.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? AnswerNumber, DateOnly? On, string? Reason);

    public static void Map(RouteGroupBuilder cases) => cases.MapPost("/{id:guid}/refusal", Handle).WithName("RefuseCase")
        .WithSummary("Refuse a request in writing").RequireScope(Scopes.ReviewsDecide).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Ok<CaseView>, Refusal>> Handle(Guid id, Request request, CaseDesk desk, HttpContext http, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.AnswerNumber) || request.AnswerNumber.Length > 50)
            return Refusal.Invalid(new FieldFault("answerNumber", "Ghi số văn bản trả lời, tối đa 50 ký tự.", "State the number of the written answer, at most 50 characters."));
        var (found, cycle, refusal) = await desk.Open(id, http.Request, ct);
        if (refusal is not null)
            return refusal;
        var act = await desk.Act(cycle!, request.On, ct, new Evidence("answer", request.AnswerNumber.Trim(), null), request.Reason);
        if (await desk.WhyNotDecide(cycle!, act, ct) is { } outside)
            return outside;
        return await desk.Take(found!, cycle!, act, (open, refused) => open.Refuse(request.AnswerNumber.Trim(), refused), ct) is { } why ? why : CaseAct.Answer(found!, http.Response);
    }
}
