using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Standards;

/// <summary>A table of points of a scoring form in one region, as a province loaded it from the act; dated, because points change with the act.</summary>
[Nationwide("Reference data of a province: the points of its forms, about nobody.")]
[PersonalData(DataClass.P1)]
public sealed class PointTable
{
    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Province that loaded it.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Standard whose form it is.</summary>
    public required string StandardCode { get; init; }

    /// <summary>Form, for example <c>B1</c>.</summary>
    public required string Form { get; init; }

    /// <summary>Region: TT urban, NT1 to NT6 rural.</summary>
    public required string Region { get; init; }

    /// <summary>First day.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>Last day.</summary>
    public DateOnly ValidTo { get; init; }

    /// <summary>A sample to try things with; it judges nobody.</summary>
    public bool IsSample { get; init; }

    /// <summary>The act from which the points are taken.</summary>
    public required string LegalBasis { get; init; }

    /// <summary>H, M or L.</summary>
    public required string Confidence { get; init; }

    /// <summary>The items with their levels.</summary>
    public required IReadOnlyList<PointItem> Items { get; init; }

    /// <summary>Who loaded it.</summary>
    public required string RecordedBy { get; init; }

    /// <summary>When it was loaded (UTC).</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>True on the days on which its points count.</summary>
    public bool IsInForce(DateOnly day) => ValidFrom <= day && day <= ValidTo;
}

/// <summary>An item of a form.</summary>
/// <param name="Code">Number on the form.</param>
/// <param name="NameVi">What is asked.</param>
/// <param name="IsRange">The answer is a whole number that falls into one level; otherwise one level is chosen, or none.</param>
/// <param name="Levels">Levels in order.</param>
[PersonalData(DataClass.P0)]
public sealed record PointItem(string Code, string NameVi, bool IsRange, IReadOnlyList<PointLevel> Levels);

/// <summary>A level of an item.</summary>
/// <param name="Code">Code inside the form.</param>
/// <param name="NameVi">Its words.</param>
/// <param name="From">Least number, inclusive; null for no bound.</param>
/// <param name="To">Greatest number, inclusive; null for no bound.</param>
/// <param name="Points">Points.</param>
[PersonalData(DataClass.P0)]
public sealed record PointLevel(string Code, string NameVi, int? From, int? To, int Points);
