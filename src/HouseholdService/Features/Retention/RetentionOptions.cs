using System.ComponentModel.DataAnnotations;

namespace PovertyPlatform.HouseholdService.Features.Retention;

/// <summary>When the rules of retention are applied (configuration section <c>Retention</c>).</summary>
public sealed class RetentionOptions
{
    /// <summary>False leaves it to other instances, or to nobody.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>Hour of the day in Viet Nam from which a round may begin.</summary>
    [Range(0, 23)]
    public int Hour { get; set; } = 2;

    /// <summary>Records looked at in one transaction.</summary>
    [Range(1, 5000)]
    public int Batch { get; set; } = 200;
}
