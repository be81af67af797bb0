using System.Text.Json.Serialization;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>Where a review case stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CaseState>))]
public enum CaseState
{
    /// <summary>Asked for.</summary>
    Requested = 1,

    /// <summary>Screened with form A.</summary>
    Screened,

    /// <summary>On the list of households to review.</summary>
    Listed,

    /// <summary>Visited with form B.</summary>
    Visited,

    /// <summary>Scored and classified.</summary>
    Scored,

    /// <summary>The hamlet meeting agreed.</summary>
    Agreed,

    /// <summary>Posted.</summary>
    Posted,

    /// <summary>An objection is open.</summary>
    Contested,

    /// <summary>Re-checked after an objection.</summary>
    Rechecked,

    /// <summary>Posted again.</summary>
    PostedAgain,

    /// <summary>A higher level gave its opinion.</summary>
    Opined,

    /// <summary>Recognised by decision.</summary>
    Recognised,

    /// <summary>Refused in writing.</summary>
    Refused,

    /// <summary>Certificate issued.</summary>
    Certified,

    /// <summary>Closed; nothing moves it any more.</summary>
    Closed,
}
