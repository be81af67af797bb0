using System.Text.Json.Serialization;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.SupportProgramService.Domain.Evaluations;

/// <summary>State of a run.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunState>))]
public enum RunState
{
    /// <summary>Households remain.</summary>
    Running = 1,

    /// <summary>All households were evaluated.</summary>
    Done = 2,
}

/// <summary>One evaluation of all households, in order of id. Its cursor commits with the grants it has passed.</summary>
[Nationwide("A run of the service over the whole country.")]
[PersonalData(DataClass.P1)]
public sealed class EvaluationRun
{
    public required Guid Id { get; init; }

    public required string RequestedBy { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Hash of the rules with which the run was asked for.</summary>
    public required string RuleBook { get; init; }

    public RunState State { get; private set; } = RunState.Running;

    public Guid LastHouseholdId { get; private set; }

    public long Households { get; private set; }

    public long Granted { get; private set; }

    public long Withdrawn { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public void Pass(Guid lastHouseholdId, int households, int granted, int withdrawn)
    {
        LastHouseholdId = lastHouseholdId;
        Households += households;
        Granted += granted;
        Withdrawn += withdrawn;
    }

    public void Finish(DateTimeOffset at)
    {
        State = RunState.Done;
        FinishedAt = at;
    }
}
