using System.Numerics;
using PovertyPlatform.SupportProgramService.Domain.Households;
using PovertyPlatform.SupportProgramService.Domain.Programmes;

namespace PovertyPlatform.SupportProgramService.Domain.Eligibility;

/// <summary>
/// What the rules of a day say about a household and a programme. Unmet conditions are bits by order of step, so that a verdict costs no memory;
/// codes and sentences are made only for those who ask.
/// </summary>
public readonly record struct Verdict(Offer Offer, ulong Unmet, DateOnly ValidFrom, DateOnly? ValidTo)
{
    private const ulong RecognitionEnded = 1UL << 63;

    public bool IsMet => Unmet == 0;

    /// <summary>Evaluates a recognition that has not been withdrawn.</summary>
    public static Verdict Of(Recognition recognition, Offer offer, DateOnly on)
    {
        var unmet = recognition.EffectiveTo < on ? RecognitionEnded : 0;
        var first = Later(recognition.EffectiveFrom, offer.Programme.Terms.ValidFrom);
        var last = Earlier(recognition.EffectiveTo, offer.Programme.EndsOn);
        var requirements = offer.Programme.Requirements;
        for (var i = 0; i < requirements.Length; i++)
        {
            var condition = requirements[i].Condition;
            if (!condition.IsMet(recognition, on))
                unmet |= 1UL << i;
            first = Later(first, condition.FirstDay(recognition));
            last = Earlier(last, condition.LastDay(recognition));
        }

        return new Verdict(offer, unmet, first, last);
    }

    /// <summary>The first day after <paramref name="on"/> on which time alone can change the verdict.</summary>
    public DateOnly? TurnsOn(DateOnly on) => ValidFrom > on ? ValidFrom : IsMet ? ValidTo?.AddDays(1) : null;

    /// <summary>Codes of the conditions that are not met.</summary>
    public string[] UnmetCodes()
    {
        var codes = new string[BitOperations.PopCount(Unmet)];
        var at = 0;
        for (var i = 0; i < Offer.Programme.Requirements.Length; i++)
            if ((Unmet & (1UL << i)) != 0)
                codes[at++] = Offer.Programme.Requirements[i].Row.Code;
        if ((Unmet & RecognitionEnded) != 0)
            codes[at] = ReasonCodes.RecognitionEnded;
        return codes;
    }

    private static DateOnly Later(DateOnly one, DateOnly? other) => other > one ? other.Value : one;

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null || other < one ? other ?? one : one;
}

/// <summary>Reasons that come from no condition of a rule.</summary>
public static class ReasonCodes
{
    /// <summary>The time of the grant ran out.</summary>
    public const string ValidityEnded = "validity-ended";

    /// <summary>A correcting decision took the household off the list.</summary>
    public const string RecognitionWithdrawn = "recognition-withdrawn";

    /// <summary>The recognition itself named a last day, and it has passed.</summary>
    public const string RecognitionEnded = "recognition-ended";

    /// <summary>The programme ended, or is no longer evaluated by the platform.</summary>
    public const string ProgrammeEnded = "programme-ended";

    /// <summary>The household is on no recognised list on that day.</summary>
    public const string NotRecognised = "not-recognised";
}
