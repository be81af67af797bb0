using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>A dated figure of the procedure, and what happens when it is not kept.</summary>
[Nationwide("Reference data of the State.")]
[PersonalData(DataClass.P0)]
public sealed class ReviewRule
{
    /// <summary>First day of the window: month × 100 + day (annual) or day of the month (monthly).</summary>
    public const string WindowFirstDay = "window-first-day";

    /// <summary>Last day of the annual window as month × 100 + day.</summary>
    public const string WindowLastDay = "window-last-day";

    /// <summary>Days from the start of a monthly review to its decision.</summary>
    public const string DecisionDays = "decision-days";

    /// <summary>Least share of those present who agree.</summary>
    public const string AgreementPercent = "agreement-percent";

    /// <summary>Least share of invited households that are represented.</summary>
    public const string AttendancePercent = "attendance-percent";

    /// <summary>Least working days of a posting.</summary>
    public const string PostingDays = "posting-working-days";

    /// <summary>Least working days of a second posting.</summary>
    public const string SecondPostingDays = "second-posting-working-days";

    /// <summary>Working days in which an objection is re-checked.</summary>
    public const string RecheckDays = "recheck-working-days";

    /// <summary>1 where a higher level gives its opinion before recognition.</summary>
    public const string OpinionRequired = "opinion-required";

    /// <summary>Working days in which the higher level answers.</summary>
    public const string OpinionDays = "opinion-working-days";

    /// <summary>Share of households on which a meeting departs from the score that flags a hamlet.</summary>
    public const string MeetingDistancePercent = "meeting-distance-percent";

    /// <summary>Least number of such households.</summary>
    public const string MeetingDistanceHouseholds = "meeting-distance-households";

    /// <summary><c>annual</c>, <c>monthly</c> or <c>both</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What the figure is.</summary>
    public required string Code { get; init; }

    /// <summary>First day.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>Last day, or null while in force.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>The figure.</summary>
    public int Value { get; init; }

    /// <summary>Its unit.</summary>
    public string Unit { get; init; } = "";

    /// <summary><c>refuse</c>, or <c>mark</c> when the step passes and the case is marked as irregular.</summary>
    public required string OnBreach { get; init; }

    /// <summary>Vietnamese name.</summary>
    public required string NameVi { get; init; }

    /// <summary>English name.</summary>
    public required string NameEn { get; init; }

    /// <summary>Number of the act.</summary>
    public string LegalBasis { get; init; } = "";

    /// <summary>H, M or L.</summary>
    public string Confidence { get; init; } = "";

    /// <summary>True when a breach is only marked.</summary>
    public bool OnlyMarks => OnBreach == StepRule.Mark;
}
