using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Lists;

/// <summary>The list (danh sách) of a commune for a year: a draft, then recognised by decision of the commune chair and immutable.</summary>
public sealed class PovertyList : IAreaBound
{
    /// <summary>Province of the commune.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>The commune.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Year of the list.</summary>
    public short ReviewYear { get; init; }

    /// <summary>Standard under which classes were computed.</summary>
    public required string StandardCode { get; set; }

    /// <summary>Draft or recognised.</summary>
    public ListState State { get; set; }

    /// <summary>Who drafted it; may not recognise it.</summary>
    public required string DraftedBy { get; set; }

    /// <summary>When it was drafted or drafted again.</summary>
    public DateTimeOffset DraftedAt { get; set; }

    /// <summary>The recognised list that this one corrects, or null.</summary>
    public Guid? ReplacesListId { get; init; }

    /// <summary>Decision of the list that this one corrects, or null.</summary>
    public string? ReplacesDecisionNumber { get; init; }

    /// <summary>Number of the decision.</summary>
    public string? DecisionNumber { get; set; }

    /// <summary>Legal date of the decision.</summary>
    public DateOnly? DecidedOn { get; set; }

    /// <summary>Who signed, as printed.</summary>
    public string? Signer { get; set; }

    /// <summary>Subject of the token that recognised it.</summary>
    public string? RecognisedBy { get; set; }

    /// <summary>When it was recognised.</summary>
    public DateTimeOffset? RecognisedAt { get; set; }

    /// <summary>First day on which the classes hold.</summary>
    public DateOnly? EffectiveFrom { get; set; }

    /// <summary>Poor households.</summary>
    public int PoorHouseholds { get; set; }

    /// <summary>Near-poor households.</summary>
    public int NearPoorHouseholds { get; set; }

    /// <summary>Average-living farm households.</summary>
    public int AverageLivingHouseholds { get; set; }

    /// <summary>Households out of poverty or near-poverty by this decision.</summary>
    public int EscapedHouseholds { get; set; }

    /// <summary>SHA-256 over the entries, see <see cref="ContentHash"/>.</summary>
    public string? ContentHash { get; set; }

    /// <summary>Row version of the database (<c>xmin</c>).</summary>
    public uint RowVersion { get; set; }
}

/// <summary>State of a list.</summary>
public enum ListState
{
    /// <summary>Being prepared (dự thảo).</summary>
    Draft,

    /// <summary>Recognised by decision (đã công nhận).</summary>
    Recognised,
}
