namespace PovertyPlatform.HouseholdService.Domain.Imports.Checking;

/// <summary>A member as understood from its row.</summary>
public record struct MemberDraft
{
    /// <summary>Row as the spreadsheet numbers it.</summary>
    public int Row { get; set; }

    /// <summary>Full name.</summary>
    public TextPiece Name { get; set; }

    /// <summary>Its search form.</summary>
    public TextPiece Search { get; set; }

    /// <summary>1 man, 2 woman, 0 unclear.</summary>
    public byte Sex { get; set; }

    /// <summary>Birth year, 0 when unclear.</summary>
    public short BirthYear { get; set; }

    /// <summary>Birth date as day number, or -1 when only the year is known.</summary>
    public int BirthDay { get; set; }

    /// <summary>Birth as typed, and its column.</summary>
    public TextPiece BirthTyped { get; set; }

    /// <inheritdoc cref="BirthTyped"/>
    public int BirthColumn { get; set; }

    /// <summary>Code of the ethnic group; null means that of the head.</summary>
    public string? EthnicGroup { get; set; }

    /// <summary>Code of the relation; null when unclear.</summary>
    public string? Relation { get; set; }

    /// <summary>Identity number, empty for none.</summary>
    public TextPiece Identity { get; set; }

    /// <summary>Number of the old card beside one of 12 digits, empty for none.</summary>
    public TextPiece OldIdentity { get; set; }

    /// <summary>Occupation, empty when not stated.</summary>
    public TextPiece Occupation { get; set; }

    /// <summary>What the member is, one bit each in the order of <see cref="ImportRules.FactCodes"/>.</summary>
    public ulong Facts { get; set; }

    /// <summary>What the member is not, in so many words.</summary>
    public ulong NoFacts { get; set; }

    /// <summary>Birth as yyyymmdd, yyyy0000 or 0.</summary>
    public readonly int BirthKey => BirthDay < 0
        ? BirthYear * 10000
        : (DateOnly.FromDayNumber(BirthDay).Year * 10000) + (DateOnly.FromDayNumber(BirthDay).Month * 100) + DateOnly.FromDayNumber(BirthDay).Day;
}
