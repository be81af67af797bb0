namespace PovertyPlatform.PartnerService.Domain.Webhooks;

/// <summary>
/// Stops ringing an endpoint that does not answer: after some failures in a row it is left alone for a while, twice as long each time, and then tried with a
/// single bell until one is heard.
/// </summary>
/// <param name="threshold">Failures in a row that open it.</param>
/// <param name="first">First pause.</param>
/// <param name="longest">Longest pause.</param>
public sealed class Breaker(int threshold, TimeSpan first, TimeSpan longest)
{
    /// <summary>Failures in a row that open it.</summary>
    public int Threshold { get; } = threshold;

    /// <summary>How long to leave the endpoint alone after so many failures in a row; null while it still counts as healthy.</summary>
    public TimeSpan? PauseAfter(int failures) => failures < Threshold
        ? null
        : TimeSpan.FromTicks(Math.Min(longest.Ticks, first.Ticks << Math.Min(failures - Threshold, 20)));
}
