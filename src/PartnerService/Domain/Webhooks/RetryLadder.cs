namespace PovertyPlatform.PartnerService.Domain.Webhooks;

/// <summary>How long to wait after each failed attempt; after the last step there is no further one.</summary>
/// <param name="steps">Waits after the first, second, … failed attempt.</param>
/// <param name="jitter">Share by which a wait is lengthened or shortened at random, 0 to 0.5: endpoints that failed together shall not come back together.</param>
public sealed class RetryLadder(IReadOnlyList<TimeSpan> steps, double jitter)
{
    /// <summary>The wait after so many attempts, or null when it was the last.</summary>
    /// <param name="attempts">Attempts made, from 1.</param>
    /// <param name="chance">A random number from 0 to 1.</param>
    public TimeSpan? After(int attempts, double chance) =>
        attempts > steps.Count ? null : steps[attempts - 1] * (1 + jitter * (2 * chance - 1));
}
