using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Lists;

/// <summary>The list (danh sách) of a commune for a year: a draft, then recognised by decision of the commune chair and immutable.</summary>
[PersonalData(DataClass.P1)]
[FrameOfHamlets]
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

    /// <summary>True when this is the very decision that recognised the list: a repeated request then changes nothing.</summary>
    public bool WasRecognisedBy(Decision decision) =>
        State == ListState.Recognised && DecisionNumber == decision.Number && DecidedOn == decision.DecidedOn && Signer == decision.Signer;

    /// <summary>Why the decision cannot recognise this list, or null.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="actorId">Subject of the token that recognises.</param>
    /// <param name="today">Today in Viet Nam.</param>
    /// <param name="latestReview">Date of the latest review on the list, or null.</param>
    /// <param name="earlier">Date of the decision before: that of the replaced list, else of the year before; or null.</param>
    public Refusal? WhyNot(Decision decision, string actorId, DateOnly today, DateOnly? latestReview, DateOnly? earlier)
    {
        if (State == ListState.Recognised)
            return Refusal.Conflict("already-recognised", $"Danh sách đã được công nhận theo Quyết định {DecisionNumber}; muốn sửa, hãy lập danh sách điều chỉnh.",
                $"The list is recognised by decision {DecisionNumber}; to change it, draft a correction.");
        if (actorId == DraftedBy)
            return new Refusal(403, "second-person", "Người lập dự thảo không được tự công nhận danh sách.", "Who drafted a list may not recognise it.");
        if (decision.DecidedOn > today)
            return Wrong($"Ngày quyết định {decision.DecidedOn:dd/MM/yyyy} ở tương lai.", $"The date of the decision {decision.DecidedOn:yyyy-MM-dd} is in the future.");
        if (decision.DecidedOn.Year < ReviewYear)
            return Wrong($"Ngày quyết định {decision.DecidedOn:dd/MM/yyyy} trước năm rà soát {ReviewYear}.", $"The decision of {decision.DecidedOn:yyyy-MM-dd} is before the review year {ReviewYear}.");
        if (decision.DecidedOn < latestReview)
            return Wrong($"Quyết định ký trước lần rà soát cuối ({latestReview:dd/MM/yyyy}).", $"The decision is dated before the last review ({latestReview:yyyy-MM-dd}).");
        return decision.DecidedOn < earlier
            ? Wrong($"Quyết định ký trước quyết định liền trước ({earlier:dd/MM/yyyy}).", $"The decision is dated before the one that went before ({earlier:yyyy-MM-dd}).")
            : null;
    }

    /// <summary>Makes the draft a recognised list. Call <see cref="WhyNot"/> before.</summary>
    public void Recognise(Decision decision, string actorId, DateTimeOffset now, IReadOnlyList<PovertyListEntry> entries)
    {
        State = ListState.Recognised;
        (DecisionNumber, DecidedOn, Signer) = (decision.Number, decision.DecidedOn, decision.Signer);
        (RecognisedBy, RecognisedAt, EffectiveFrom) = (actorId, now, decision.DecidedOn);
        Count(entries);
        ContentHash = Lists.ContentHash.Of(entries.Select(entry => (entry.HouseholdId, entry.Class)));
    }

    /// <summary>Keeps the totals of the entries.</summary>
    public void Count(IReadOnlyList<PovertyListEntry> entries)
    {
        PoorHouseholds = entries.Count(entry => entry.Class == PovertyClass.Poor);
        NearPoorHouseholds = entries.Count(entry => entry.Class == PovertyClass.NearPoor);
        AverageLivingHouseholds = entries.Count(entry => entry.Class == PovertyClass.AverageLiving);
        EscapedHouseholds = entries.Count(entry => entry.ExitFromClass is not null);
    }

    private static Refusal Wrong(string vi, string en) => Refusal.Rule("decision-date", vi, en, "QĐ 24/2021/QĐ-TTg");
}

/// <summary>State of a list.</summary>
public enum ListState
{
    /// <summary>Being prepared (dự thảo).</summary>
    Draft,

    /// <summary>Recognised by decision (đã công nhận).</summary>
    Recognised,
}
