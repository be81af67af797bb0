using System.ComponentModel.DataAnnotations;

namespace PovertyPlatform.PartnerService.Domain.Webhooks;

/// <summary>How bells are rung (configuration section <c>Webhooks</c>).</summary>
public sealed class WebhookOptions
{
    /// <summary>Development only: endpoints on this machine, and plain http to them.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>Base64 of 32 random bytes that seal signing secrets in the database. Required in production.</summary>
    public string? SecretKey { get; set; }

    /// <summary>What stands before <c>/v1/grants/…</c> in the link of a bell: the address of the gateway, or the path behind it.</summary>
    [Required]
    public string PublicUrl { get; set; } = "/partner";

    /// <summary>Waits after failed attempts; empty means those of <see cref="UsualRetryDelays"/>. After the last the endpoint is disabled.</summary>
    public IList<TimeSpan> RetryDelays { get; } = [];

    /// <summary>Share by which waits vary at random.</summary>
    [Range(0, 0.5)]
    public double RetryJitter { get; set; } = 0.1;

    /// <summary>Longest time for one attempt.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Bells rung at once at one endpoint.</summary>
    [Range(1, 64)]
    public int PerEndpoint { get; set; } = 4;

    /// <summary>Bells rung at once by one instance of the service.</summary>
    [Range(1, 2000)]
    public int Parallel { get; set; } = 128;

    /// <summary>Failures in a row after which an endpoint is left alone for a while.</summary>
    [Range(1, 100)]
    public int BreakAfter { get; set; } = 5;

    /// <summary>First time for which it is left alone; doubles with each further failure.</summary>
    public TimeSpan BreakFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time for which it is left alone.</summary>
    public TimeSpan BreakAtMost { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long the old secret signs too after a rotation.</summary>
    public TimeSpan OldSecretFor { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Most endpoints of one client.</summary>
    [Range(1, 1000)]
    public int EndpointsPerClient { get; set; } = 10;

    /// <summary>Days for which finished deliveries are listed.</summary>
    [Range(1, 400)]
    public int DeliveriesKeptDays { get; set; } = 30;

    /// <summary>The ladder of Standard Webhooks: 5 s, 5 min, 30 min, 2, 5, 10, 14, 20 and 24 h.</summary>
    public static readonly IReadOnlyList<TimeSpan> UsualRetryDelays =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>How long an attempt belongs to its sender; longer than any attempt can take.</summary>
    public TimeSpan Lease => Timeout + TimeSpan.FromSeconds(20);

    /// <summary>The ladder in force.</summary>
    public RetryLadder Ladder => new(RetryDelays.Count > 0 ? [.. RetryDelays] : UsualRetryDelays, RetryJitter);

    /// <summary>The breaker in force.</summary>
    public Breaker Breaker => new(BreakAfter, BreakFor, BreakAtMost);
}
