using PovertyPlatform.Contracts;
using PovertyPlatform.SupportProgramService.Domain.Eligibility;

namespace PovertyPlatform.SupportProgramService.Domain.Programmes;

/// <summary>Interest per year, and how it came about: base rate × multiple, or a fixed rate (no base, no multiple).</summary>
/// <param name="BasisPoints">Hundredths of a percent per year: 792 is 7.92 %.</param>
/// <param name="BaseBasisPoints">The base rate of the day.</param>
/// <param name="Multiple">The programme's multiple of it.</param>
/// <param name="LegalBasis">Acts behind the rate.</param>
/// <param name="Confidence">H read in the act or seen in two sources, M one reliable source, L inferred.</param>
[PersonalData(DataClass.P0)]
public sealed record Interest(decimal BasisPoints, decimal? BaseBasisPoints, decimal? Multiple, string LegalBasis, string Confidence);

/// <summary>A condition ready to be asked.</summary>
public sealed record Requirement(RuleRow Row, Condition Condition);

/// <summary>A programme version with its conditions compiled.</summary>
public sealed class Programme
{
    public required ProgrammeVersion Terms { get; init; }

    /// <summary>Conditions the registry's facts decide, in order of step.</summary>
    public required Requirement[] Requirements { get; init; }

    /// <summary>Conditions that only somebody else can confirm.</summary>
    public required RuleRow[] Confirmations { get; init; }

    /// <summary>Reasons of every grant: with one condition unmet there is no grant, so they are always the same.</summary>
    public required string[] ReasonsWhenGranted { get; init; }

    /// <summary>Last day of the programme over all its versions, or null while it goes on.</summary>
    public DateOnly? EndsOn { get; init; }
}

/// <summary>A programme on the terms of a stretch of days.</summary>
public sealed record Offer(Programme Programme, Interest? Interest, Interest? PreferentialInterest)
{
    public string Code => Programme.Terms.Code;
}

/// <summary>A stretch of days on which nothing in the rules changes.</summary>
/// <param name="From">First day.</param>
/// <param name="Offers">Programmes in force, by code.</param>
/// <param name="Automatic">Those evaluated for every household.</param>
/// <param name="NextChange">First later day on which an automatic programme differs.</param>
public sealed record Stretch(DateOnly From, Offer[] Offers, Offer[] Automatic, DateOnly? NextChange);
