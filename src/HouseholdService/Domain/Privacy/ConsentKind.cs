using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Privacy;

/// <summary>An extra that needs a person's own yes.</summary>
[Nationwide("Reference data of the State.")]
[PersonalData(DataClass.P1)]
public sealed class ConsentKind
{
    /// <summary>Name of the head and hamlet for enterprises and donors.</summary>
    public const string SharingWithSponsors = "sharing-with-sponsors";

    /// <summary>Telephone and address for enterprises and donors.</summary>
    public const string SponsorContact = "sponsor-contact";

    /// <summary>Photographs.</summary>
    public const string Photo = "photo";

    /// <summary>Position of the dwelling.</summary>
    public const string Position = "position";

    /// <summary>Code.</summary>
    public required string Code { get; init; }

    /// <summary>First day.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>Last day, or null while in force.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary><c>household</c>, <c>person</c> or <c>either</c>.</summary>
    public required string About { get; init; }

    /// <summary>Months that one holds when the form says nothing else.</summary>
    public short Months { get; init; }

    /// <summary>Vietnamese name.</summary>
    public required string NameVi { get; init; }

    /// <summary>English name.</summary>
    public required string NameEn { get; init; }

    /// <summary>What the person signs.</summary>
    public required string TextVi { get; init; }

    /// <summary>The same in English.</summary>
    public required string TextEn { get; init; }

    /// <summary>Numbers of the acts.</summary>
    public required string LegalBasis { get; init; }

    /// <summary>H, M or L.</summary>
    public required string Confidence { get; init; }

    /// <summary>True when it may be asked for and used on the day.</summary>
    public bool IsInForceOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day <= ValidTo);
}
