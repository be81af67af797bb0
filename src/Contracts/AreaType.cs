using System.Text.Json.Serialization;

namespace PovertyPlatform.Contracts;

/// <summary>Urban or rural; decided by the type of the commune on the day of the review, and itself deciding the poverty line.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AreaType>))]
public enum AreaType
{
    /// <summary>Rural area (nông thôn): xã.</summary>
    Rural = 1,

    /// <summary>Urban area (thành thị, since 2027 đô thị): phường, thị trấn.</summary>
    Urban = 2,
}
