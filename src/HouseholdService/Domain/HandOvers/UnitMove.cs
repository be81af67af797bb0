using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.HandOvers;

/// <summary>
/// Takes all households of a province's ended communes over to the communes that the State's table names for certain, in the background. Whole provinces ended in one reform,
/// so its area is the province as it is now.
/// </summary>
[PersonalData(DataClass.P1)]
public sealed class UnitMove : IAreaBound
{
    private const string Reform = "QĐ 19/2025/QĐ-TTg";

    /// <summary>Province of the new communes.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Empty: the whole province.</summary>
    public string CommuneCode { get; init; } = "";

    /// <summary>Identity (UUID version 7); the hand-overs of its households bear it.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>First day of the new communes; every household goes from that day.</summary>
    public DateOnly ChangedOn { get; init; }

    /// <summary>Where it stands.</summary>
    public UnitMoveState State { get; private set; }

    /// <summary>Households that had to go when it began.</summary>
    public int Households { get; private set; }

    /// <summary>Households that went.</summary>
    public int Moved { get; private set; }

    /// <summary>Households that could not go yet, or not back.</summary>
    public int Waiting { get; private set; }

    /// <summary>Households that went back.</summary>
    public int TakenBack { get; private set; }

    /// <summary>Why, for the communes to read.</summary>
    public required string Reason { get; init; }

    /// <summary>Number of the paper, such as the resolution on the new units.</summary>
    public required string Evidence { get; init; }

    /// <summary>Who asked.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>When it was begun (UTC).</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>How often it was begun.</summary>
    public short Attempts { get; private set; }

    /// <summary>Why it failed.</summary>
    public string? Failure { get; private set; }

    /// <summary>Who wants it undone.</summary>
    public string? UndoRequestedBy { get; private set; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset? UndoRequestedAt { get; private set; }

    /// <summary>Why it is undone.</summary>
    public string? UndoReason { get; private set; }

    /// <summary>Number of the paper behind the undoing.</summary>
    public string? UndoEvidence { get; private set; }

    /// <summary>Asks that everything goes back where it was; also while it runs.</summary>
    public Refusal? Undo(string by, DateTimeOffset now, string reason, string evidence)
    {
        if (State is UnitMoveState.UndoQueued or UnitMoveState.Undoing or UnitMoveState.Undone)
            return Refusal.Conflict("already-undone", "Đợt chuyển này đã hoặc đang được hủy.", "This move is undone already, or is being undone.") with { LegalSource = Reform };
        (State, EndedAt, Failure, Attempts) = (UnitMoveState.UndoQueued, null, null, 0);
        (UndoRequestedBy, UndoRequestedAt, UndoReason, UndoEvidence) = (by, now, reason, evidence);
        return null;
    }

    /// <summary>Nothing has to go.</summary>
    public static Refusal NothingWaits(string province) => Refusal.Rule("nothing-waits", $"Không còn hộ nào ở các xã cũ đã sáp nhập trọn vào tỉnh mang mã {province}; xã bị chia tách thì chọn theo thôn.",
        $"No household stands in a commune that went as a whole into the province {province}; divided communes go by hamlet.", Reform);

    /// <summary>Another move of the same reform runs.</summary>
    public static Refusal RunsAlready(Guid id) => Refusal.Conflict("move-runs", $"Đợt chuyển {id} của tỉnh này chưa xong.", $"The move {id} of this province has not ended.") with { LegalSource = Reform };
}

/// <summary>A household that a move could not take along, or not take back.</summary>
[PersonalData(DataClass.P1)]
public sealed class UnitMoveWait : IAreaBound
{
    /// <summary>Province of the new commune.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>The new commune.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>The move.</summary>
    public Guid MoveId { get; init; }

    /// <summary>The household.</summary>
    public Guid HouseholdId { get; init; }

    /// <summary>Code of the reason.</summary>
    public required string Code { get; init; }

    /// <summary>The reason in Vietnamese.</summary>
    public required string Vi { get; init; }

    /// <summary>The reason in English.</summary>
    public required string En { get; init; }
}

/// <summary>Where a move stands.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<UnitMoveState>))]
public enum UnitMoveState
{
    /// <summary>Waits for its turn.</summary>
    Queued,

    /// <summary>Runs.</summary>
    Running,

    /// <summary>Has ended; what could not go is named with reasons.</summary>
    Done,

    /// <summary>Waits to be undone.</summary>
    UndoQueued,

    /// <summary>Is being undone.</summary>
    Undoing,

    /// <summary>Was undone; what could not go back is named with reasons.</summary>
    Undone,

    /// <summary>Could not be run; what went stays, and can be undone.</summary>
    Failed,
}
