namespace PovertyPlatform.HouseholdService.Domain.HouseholdEvents;

/// <summary>What happened to a household in life, or what was put right about it.</summary>
public enum HouseholdEventKind
{
    /// <summary>It entered the registry.</summary>
    Registered,

    /// <summary>Some of its people keep house on their own now (tách hộ).</summary>
    Split,

    /// <summary>Another household joined it (nhập hộ).</summary>
    Merged,

    /// <summary>It lives in another hamlet of the commune.</summary>
    Moved,

    /// <summary>It lives in another commune, which took it over.</summary>
    HandedOver,

    /// <summary>A child was born into it.</summary>
    Born,

    /// <summary>Somebody of it died.</summary>
    Died,

    /// <summary>Somebody married into it.</summary>
    Married,

    /// <summary>Another of its people is the head.</summary>
    HeadChanged,

    /// <summary>Something about it had been recorded wrongly.</summary>
    HouseholdCorrected,

    /// <summary>Something about one of its people had been recorded wrongly.</summary>
    MemberCorrected,

    /// <summary>Nobody lives in it any more.</summary>
    Closed,

    /// <summary>An event was taken back.</summary>
    Undone,
}
