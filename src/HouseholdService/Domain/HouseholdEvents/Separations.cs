using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.HouseholdEvents;

/// <summary>Events that divide or join households. Each either changes its dossiers completely, or refuses and changes nothing.</summary>
public static class Separations
{
    /// <summary>Some people keep house on their own from the day (tách hộ); the new household is nobody's class until it is reviewed.</summary>
    /// <param name="origin">The household that they leave.</param>
    /// <param name="fresh">The new household, without people yet.</param>
    /// <param name="going">Who goes, with the relation to the new head; one of them is <see cref="Member.HeadRelation"/>.</param>
    /// <param name="newHeadOfOrigin">Who follows when the head goes.</param>
    /// <param name="on">The day.</param>
    /// <param name="today">Today in Viet Nam.</param>
    /// <param name="now">Now.</param>
    public static Refusal? Split(Dossier origin, Dossier fresh, IReadOnlyList<(Guid Id, string Relation)> going, Guid? newHeadOfOrigin, DateOnly on, DateOnly today, DateTimeOffset now)
    {
        if (origin.WhyNotOn(on, today) is { } no)
            return no;
        if (going.Count == 0)
            return EventRules.NobodyGoes;
        var people = going.Select(one => (Member: origin.Find(one.Id), one.Relation)).ToList();
        if (people.Exists(one => one.Member is null) || going.DistinctBy(one => one.Id).Count() != going.Count)
            return EventRules.NotMember("members");
        var goers = people.ConvertAll(one => one.Member!);
        if (goers.Count == origin.Living.Count)
            return EventRules.NobodyStays;
        if (people.Count(one => one.Relation == Member.HeadRelation) != 1)
            return Refusal.Rule("head-unclear", "Hộ mới phải có đúng một chủ hộ trong số người tách ra.", "The new household needs exactly one head among those who go.", HouseholdLaw.Head);
        if (goers.Select(member => Dossier.WhyNotAfter(member, on)).FirstOrDefault(refusal => refusal is not null) is { } early)
            return early;
        if (Dossier.WhyNotHead(people.Find(one => one.Relation == Member.HeadRelation).Member!, goers, on) is { } minor)
            return minor;
        if (Follow(origin, goers, newHeadOfOrigin, on) is { } headless)
            return headless;

        var follower = newHeadOfOrigin is { } id ? origin.Find(id) : null;
        origin.Release(goers);
        if (follower is not null)
            origin.PutAtHead(follower, on, Member.OtherRelation);
        fresh.Household.StartedOn = on;
        fresh.Receive(people.Select(one => (one.Member!, one.Relation)), on);
        origin.Settle(on, now);
        fresh.Settle(on, now);
        return null;
    }

    /// <summary>A household joins another one from the day (nhập hộ) and ends.</summary>
    /// <param name="into">Where they will live; its head stays the head.</param>
    /// <param name="joining">The household that ends.</param>
    /// <param name="relations">Relations of those who join to the head; <see cref="Member.OtherRelation"/> when none is given.</param>
    /// <param name="on">The day.</param>
    /// <param name="today">Today in Viet Nam.</param>
    /// <param name="now">Now.</param>
    public static Refusal? Merge(Dossier into, Dossier joining, IReadOnlyDictionary<Guid, string> relations, DateOnly on, DateOnly today, DateTimeOffset now)
    {
        if (into.Household.Id == joining.Household.Id)
            return EventRules.SameHousehold;
        if (into.Household.ProvinceCode != joining.Household.ProvinceCode || into.Household.CommuneCode != joining.Household.CommuneCode)
            return EventRules.OtherCommune;
        if ((into.WhyNotOn(on, today) ?? joining.WhyNotOn(on, today)) is { } no)
            return no;
        var people = joining.Living;
        if ((into.WhyNotThere(on) ?? joining.WhyNotAfter(on) ?? people.Select(member => Dossier.WhyNotAfter(member, on)).FirstOrDefault(refusal => refusal is not null)) is { } early)
            return early;
        if (relations.Values.Contains(Member.HeadRelation))
            return EventRules.TwoHeads;
        if (into.Living.Count + people.Count > EventRules.MostMembers)
            return EventRules.TooMany;
        joining.Release([.. people]);
        into.Receive(people.Select(member => (member, relations.GetValueOrDefault(member.Id, Member.OtherRelation))), on);
        into.Settle(on, now);
        joining.Settle(on, now);
        return null;
    }

    /// <summary>Somebody marries and lives with the spouse's household from the day.</summary>
    /// <param name="from">The household that the person leaves; it ends when nobody stays.</param>
    /// <param name="into">The spouse's household.</param>
    /// <param name="memberId">Who moves.</param>
    /// <param name="spouseId">The spouse.</param>
    /// <param name="relation">Relation to the head there.</param>
    /// <param name="newHeadOfOrigin">Who follows when the head goes.</param>
    /// <param name="on">The day.</param>
    /// <param name="today">Today in Viet Nam.</param>
    /// <param name="now">Now.</param>
    public static Refusal? Marry(
        Dossier from, Dossier into, Guid memberId, Guid spouseId, string relation, Guid? newHeadOfOrigin, DateOnly on, DateOnly today, DateTimeOffset now)
    {
        if (from.Household.Id == into.Household.Id)
            return EventRules.SameHousehold;
        if (from.Household.ProvinceCode != into.Household.ProvinceCode || from.Household.CommuneCode != into.Household.CommuneCode)
            return EventRules.OtherCommune;
        if ((from.WhyNotOn(on, today) ?? into.WhyNotOn(on, today)) is { } no)
            return no;
        if (from.Find(memberId) is not { } member)
            return EventRules.NotMember("memberId");
        if (into.Find(spouseId) is not { } spouse)
            return EventRules.NotMember("spouseId");
        if (relation == Member.HeadRelation)
            return EventRules.TwoHeads;
        if (member.Id == spouse.Id || !IsOfAge(member, on) || !IsOfAge(spouse, on))
            return Refusal.Rule("too-young-to-marry", "Người kết hôn phải đủ tuổi (nam từ đủ 20, nữ từ đủ 18).", "Who marries must be of age (men 20, women 18).",
                "Luật Hôn nhân và gia đình 52/2014/QH13, Điều 8");
        if ((into.WhyNotThere(on) ?? Dossier.WhyNotAfter(member, on)) is { } early)
            return early;
        if (into.Living.Count >= EventRules.MostMembers)
            return EventRules.TooMany;
        if (from.Living.Count > 1 && Follow(from, [member], newHeadOfOrigin, on) is { } headless)
            return headless;

        var follower = newHeadOfOrigin is { } id ? from.Find(id) : null;
        from.Release([member]);
        if (follower is not null)
            from.PutAtHead(follower, on, Member.OtherRelation);
        into.Receive([(member, relation)], on);
        from.Settle(on, now);
        into.Settle(on, now);
        return null;
    }

    // Of somebody whose day of birth is not known the year decides, in favour of the person.
    private static bool IsOfAge(Member member, DateOnly on)
    {
        var years = member.Sex == Sex.Male ? 20 : 18;
        return member.BirthDate is { } date ? date.AddYears(years) <= on : member.BirthYear is not { } year || year + years <= on.Year;
    }

    /// <summary>Why those who stay would be without head or with two, or null.</summary>
    internal static Refusal? Follow(Dossier origin, IReadOnlyCollection<Member> goers, Guid? newHead, DateOnly on)
    {
        var staying = origin.Living.Where(member => !goers.Contains(member)).ToList();
        if (origin.Head is null || goers.Contains(origin.Head))
        {
            if (newHead is not { } id)
                return EventRules.HeadNeeded;
            return staying.Find(member => member.Id == id) is not { } follower ? EventRules.NotMember("newHeadId")
                : origin.WhyNotAfter(on) ?? Dossier.WhyNotAfter(follower, on) ?? Dossier.WhyNotHead(follower, staying, on);
        }

        return newHead is null || newHead == origin.Head.Id ? null : EventRules.TwoHeads;
    }
}
