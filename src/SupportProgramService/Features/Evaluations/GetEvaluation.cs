using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.SupportProgramService.Data;

namespace PovertyPlatform.SupportProgramService.Features.Evaluations;

/// <summary>How far an evaluation of all households is.</summary>
internal static class GetEvaluation
{
    public static void Map(RouteGroupBuilder evaluations) => evaluations.MapGet("/{id}", Handle).WithName("GetEvaluation")
        .WithSummary("Progress of an evaluation").RequireScope(Scopes.OperationsManage);

    private static async Task<Results<Ok<EvaluationItem>, Refusal>> Handle(Guid id, SupportDb db, CancellationToken ct) =>
        await db.EvaluationRuns.AsNoTracking().FirstOrDefaultAsync(run => run.Id == id, ct) is { } run
            ? TypedResults.Ok(EvaluationItem.Of(run))
            : Refusal.NotFound;
}
