using System.Text.Json.Serialization;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>The two reviews of the procedure.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReviewKind>))]
public enum ReviewKind
{
    /// <summary>Annual review (rà soát định kỳ hằng năm).</summary>
    Annual = 1,

    /// <summary>Review on request, once a month (rà soát thường xuyên).</summary>
    Monthly = 2,
}
