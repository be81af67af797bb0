using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Areas;

/// <summary>Hamlets of a commune that were merged, renamed or split by a resolution. It is the commune's act and names nobody; it can be taken back while nothing rests on it.</summary>
[FrameOfHamlets]
[PersonalData(DataClass.P1)]
public sealed class HamletChange : IAreaBound
{
    /// <summary>Province of the commune.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>The commune.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7); the moves of its households bear it.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What was done.</summary>
    public required HamletChangeKind Kind { get; init; }

    /// <summary>First day of the successors; the hamlets that ended are no more on it.</summary>
    public required DateOnly ChangedOn { get; init; }

    /// <summary>Number of the resolution.</summary>
    public required string Evidence { get; init; }

    /// <summary>What else is to be said.</summary>
    public required string Reason { get; init; }

    /// <summary>Subject of the token.</summary>
    public required string RecordedBy { get; init; }

    /// <summary>When it was recorded (UTC).</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>When it was taken back (UTC).</summary>
    public DateTimeOffset? UndoneAt { get; private set; }

    /// <summary>Who took it back.</summary>
    public string? UndoneBy { get; private set; }

    /// <summary>Why.</summary>
    public string? UndoReason { get; private set; }

    /// <summary>Paper behind that.</summary>
    public string? UndoEvidence { get; private set; }

    /// <summary>True where every household of an ended hamlet went to one successor, so that nobody has to be asked.</summary>
    public bool IsCertain => Kind != HamletChangeKind.Split;

    /// <summary>Takes it back.</summary>
    public void Undo(string by, DateTimeOffset now, string reason, string evidence) => (UndoneBy, UndoneAt, UndoReason, UndoEvidence) = (by, now, reason, evidence);
}

/// <summary>One hamlet that ended, with one into which it, or a part of it, went.</summary>
[FrameOfHamlets]
[PersonalData(DataClass.P0)]
public sealed class HamletChangeLine : IAreaBound
{
    /// <summary>Province of the commune.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>The commune.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>The change.</summary>
    public required Guid ChangeId { get; init; }

    /// <summary>The hamlet that ended.</summary>
    public required string OldCode { get; init; }

    /// <summary>The successor.</summary>
    public required string NewCode { get; init; }

    /// <summary>The successor did not exist before.</summary>
    public required bool IsFounded { get; init; }
}

/// <summary>What happened to hamlets.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<HamletChangeKind>))]
public enum HamletChangeKind
{
    /// <summary>One or several went as a whole into another one (sáp nhập).</summary>
    Merged,

    /// <summary>One has another name (đổi tên).</summary>
    Renamed,

    /// <summary>One was divided among several (chia tách): whose household went where has to be said.</summary>
    Split,
}
