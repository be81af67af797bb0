using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Reference;

/// <summary>A code of a small list: cause, ethnic group, category, relation or need.</summary>
[Nationwide("Reference data of the State.")]
[PersonalData(DataClass.P0)]
public sealed class CodeListItem
{
    /// <summary><c>cause</c>, <c>ethnic-group</c>, <c>category</c>, <c>relation</c> or <c>need</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Code inside the list.</summary>
    public required string Code { get; init; }

    /// <summary>Order on forms.</summary>
    public short Ordinal { get; init; }

    /// <summary>Vietnamese name.</summary>
    public required string NameVi { get; init; }

    /// <summary>English name.</summary>
    public string NameEn { get; init; } = "";

    /// <summary>Official code under which a local one is counted.</summary>
    public string? ParentCode { get; init; }

    /// <summary>Other spellings that lists use.</summary>
    public string[] Synonyms { get; init; } = [];

    /// <summary>What only this list knows: <c>local</c> and <c>restricted</c> causes, <c>minority</c> groups, the kind of a category.</summary>
    public string[] Tags { get; init; } = [];

    /// <summary>Number of the act.</summary>
    public string LegalBasis { get; init; } = "";

    /// <summary>H, M or L.</summary>
    public string Confidence { get; init; } = "";
}
