using PovertyPlatform.Seed.People;

namespace PovertyPlatform.Seed.Samples;

enum SampleClass { Poor, NearPoor, NotPoor }

/// <summary>The answers of one visit: income points, one bit per indicator of 2022-2026, and what officers note beside them.</summary>
sealed record SampleReview(int B1, int Marks, IReadOnlyList<string> Causes, bool HasMerit, bool HasNoLabour, int Needs, long Income, DateOnly On, string Note)
{
    public int B2 => 10 * int.PopCount(Marks);

    /// <summary>The rural rule of 2022-2026, written here a second time on purpose: what it gives is compared with what the product computes.</summary>
    public SampleClass Class => B1 > 140 ? SampleClass.NotPoor : B2 >= 30 ? SampleClass.Poor : SampleClass.NearPoor;
}

/// <summary>A household of the sample commune in one review year.</summary>
sealed record SampleHousehold(string Code, string Hamlet, string Phone, IReadOnlyList<Person> Members, SampleReview Review, SampleClass? Before)
{
    public Person Head => Members[0];
}
