using PovertyPlatform.Contracts;
using PovertyPlatform.Seed.People;
using PovertyPlatform.Seed.Reviews;

namespace PovertyPlatform.Seed.Province;

/// <summary>One household of the invented province.</summary>
/// <param name="Review">Its visit of 2025; null for the many that nobody needed to visit.</param>
/// <param name="Previous">Class on the list of 2024.</param>
/// <param name="IsListed">On the recognised list of 2025: poor, near-poor, or out by this decision.</param>
sealed record SeededHousehold(Guid Id, string Code, string Hamlet, IReadOnlyList<(Guid Id, Person Person)> Members, Guid ReviewId, Answers? Review, PovertyClass? Previous, bool IsListed)
{
    public Person Head => Members[0].Person;

    public PovertyClass? ExitFrom => IsListed && Review!.Class == PovertyClass.NotPoor ? Previous : null;

    public int AdultsOn(DateOnly day) => Members.Count(m => m.Person.AgeOn(day) >= 18);

    /// <summary>Events told about it so far: registered, reviewed, recognised.</summary>
    public long Version => IsListed ? 3 : Review is null ? 1 : 2;
}
