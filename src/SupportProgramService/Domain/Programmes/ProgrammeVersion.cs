using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.SupportProgramService.Domain.Programmes;

/// <summary>Who decides first: the platform from what the registry knows, or the provider from an application.</summary>
public enum EvaluationMode
{
    /// <summary>Evaluated for every recognised household; leads to grants.</summary>
    Automatic = 1,

    /// <summary>Needs facts that the registry does not hold; the catalogue says which.</summary>
    OnApplication = 2,
}

/// <summary>A programme under one version of its rule: what is offered, to whom it is aimed, for how long (reference/programmes/programmes.csv).</summary>
[Nationwide("Programmes of the State; a province's own rows carry a condition on the area instead.")]
[PersonalData(DataClass.P0)]
public sealed class ProgrammeVersion : IDated
{
    public required string Code { get; init; }

    public required string RuleVersion { get; init; }

    public required string NameVi { get; init; }

    public required string NameEn { get; init; }

    public required string Kind { get; init; }

    public required string DeliveredBy { get; init; }

    public required string Target { get; init; }

    public required EvaluationMode Evaluation { get; init; }

    public long? CapVnd { get; init; }

    public string CapUnit { get; init; } = "";

    public string CapNote { get; init; } = "";

    public int? MaxTermMonths { get; init; }

    public string TermNote { get; init; } = "";

    public string GraceNote { get; init; } = "";

    public decimal? OverdueFactor { get; init; }

    public string Documents { get; init; } = "";

    public string BankProgrammeCode { get; init; } = "";

    public string ApplicationNoteVi { get; init; } = "";

    public string ApplicationNoteEn { get; init; } = "";

    public required string LegalBasis { get; init; }

    public DateOnly? ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Confidence { get; init; }

    public string SourceNote { get; init; } = "";
}
