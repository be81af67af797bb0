using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.SupportProgramService.Domain.Programmes;

/// <summary>One condition of a programme's rule (reference/programmes/rules.csv). <see cref="Code"/> is the stable reason that answers and events carry.</summary>
[Nationwide("Rules of the State; a province's own rows carry a condition on the area instead.")]
[PersonalData(DataClass.P0)]
public sealed class RuleRow
{
    public required string ProgrammeCode { get; init; }

    public required string RuleVersion { get; init; }

    public required int Step { get; init; }

    public required string Code { get; init; }

    public required string Condition { get; init; }

    public string Argument { get; init; } = "";

    public required string DecidedBy { get; init; }

    public required string TextVi { get; init; }

    public required string TextEn { get; init; }

    public required string LegalBasis { get; init; }

    public required string Confidence { get; init; }
}
