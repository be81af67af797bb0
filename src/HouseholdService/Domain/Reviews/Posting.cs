using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>A public posting (niêm yết): where, from when to when, and the lines that hang there.</summary>
[FrameWithoutHamlet(nameof(HamletName))]
[PersonalData(DataClass.P1)]
public sealed class Posting : IHamletBound
{
    /// <summary>Province of the cycle.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Commune of the cycle.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The cycle.</summary>
    public Guid CycleId { get; init; }

    /// <summary>1, or 2 after a re-check.</summary>
    public short Round { get; init; }

    /// <summary>Hamlet, or null for the whole commune.</summary>
    public string? HamletName { get; init; }

    /// <summary>Number of that hamlet, or null for the whole commune and where the registry knows no household there.</summary>
    public string? HamletCode { get; init; }

    /// <summary>Places: hamlet house of culture, commune office, media.</summary>
    public string[] Places { get; init; } = [];

    /// <summary>First day.</summary>
    public DateOnly FromDay { get; init; }

    /// <summary>Last day.</summary>
    public DateOnly Until { get; init; }

    /// <summary>Reference of the dated proof.</summary>
    public string? ProofReference { get; init; }

    /// <summary>SHA-256 of the proof.</summary>
    public string? ProofSha256 { get; init; }

    /// <summary>Lines on it.</summary>
    public int Lines { get; set; }

    /// <summary>Who recorded it.</summary>
    public required string PostedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>What was irregular and let pass by rule.</summary>
    public string[] Irregularities { get; private set; } = [];

    /// <summary>Why this is no posting: no place, days in the wrong order, too short; or null. Marks what the rules only mark.</summary>
    public Refusal? WhyNot(ReviewRules rules)
    {
        var (refusal, irregularities) = PostingTerm.Check(Places, FromDay, Until, rules, Round == 1 ? ReviewRule.PostingDays : ReviewRule.SecondPostingDays);
        Irregularities = irregularities;
        return refusal;
    }
}

/// <summary>One line of a posting, frozen. The procedure asks to post the result, not the person: there is a name, a hamlet and a result, nothing else.</summary>
[PartOfHamlet(nameof(CaseId))]
public sealed class PostingLine : IAreaBound
{
    /// <summary>Province of the cycle.</summary>
    [PersonalData(DataClass.P1)]
    public required string ProvinceCode { get; init; }

    /// <summary>Commune of the cycle.</summary>
    [PersonalData(DataClass.P1)]
    public required string CommuneCode { get; init; }

    /// <summary>The posting.</summary>
    public Guid PostingId { get; init; }

    /// <summary>Order, from 1.</summary>
    [PersonalData(DataClass.P1)]
    public int Ordinal { get; init; }

    /// <summary>The case.</summary>
    public Guid CaseId { get; init; }

    /// <summary>Name of the head; personal data, public by the procedure while the posting runs.</summary>
    [PersonalData(DataClass.P2)]
    public required string HeadName { get; init; }

    /// <summary>Hamlet.</summary>
    [PersonalData(DataClass.P1)]
    public required string HamletName { get; init; }

    /// <summary>Result.</summary>
    public PovertyClass Class { get; init; }

    /// <summary>Class before, which tells an escape from a household that never was on the list.</summary>
    public PovertyClass? StartClass { get; init; }
}
