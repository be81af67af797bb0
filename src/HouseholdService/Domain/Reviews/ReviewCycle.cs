using System.Text.Json.Serialization;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>A commune's annual review, or its review on request of one month: plan, committee, window, totals, lock.</summary>
[FrameOfHamlets]
public sealed partial class ReviewCycle : IAreaBound
{
    /// <summary>Province of the commune.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>The commune.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Annual or monthly.</summary>
    public ReviewKind Kind { get; init; }

    /// <summary>Calendar year of the review.</summary>
    public short Year { get; init; }

    /// <summary>Month of a review on request; 0 for the annual one.</summary>
    public short Month { get; init; }

    /// <summary>Year of the list that its decisions change: its own for the annual review, that of the list in force for a monthly one.</summary>
    public short ListYear { get; init; }

    /// <summary>Number of the plan (kế hoạch).</summary>
    public required string PlanNumber { get; init; }

    /// <summary>Date of the plan.</summary>
    public DateOnly PlannedOn { get; init; }

    /// <summary>First day of work.</summary>
    public DateOnly OpensOn { get; init; }

    /// <summary>Last day on which a decision may be taken.</summary>
    public DateOnly ClosesOn { get; init; }

    /// <summary>Where it stands.</summary>
    public CycleState State { get; private set; }

    /// <summary>Decision that set up the steering committee (Ban Chỉ đạo).</summary>
    public string? CommitteeDecision { get; private set; }

    /// <summary>Its date.</summary>
    public DateOnly? CommitteeDecidedOn { get; private set; }

    /// <summary>Subject of the token that planned it.</summary>
    public required string PlannedBy { get; init; }

    /// <summary>When it was opened.</summary>
    public DateTimeOffset? OpenedAt { get; private set; }

    /// <summary>When the last case was closed.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Number of the report to the province.</summary>
    public string? ReportNumber { get; private set; }

    /// <summary>Its date.</summary>
    public DateOnly? ReportedOn { get; private set; }

    /// <summary>Totals of the report (JSON), as they were sent.</summary>
    public string? Totals { get; private set; }

    /// <summary>When the province locked it.</summary>
    public DateTimeOffset? LockedAt { get; private set; }

    /// <summary>Subject of the token that locked it.</summary>
    public string? LockedBy { get; private set; }

    /// <summary>Why it was cancelled.</summary>
    public string? CancelReason { get; private set; }

    /// <summary>Row version of the database (<c>xmin</c>).</summary>
    public uint RowVersion { get; set; }
}

/// <summary>Where a cycle stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CycleState>))]
public enum CycleState
{
    /// <summary>Planned.</summary>
    Planned = 1,

    /// <summary>Open: cases move.</summary>
    Open,

    /// <summary>Every case is closed.</summary>
    Closed,

    /// <summary>Totals were sent to the province.</summary>
    Reported,

    /// <summary>Locked by the province.</summary>
    Locked,

    /// <summary>Cancelled before it did anything.</summary>
    Cancelled,
}
