using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityService.Domain;

/// <summary>An officer's stay, from signing in to the end. No address and no program is kept of it.</summary>
[Nationwide("Belongs to an account, not to an area.")]
[PersonalData(DataClass.P1)]
public sealed class OfficerSession
{
    /// <summary>Longest stay: a working day.</summary>
    public static readonly TimeSpan LongestStay = TimeSpan.FromHours(10);

    /// <summary>Longest silence.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromHours(1);

    /// <summary>Identity (UUID version 7), the <c>sid</c> of its tokens.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Whose stay it is.</summary>
    public required Guid AccountId { get; init; }

    /// <summary><c>password</c> or <c>external</c>.</summary>
    public required string Way { get; init; }

    /// <summary>True once a second factor was shown.</summary>
    public bool SecondFactor { get; set; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was last used, to the minute.</summary>
    public DateTimeOffset LastSeenAt { get; set; }

    /// <summary>When it was ended, or null.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Who ended it.</summary>
    public string? EndedBy { get; set; }

    /// <summary>True while it may be used.</summary>
    public bool IsAlive(DateTimeOffset now) => EndedAt is null && now < StartedAt + LongestStay && now < LastSeenAt + LongestSilence;
}
