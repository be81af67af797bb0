using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.ReportingService.Data;

/// <summary>A dated figure of the rules on what may be published.</summary>
[Nationwide("The law sets it for the whole country.")]
[PersonalData(DataClass.P1)]
public sealed class DisclosureRule
{
    /// <summary>Numbers below this, other than 0, are hidden.</summary>
    public const string SmallNumber = "small-number";

    public required string Code { get; init; }
    public DateOnly ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }
    public int Value { get; init; }
    public required string NameVi { get; init; }
    public required string NameEn { get; init; }
    public required string LegalBasis { get; init; }
    public required string Confidence { get; init; }
}

/// <summary>The year's figures of a province were published.</summary>
[Nationwide("Published: everybody may read it.")]
[PersonalData(DataClass.P1)]
public sealed class Publication
{
    public required string ProvinceCode { get; init; }
    public int Year { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public DateOnly AsOf { get; init; }
    public int Threshold { get; init; }
    public DateTimeOffset PublishedAt { get; init; }
    public required string PublishedBy { get; init; }
}

/// <summary>One published number; hidden ones without their value.</summary>
[Nationwide("Published: everybody may read it.")]
[PersonalData(DataClass.P1)]
public sealed class PublicNumberRow
{
    public required string ProvinceCode { get; init; }
    public int Year { get; init; }
    public int Ordinal { get; init; }
    public required string AreaCode { get; init; }
    public required string AreaName { get; init; }
    public required string Measure { get; init; }
    public long? Value { get; init; }
    public bool IsHidden { get; init; }
}
