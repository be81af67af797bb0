using System.Text.Json.Serialization;

namespace PovertyPlatform.Contracts;

/// <summary>Class of a household under a poverty standard. Readers must accept values they do not know yet.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PovertyClass>))]
public enum PovertyClass
{
    /// <summary>The answers do not decide the class under the standard (for example points where the standard has no cut-offs).</summary>
    Undetermined = 0,

    /// <summary>Poor household (hộ nghèo).</summary>
    Poor = 1,

    /// <summary>Near-poor household (hộ cận nghèo).</summary>
    NearPoor = 2,

    /// <summary>Household of average living standard, recognised on request in farming, forestry, fishery and salt making (hộ có mức sống trung bình).</summary>
    AverageLiving = 3,

    /// <summary>Neither poor nor near-poor (hộ không nghèo).</summary>
    NotPoor = 4,
}
