using System.Text.Json.Serialization;
using PovertyPlatform.Contracts;

namespace PovertyPlatform.HouseholdService.Domain.Movements;

/// <summary>What happened to a household between two reviews; derived each time, never stored.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChangeType>))]
public enum ChangeType
{
    /// <summary>Neither before nor after.</summary>
    None,

    /// <summary>Still poor (nghèo cũ).</summary>
    StillPoor,

    /// <summary>Left poverty and is near-poor (thoát nghèo, cận nghèo).</summary>
    EscapedToNearPoor,

    /// <summary>Left poverty (vượt chuẩn cận nghèo).</summary>
    Escaped,

    /// <summary>Near-poor became poor; a column of its own, not newly arising.</summary>
    FellToPoor,

    /// <summary>Still near-poor.</summary>
    StillNearPoor,

    /// <summary>Left near-poverty (thoát cận nghèo).</summary>
    EscapedNearPoverty,

    /// <summary>Poor again (tái nghèo).</summary>
    Relapsed,

    /// <summary>Poor for the first time (phát sinh).</summary>
    NewlyPoor,

    /// <summary>Near-poor again after an earlier time on the list.</summary>
    RelapsedToNearPoor,

    /// <summary>Near-poor for the first time.</summary>
    NewlyNearPoor,

    /// <summary>Gone from the commune's list by split, merge, death or correction.</summary>
    OtherDecrease,

    /// <summary>Come to the commune's list by split, merge or correction.</summary>
    OtherIncrease,

    /// <summary>Handed over to another commune with its class, which that commune goes on from.</summary>
    MovedOut,
}

/// <summary>A household at both ends of a period.</summary>
/// <param name="HouseholdId">The household.</param>
/// <param name="Start">Class on the list at the start, or null when it was on none.</param>
/// <param name="StartPersons">Persons then.</param>
/// <param name="End">Class on the list at the end, or null when it is on none.</param>
/// <param name="EndPersons">Persons then.</param>
/// <param name="WasPoor">It was poor on a list before the start.</param>
/// <param name="WasNearPoor">It was near-poor on a list before the start.</param>
/// <param name="CameOrWent">It entered or left the commune otherwise than by a review.</param>
/// <param name="MovedIn">It was handed over to the commune in between: the start is what came with it, not what the commune's own list said.</param>
/// <param name="MovedOut">It was handed over to another commune in between and is there at the end.</param>
public sealed record Passage(
    Guid HouseholdId, PovertyClass? Start, int StartPersons, PovertyClass? End, int EndPersons, bool WasPoor, bool WasNearPoor, bool CameOrWent, bool MovedIn = false, bool MovedOut = false)
{
    /// <summary>What happened.</summary>
    public ChangeType Change => (On(Start), On(End)) switch
    {
        (PovertyClass.Poor, PovertyClass.Poor) => ChangeType.StillPoor,
        (PovertyClass.Poor, PovertyClass.NearPoor) => ChangeType.EscapedToNearPoor,
        (PovertyClass.NearPoor, PovertyClass.Poor) => ChangeType.FellToPoor,
        (PovertyClass.NearPoor, PovertyClass.NearPoor) => ChangeType.StillNearPoor,
        (not null, null) when MovedOut => ChangeType.MovedOut,
        (not null, null) when CameOrWent => ChangeType.OtherDecrease,
        (PovertyClass.Poor, null) => ChangeType.Escaped,
        (PovertyClass.NearPoor, null) => ChangeType.EscapedNearPoverty,
        (null, not null) when CameOrWent => ChangeType.OtherIncrease,
        (null, PovertyClass.Poor) => WasPoor ? ChangeType.Relapsed : ChangeType.NewlyPoor,
        (null, PovertyClass.NearPoor) => WasNearPoor || WasPoor ? ChangeType.RelapsedToNearPoor : ChangeType.NewlyNearPoor,
        _ => ChangeType.None,
    };

    private static PovertyClass? On(PovertyClass? found) => found is PovertyClass.Poor or PovertyClass.NearPoor ? found : null;
}
