using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Duplicates;

/// <summary>A search for doubles of one commune's households, run in the background.</summary>
[PersonalData(DataClass.P1)]
public sealed class DuplicateSearch : IAreaBound
{
    /// <summary>Province of the commune.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>The commune whose households are looked for.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Among whom they are looked for.</summary>
    public SearchReach Reach { get; init; }

    /// <summary>Where it stands.</summary>
    public SearchState State { get; init; }

    /// <summary>Who asked.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>When it was begun.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How often it was begun.</summary>
    public short Attempts { get; init; }

    /// <summary>Somebody wants it to stop.</summary>
    public bool CancelRequested { get; set; }

    /// <summary>Steps of every search: hundredths of those to be read.</summary>
    public const short AllSteps = 100;

    /// <summary>Steps done.</summary>
    public short StepsDone { get; init; }

    /// <summary>Steps in all.</summary>
    public short Steps { get; init; } = AllSteps;

    /// <summary>Pairs of persons that were compared.</summary>
    public long Compared { get; init; }

    /// <summary>Pairs of households that are suspected.</summary>
    public int Found { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Failure { get; init; }
}

/// <summary>Among whom doubles are looked for.</summary>
public enum SearchReach
{
    /// <summary>The commune itself.</summary>
    Commune,

    /// <summary>Its province.</summary>
    Province,

    /// <summary>All provinces.</summary>
    Country,
}

/// <summary>Where a search stands.</summary>
public enum SearchState
{
    /// <summary>Waits for its turn.</summary>
    Queued,

    /// <summary>Runs.</summary>
    Running,

    /// <summary>Has ended; its candidates are there.</summary>
    Done,

    /// <summary>Was stopped; nothing of it was kept.</summary>
    Cancelled,

    /// <summary>Could not be run.</summary>
    Failed,
}
