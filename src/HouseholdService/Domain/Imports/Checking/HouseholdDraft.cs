using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Checking;

/// <summary>A household as understood from its rows. One instance serves all households of a file, one after another.</summary>
public sealed class HouseholdDraft
{
    /// <summary>Most members of a household.</summary>
    public const int MostMembers = 99;

    /// <summary>Place in the file, from 1.</summary>
    public int Ordinal { get; set; }

    /// <summary>Sheet of its rows.</summary>
    public int Sheet { get; set; }

    /// <summary>Its first row.</summary>
    public int FirstRow { get; set; }

    /// <summary>Its last row.</summary>
    public int LastRow { get; set; }

    /// <summary>A fault was found; it will not be taken, but its numbers still count when doubles are looked for.</summary>
    public bool HasFault { get; set; }

    /// <summary>Members, the first <see cref="MemberCount"/> count.</summary>
    public MemberDraft[] Members { get; } = new MemberDraft[MostMembers];

    /// <summary>Number of members.</summary>
    public int MemberCount { get; set; }

    /// <summary>The list has one row for each household: it names the head alone, and says how many live there.</summary>
    public bool IsHeadOnly { get; set; }

    /// <summary>Persons of the household.</summary>
    public int Persons { get; set; }

    /// <summary>Index of the head, or -1.</summary>
    public int Head { get; set; }

    /// <summary>Relation of the first row as typed.</summary>
    public TextPiece FirstRelationTyped { get; set; }

    /// <summary>Texts of the household.</summary>
    public Utf8Arena Texts { get; } = new();

    /// <summary>Household code, upper case; empty when not stated.</summary>
    public TextPiece Code { get; set; }

    /// <summary>Hamlet.</summary>
    public TextPiece Hamlet { get; set; }

    /// <summary>Search form of the hamlet.</summary>
    public TextPiece HamletSearch { get; set; }

    /// <summary>Address, empty when not stated.</summary>
    public TextPiece Address { get; set; }

    /// <summary>Telephone, empty when not stated.</summary>
    public TextPiece Phone { get; set; }

    /// <summary>Reviewer, empty when not stated.</summary>
    public TextPiece Reviewer { get; set; }

    /// <summary>Legal date of the visit.</summary>
    public DateOnly ReviewedOn { get; set; }

    /// <summary>Ethnic group of the head.</summary>
    public string EthnicGroup { get; set; } = "99";

    /// <summary>Marks of the household; null when the list has no such column.</summary>
    public bool? HasMerit { get; set; }

    /// <inheritdoc cref="HasMerit"/>
    public bool? IsIndigenousMinority { get; set; }

    /// <inheritdoc cref="HasMerit"/>
    public bool? LacksLabourCapacity { get; set; }

    /// <inheritdoc cref="HasMerit"/>
    public bool? InDifficultArea { get; set; }

    /// <summary>Answers that decide the class.</summary>
    public Answers Answers { get; set; }

    /// <summary>Missed indicators, one bit each in the order of the catalogue.</summary>
    public uint Deprived { get; set; }

    /// <summary>Codes of the causes, sorted.</summary>
    public SortedSet<string> Causes { get; } = new(StringComparer.Ordinal);

    /// <summary>Needs, one bit each from <see cref="Columns.Field.NeedHealth"/> on.</summary>
    public uint Needs { get; set; }

    /// <summary>Class that the list states.</summary>
    public PovertyClass? StatedClass { get; set; }

    /// <summary>Change that the list states: new, relapsed or still.</summary>
    public string? StatedChange { get; set; }

    /// <summary>Income and work between reviews, where the list states them.</summary>
    public LivelihoodDraft? Livelihood { get; set; }

    /// <summary>Class computed from the answers.</summary>
    public PovertyClass Class { get; set; }

    /// <summary>Begins the next household.</summary>
    public void Begin(int ordinal, int sheet, int row)
    {
        (Ordinal, Sheet, FirstRow, LastRow, HasFault, MemberCount, Head) = (ordinal, sheet, row, row, false, 0, -1);
        Texts.Clear();
        FirstRelationTyped = Code = Hamlet = HamletSearch = Address = Phone = Reviewer = default;
        (EthnicGroup, StatedClass, StatedChange, Class, Deprived, Needs, Answers) = ("99", null, null, PovertyClass.Undetermined, 0, 0, default);
        (IsHeadOnly, Persons, Livelihood) = (false, 0, null);
        HasMerit = IsIndigenousMinority = LacksLabourCapacity = InDifficultArea = null;
        Causes.Clear();
    }
}
