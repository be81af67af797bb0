using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.HouseholdEvents;

/// <summary>One household that was entered twice becomes one: who stands in both is kept once, who stands in the second alone goes over. Changes both completely, or refuses and changes nothing.</summary>
public static class Doubles
{
    /// <summary>Joins them from the day; the second ends.</summary>
    /// <param name="into">The entry that stays; its head stays the head.</param>
    /// <param name="second">The entry that ends.</param>
    /// <param name="on">The day.</param>
    /// <param name="today">Today in Viet Nam.</param>
    /// <param name="now">Now.</param>
    /// <returns>Members of the second entry who stand in the first, too, each with that one; or why not.</returns>
    public static (IReadOnlyList<(Member Second, Member First)> Twice, Refusal? Refusal) Join(Dossier into, Dossier second, DateOnly on, DateOnly today, DateTimeOffset now)
    {
        if (into.Household.ProvinceCode != second.Household.ProvinceCode || into.Household.CommuneCode != second.Household.CommuneCode)
            return ([], EventRules.OtherCommune);
        var people = second.Living;
        if ((into.WhyNotOn(on, today) ?? second.WhyNotOn(on, today) ?? into.WhyNotThere(on) ?? second.WhyNotAfter(on)
            ?? people.Select(member => Dossier.WhyNotAfter(member, on)).FirstOrDefault(refusal => refusal is not null)) is { } no)
            return ([], no);
        var left = into.Living.ToList();
        var (twice, others) = (new List<(Member Second, Member First)>(), new List<Member>());
        foreach (var member in people)
        {
            var same = left.Find(other => IsSame(member, other));
            if (same is null)
            {
                others.Add(member);
                continue;
            }

            twice.Add((member, same));
            left.Remove(same);
        }

        if (into.Living.Count + others.Count > EventRules.MostMembers)
            return ([], EventRules.TooMany);
        foreach (var (member, _) in twice)
            Dossier.Leave(member, on);
        second.Release(others);
        into.Receive(others.Select(member => (member, member.RelationCode == Member.HeadRelation ? Member.OtherRelation : member.RelationCode)), on);
        into.Settle(on, now);
        second.Settle(on, now);
        return (twice, null);
    }

    // Two numbers of one kind decide; where one is missing, or one is of an old card, name and birth do.
    private static bool IsSame(Member one, Member other) => one.SharesNumberWith(other) ?? (one.NameSearch == other.NameSearch && one.BirthYear == other.BirthYear && (one.BirthDate is null || other.BirthDate is null || one.BirthDate == other.BirthDate)
            && (one.Sex is null || other.Sex is null || one.Sex == other.Sex));
}
