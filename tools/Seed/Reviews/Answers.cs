using PovertyPlatform.Contracts;

namespace PovertyPlatform.Seed.Reviews;

/// <summary>The answers of one visit: income points, one bit per indicator of 2022-2026, and what officers note beside them.</summary>
/// <param name="CutOff">Income points that still count as poor: 140 rural, 175 urban.</param>
sealed record Answers(
    int CutOff, int B1, int Marks, IReadOnlyList<string> Causes, bool HasMerit, bool HasNoLabour, int Needs, long Income, DateOnly On, string Note)
{
    public int B2 => 10 * int.PopCount(Marks);

    /// <summary>The rule of 2022-2026, written here a second time on purpose: what it gives is compared with what the product computes.</summary>
    public PovertyClass Class => B1 > CutOff ? PovertyClass.NotPoor : B2 >= 30 ? PovertyClass.Poor : PovertyClass.NearPoor;
}
