using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Standards;

/// <summary>A public posting (niêm yết) of the list of a province's own standard: where, from when to when. It holds no names, as the list does not.</summary>
[FrameWithoutHamlet(nameof(HamletName))]
[PersonalData(DataClass.P1)]
public sealed class LocalListPosting : IHamletBound
{
    private const string Procedure = "QĐ 24/2021/QĐ-TTg";

    /// <summary>Province.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Commune.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The list.</summary>
    public Guid ListId { get; init; }

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

    /// <summary>What was irregular and let pass by rule.</summary>
    public string[] Irregularities { get; private set; } = [];

    /// <summary>Who recorded it.</summary>
    public required string PostedBy { get; init; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Why the list cannot hang like this, or null. Marks what the rules only mark.</summary>
    /// <param name="list">The list.</param>
    /// <param name="isLatest">No other list corrects it.</param>
    /// <param name="rules">Rules of the first day.</param>
    public Refusal? WhyNot(LocalList list, bool isLatest, ReviewRules rules)
    {
        if (!isLatest)
            return Refusal.Conflict("local-list-replaced", "Danh sách này đã được đính chính; hãy niêm yết danh sách mới nhất.", "This list has been corrected; post the latest one.") with { LegalSource = Procedure };
        if (FromDay < list.DecidedOn)
            return Refusal.Rule("dates-out-of-order", $"Không niêm yết trước quyết định ngày {list.DecidedOn:dd/MM/yyyy}.", $"It cannot hang before the decision of {list.DecidedOn:yyyy-MM-dd}.", Procedure);
        var (refusal, irregularities) = PostingTerm.Check(Places, FromDay, Until, rules, ReviewRule.PostingDays);
        Irregularities = irregularities;
        return refusal;
    }
}
