using PovertyPlatform.Contracts;

namespace PovertyPlatform.Seed.Province;

/// <summary>The decision by which a commune's list of 2025 was recognised, and the instants of the story: all fixed, so that the same seed gives the same rows.</summary>
sealed record Decision(CommunePlan Commune, Guid ListId)
{
    public const int Year = 2025;
    public const string Standard = "2022-2026";

    /// <summary>When everything was entered.</summary>
    public static readonly DateTimeOffset Entered = new(2025, 11, 20, 2, 0, 0, TimeSpan.Zero);

    /// <summary>Recognitions of the province lie between 1 and 12 December.</summary>
    public DateOnly On => new(2025, 12, 1 + Commune.Number % 12);

    public DateTimeOffset At => new(On, new TimeOnly(3, 0), TimeSpan.Zero);

    public string Number => $"{20 + Commune.Number % 60}/QĐ-UBND";

    public string Signer => $"Chủ tịch UBND {Commune.Name}";

    public AreaType AreaType => Commune.IsUrban ? AreaType.Urban : AreaType.Rural;
}
