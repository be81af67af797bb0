using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Duplicates;

/// <summary>Two households that are suspected to be one, or to claim one person, and what was decided about them.</summary>
public sealed class DuplicateCandidate : IAreaBound
{
    private const int LeastReason = 10;
    private const int LongestReason = 1000;

    /// <summary>Province of the first household.</summary>
    [PersonalData(DataClass.P1)]
    public required string ProvinceCode { get; init; }

    /// <summary>Commune of the first household.</summary>
    [PersonalData(DataClass.P1)]
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7); ascends with falling points inside one search.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The household with the lesser id.</summary>
    public Guid FirstHouseholdId { get; init; }

    /// <summary>The other.</summary>
    public Guid SecondHouseholdId { get; init; }

    /// <summary>Province of the other.</summary>
    [PersonalData(DataClass.P1)]
    public required string SecondProvinceCode { get; init; }

    /// <summary>Commune of the other.</summary>
    [PersonalData(DataClass.P1)]
    public required string SecondCommuneCode { get; init; }

    /// <summary>Search that found them last.</summary>
    public Guid SearchId { get; init; }

    /// <summary>Points.</summary>
    [PersonalData(DataClass.P1)]
    public int Points { get; init; }

    /// <summary>Members of the first that match one of the second.</summary>
    [PersonalData(DataClass.P1)]
    public short Persons { get; init; }

    /// <summary>Reasons of the best pair of members.</summary>
    [PersonalData(DataClass.P1)]
    public string[] Reasons { get; init; } = [];

    /// <summary>Where it stands.</summary>
    public CandidateState State { get; private set; }

    /// <summary>What was decided.</summary>
    public DuplicateVerdict? Verdict { get; private set; }

    /// <summary>Why.</summary>
    [PersonalData(DataClass.P1)]
    public string? Reason { get; private set; }

    /// <summary>Who decided.</summary>
    [PersonalData(DataClass.P1)]
    public string? SettledBy { get; private set; }

    /// <summary>When.</summary>
    [PersonalData(DataClass.P1)]
    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>When it was found last.</summary>
    [PersonalData(DataClass.P1)]
    public DateTimeOffset FoundAt { get; init; }

    /// <summary>Version of the row, for <c>If-Match</c>.</summary>
    [PersonalData(DataClass.P1)]
    public uint RowVersion { get; init; }

    /// <summary>Decides; only an open candidate can be decided, with a reason.</summary>
    public Refusal? Settle(DuplicateVerdict verdict, string? reason, string by, DateTimeOffset at)
    {
        if (State != CandidateState.Open)
            return Refusal.Conflict("candidate-state", "Cặp hộ này đã được xử lý hoặc không còn nghi trùng; mở lại nếu cần.", "This pair is settled or no longer suspected; reopen it if need be.");
        if (Fault(reason) is { } fault)
            return fault;
        (State, Verdict, Reason, SettledBy, SettledAt) = (CandidateState.Settled, verdict, reason!.Trim(), by, at);
        return null;
    }

    /// <summary>Takes a decision back, with a reason; the earlier one stays in the record.</summary>
    public Refusal? Reopen(string? reason)
    {
        if (State != CandidateState.Settled)
            return Refusal.Conflict("candidate-state", "Chỉ mở lại cặp hộ đã xử lý.", "Only a settled pair is reopened.");
        if (Fault(reason) is { } fault)
            return fault;
        (State, Verdict, Reason, SettledBy, SettledAt) = (CandidateState.Open, null, null, null, null);
        return null;
    }

    private static Refusal? Fault(string? reason) => reason?.Trim().Length is >= LeastReason and <= LongestReason ? null
        : Refusal.Invalid(new FieldFault("reason", $"Nêu lý do, {LeastReason} đến {LongestReason} ký tự, không ghi số định danh.", $"State the reason, {LeastReason} to {LongestReason} characters, without identity numbers."));
}

/// <summary>One decision about a candidate, or its reopening.</summary>
public sealed class DuplicateDecision : IAreaBound
{
    /// <summary>Province of the candidate.</summary>
    [PersonalData(DataClass.P1)]
    public required string ProvinceCode { get; init; }

    /// <summary>Commune of the candidate.</summary>
    [PersonalData(DataClass.P1)]
    public required string CommuneCode { get; init; }

    /// <summary>The candidate.</summary>
    public Guid CandidateId { get; init; }

    /// <summary>Order, from 1.</summary>
    [PersonalData(DataClass.P1)]
    public short Ordinal { get; init; }

    /// <summary>What was decided; null when it was reopened.</summary>
    public DuplicateVerdict? Verdict { get; init; }

    /// <summary>Why.</summary>
    [PersonalData(DataClass.P1)]
    public required string Reason { get; init; }

    /// <summary>Who.</summary>
    [PersonalData(DataClass.P1)]
    public required string DecidedBy { get; init; }

    /// <summary>When.</summary>
    [PersonalData(DataClass.P1)]
    public DateTimeOffset DecidedAt { get; init; }
}

/// <summary>Where a candidate stands.</summary>
public enum CandidateState
{
    /// <summary>Waits for an officer.</summary>
    Open,

    /// <summary>Was decided.</summary>
    Settled,

    /// <summary>A later search no longer suspects it.</summary>
    Gone,
}

/// <summary>What an officer found.</summary>
public enum DuplicateVerdict
{
    /// <summary>Two households with other people.</summary>
    Different,

    /// <summary>One household, entered twice: it is merged.</summary>
    SameHousehold,

    /// <summary>Two households that both claim a person: one of them lets the person go.</summary>
    SamePerson,
}
