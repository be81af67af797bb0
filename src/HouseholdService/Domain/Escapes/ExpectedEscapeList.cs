using System.Text.Json.Serialization;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Escapes;

/// <summary>Households of a commune that are expected to leave poverty in a year (hộ dự kiến thoát nghèo), by hamlet: drafted, then frozen by decision; a change is a new version.</summary>
[FrameOfHamlets]
[PersonalData(DataClass.P1)]
public sealed class ExpectedEscapeList : IAreaBound
{
    /// <summary>Province.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Commune.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Year in which they are expected to leave.</summary>
    public short Year { get; init; }

    /// <summary>Version, from 1.</summary>
    public short Version { get; init; }

    /// <summary>Draft or frozen.</summary>
    public ExpectedListState State { get; private set; } = ExpectedListState.Draft;

    /// <summary>Households on it.</summary>
    public int Households { get; set; }

    /// <summary>Number of the decision that froze it.</summary>
    public string? DecisionNumber { get; private set; }

    /// <summary>Its date.</summary>
    public DateOnly? DecidedOn { get; private set; }

    /// <summary>Who drafted it.</summary>
    public required string DraftedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset DraftedAt { get; set; }

    /// <summary>Row version of the database (<c>xmin</c>).</summary>
    public uint RowVersion { get; set; }

    /// <summary>Freezes the draft by decision.</summary>
    public Refusal? Freeze(string? number, DateOnly decidedOn, string actorId, DateOnly today)
    {
        if (State == ExpectedListState.Frozen)
            return Refusal.Conflict("already-frozen", $"Danh sách đã chốt theo Quyết định {DecisionNumber}; muốn thay đổi, hãy lập phiên bản mới.", $"The list is frozen by decision {DecisionNumber}; draft a new version.");
        if (actorId == DraftedBy)
            return new Refusal(403, "second-person", "Người lập danh sách không được tự chốt.", "Who drafted the list may not freeze it.");
        if (string.IsNullOrWhiteSpace(number) || number.Length > 50 || decidedOn > today || decidedOn.Year < Year - 1 || decidedOn.Year > Year)
            return Refusal.Invalid(new FieldFault("decisionNumber", "Ghi số và ngày quyết định, trong năm hoặc năm liền trước, không ở tương lai.", "State number and date of the decision, in the year or the one before, not in the future."));
        if (Households == 0)
            return Refusal.Rule("empty-list", "Danh sách chưa có hộ nào.", "The list has no household.");
        (State, DecisionNumber, DecidedOn) = (ExpectedListState.Frozen, number.Trim(), decidedOn);
        return null;
    }
}

/// <summary>State of a list of expected escapes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExpectedListState>))]
public enum ExpectedListState
{
    /// <summary>Being prepared.</summary>
    Draft = 1,

    /// <summary>Frozen by decision (đã chốt).</summary>
    Frozen,
}

/// <summary>A household that is expected to leave.</summary>
[PartOfHamlet(nameof(HouseholdId))]
public sealed class ExpectedEscape : IAreaBound
{
    /// <summary>Province.</summary>
    [PersonalData(DataClass.P1)]
    public required string ProvinceCode { get; init; }

    /// <summary>Commune.</summary>
    [PersonalData(DataClass.P1)]
    public required string CommuneCode { get; init; }

    /// <summary>The list.</summary>
    public Guid ListId { get; init; }

    /// <summary>The household.</summary>
    public Guid HouseholdId { get; init; }

    /// <summary>Hamlet.</summary>
    [PersonalData(DataClass.P1)]
    public required string HamletName { get; init; }

    /// <summary>Why it is expected to leave.</summary>
    [PersonalData(DataClass.P2)]
    public required string Reason { get; init; }

    /// <summary>The household itself confirmed.</summary>
    public bool IsConfirmed { get; init; }
}

/// <summary>What came of an expectation, by hamlet.</summary>
/// <param name="Hamlet">Hamlet.</param>
/// <param name="Expected">Households expected to leave.</param>
/// <param name="Escaped">Of these, those that left by decision.</param>
/// <param name="StillOnList">Of these, those that stay.</param>
/// <param name="Unexpected">Households that left and were not expected to.</param>
[PersonalData(DataClass.P1)]
public sealed record EscapeComparison(string Hamlet, int Expected, int Escaped, int StillOnList, int Unexpected)
{
    /// <summary>Compares what was expected with who left, by hamlet.</summary>
    public static IReadOnlyList<EscapeComparison> Of(IEnumerable<(Guid Household, string Hamlet)> expected, IEnumerable<(Guid Household, string Hamlet)> escaped)
    {
        var (hoped, left) = (expected.ToList(), escaped.ToList());
        var (hopedIds, leftIds) = (hoped.Select(pair => pair.Household).ToHashSet(), left.Select(pair => pair.Household).ToHashSet());
        var unexpected = left.Where(pair => !hopedIds.Contains(pair.Household)).ToLookup(pair => pair.Hamlet, StringComparer.Ordinal);
        var byHamlet = hoped.ToLookup(pair => pair.Hamlet, StringComparer.Ordinal);
        return [.. byHamlet.Select(group => group.Key).Union(unexpected.Select(group => group.Key), StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(hamlet =>
        {
            var met = byHamlet[hamlet].Count(pair => leftIds.Contains(pair.Household));
            return new EscapeComparison(hamlet, byHamlet[hamlet].Count(), met, byHamlet[hamlet].Count() - met, unexpected[hamlet].Count());
        })];
    }
}
