using System.ComponentModel.DataAnnotations;

namespace PovertyPlatform.SupportProgramService.Features.Evaluations;

/// <summary>How the service evaluates by itself (configuration section <c>Evaluations</c>).</summary>
public sealed class EvaluationOptions
{
    /// <summary>Households in one commit. Longer transactions hold up the relays of the whole database server.</summary>
    [Range(1, 5000)]
    public int BatchSize { get; set; } = 500;

    /// <summary>Seconds between two looks for work.</summary>
    [Range(0.05, 3600)]
    public double PollSeconds { get; set; } = 5;
}
