using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.SupportProgramService.Domain.Programmes;

/// <summary>Which rules are loaded. There is one.</summary>
[Nationwide("The rules of the country.")]
[PersonalData(DataClass.P0)]
public sealed class RuleBookRecord
{
    public const int TheOne = 1;

    public int Id { get; init; } = TheOne;

    /// <summary>Rises with each load that changed a row.</summary>
    public long Revision { get; set; }

    public required string Hash { get; set; }

    public DateTimeOffset LoadedAt { get; set; }
}
