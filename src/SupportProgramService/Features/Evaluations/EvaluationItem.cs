using PovertyPlatform.Contracts;
using PovertyPlatform.SupportProgramService.Domain.Evaluations;

namespace PovertyPlatform.SupportProgramService.Features.Evaluations;

/// <summary>An evaluation of all households.</summary>
/// <param name="Id">The run.</param>
/// <param name="State">Running or Done.</param>
/// <param name="RuleBook">Hash of the rules with which it was asked for.</param>
/// <param name="RequestedAt">Instant (UTC) of the request.</param>
/// <param name="Households">Households evaluated so far.</param>
/// <param name="Granted">Grants opened or renewed so far.</param>
/// <param name="Withdrawn">Grants withdrawn so far.</param>
/// <param name="FinishedAt">Instant (UTC) of the end.</param>
[PersonalData(DataClass.P1)]
public sealed record EvaluationItem(
    Guid Id, RunState State, string RuleBook, DateTimeOffset RequestedAt, long Households, long Granted, long Withdrawn, DateTimeOffset? FinishedAt)
{
    internal static EvaluationItem Of(EvaluationRun run) =>
        new(run.Id, run.State, run.RuleBook, run.RequestedAt, run.Households, run.Granted, run.Withdrawn, run.FinishedAt);
}
