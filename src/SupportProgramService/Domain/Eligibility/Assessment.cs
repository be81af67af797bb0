using System.Text.Json.Serialization;
using PovertyPlatform.SupportProgramService.Domain.Households;
using PovertyPlatform.SupportProgramService.Domain.Programmes;

namespace PovertyPlatform.SupportProgramService.Domain.Eligibility;

/// <summary>What the platform says about a household and a programme.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProgrammeOutcome>))]
public enum ProgrammeOutcome
{
    /// <summary>All conditions that the registry can check are met; what only others can check is listed to be confirmed.</summary>
    Granted = 1,

    /// <summary>At least one condition is not met.</summary>
    Refused = 2,

    /// <summary>Nothing speaks against it, and the provider decides on application from facts that the registry does not hold.</summary>
    OnApplication = 3,
}

/// <summary>What became of one condition.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StepOutcome>))]
public enum StepOutcome
{
    /// <summary>The facts meet it.</summary>
    Met = 1,

    /// <summary>The facts do not meet it.</summary>
    NotMet = 2,

    /// <summary>Somebody else must confirm it.</summary>
    ToBeConfirmed = 3,
}

/// <summary>One condition, what the rule asks and what the facts say.</summary>
public sealed record AssessmentStep(
    int Number, string Code, StepOutcome Outcome, string DecidedBy, Bilingual Requirement, Bilingual Found, string LegalBasis, string Confidence);

/// <summary>A verdict spelled out for people.</summary>
public sealed record Assessment(Offer Offer, ProgrammeOutcome Outcome, DateOnly? ValidFrom, DateOnly? ValidTo, IReadOnlyList<AssessmentStep> Steps)
{
    private static readonly Bilingual MustBeListed = new("Hộ có tên trong danh sách được công nhận.", "The household is on a recognised list.");

    /// <summary>Spells out a programme for a household; no recognition means that it is on no recognised list on that day.</summary>
    public static Assessment Of(Recognition? recognition, Offer offer, DateOnly on)
    {
        if (recognition is null or { IsWithdrawn: true })
            return new Assessment(offer, ProgrammeOutcome.Refused, null, null, [NotListed(recognition, on)]);
        var verdict = Verdict.Of(recognition, offer, on);
        var outcome = !verdict.IsMet ? ProgrammeOutcome.Refused
            : offer.Programme.Terms.Evaluation == EvaluationMode.Automatic ? ProgrammeOutcome.Granted : ProgrammeOutcome.OnApplication;
        var steps = offer.Programme.Requirements.Select(requirement => Step(
                requirement.Row, requirement.Condition.IsMet(recognition, on) ? StepOutcome.Met : StepOutcome.NotMet, requirement.Condition.Found(recognition)))
            .Concat(offer.Programme.Confirmations.Select(row => Step(row, StepOutcome.ToBeConfirmed, Deciders.Confirms(row.DecidedBy))))
            .OrderBy(step => step.Number).ToList();
        if (recognition.EffectiveTo < on)
            steps.Add(Ended(recognition, steps.Count + 1));
        return outcome == ProgrammeOutcome.Granted
            ? new Assessment(offer, outcome, verdict.ValidFrom, verdict.ValidTo, steps)
            : new Assessment(offer, outcome, null, null, steps);
    }

    private static AssessmentStep Step(RuleRow row, StepOutcome outcome, Bilingual found) =>
        new(row.Step, row.Code, outcome, row.DecidedBy, new Bilingual(row.TextVi, row.TextEn), found, row.LegalBasis, row.Confidence);

    private static AssessmentStep NotListed(Recognition? withdrawn, DateOnly on) => new(
        1, ReasonCodes.NotRecognised, StepOutcome.NotMet, Deciders.Registry, MustBeListed, withdrawn is null
            ? new($"Không có quyết định công nhận nào có hiệu lực ngày {Wording.Vi(on)}", $"No decision of recognition is in force on {Wording.En(on)}")
            : new($"Đã đưa ra khỏi danh sách theo Quyết định số {withdrawn.DecisionNumber} ngày {Wording.Vi(withdrawn.DecidedOn)}",
                $"Taken off the list by decision {withdrawn.DecisionNumber} of {Wording.En(withdrawn.DecidedOn)}"),
        "", "H");

    private static AssessmentStep Ended(Recognition recognition, int number) => new(
        number, ReasonCodes.RecognitionEnded, StepOutcome.NotMet, Deciders.Registry, MustBeListed,
        new($"Quyết định công nhận có hiệu lực đến hết ngày {Wording.Vi(recognition.EffectiveTo!.Value)}",
            $"The recognition held until {Wording.En(recognition.EffectiveTo.Value)}"), "", "H");
}
