using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.SupportProgramService.Data;
using PovertyPlatform.SupportProgramService.Data.Rules;
using PovertyPlatform.SupportProgramService.Domain.Evaluations;

namespace PovertyPlatform.SupportProgramService.Features.Evaluations;

/// <summary>Starts the evaluation of all households by the rules now loaded. One runs at a time: asking again while it runs answers with the same run.</summary>
internal static class StartEvaluation
{
    public static void Map(RouteGroupBuilder evaluations) => evaluations.MapPost("", Handle).WithName("StartEvaluation")
        .WithSummary("Evaluate all households again, after new rules were loaded").RequireScope(Scopes.OperationsManage);

    private static async Task<Accepted<EvaluationItem>> Handle(
        SupportDb db, RuleBookSource rules, EvaluationWake wake, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var run = await Running(db, ct);
        if (run is null)
        {
            var now = clock.GetUtcNow();
            run = new EvaluationRun { Id = Guid.CreateVersion7(now), RequestedBy = actor.Id, RequestedAt = now, RuleBook = (await rules.Newest(ct)).Hash };
            db.EvaluationRuns.Add(run);
            db.Audit(AuditEntry.Of(actor, "evaluation.start", "evaluation", run.Id, now, purpose: run.RuleBook));
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
            {
                // Somebody else asked at the same moment: theirs is the run.
                db.ChangeTracker.Clear();
                run = await db.EvaluationRuns.AsNoTracking().OrderByDescending(other => other.RequestedAt).FirstAsync(ct);
            }
        }

        wake.Raise();
        return TypedResults.Accepted($"/support/v1/evaluations/{run.Id}", EvaluationItem.Of(run));
    }

    private static Task<EvaluationRun?> Running(SupportDb db, CancellationToken ct) =>
        db.EvaluationRuns.AsNoTracking().FirstOrDefaultAsync(run => run.State == RunState.Running, ct);
}
