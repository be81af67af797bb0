using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.HouseholdEvents;

/// <summary>Events inside one household. Each either changes its dossier completely, or refuses and changes nothing.</summary>
public static class LifeEvents
{
    /// <summary>A household enters the registry with its people.</summary>
    /// <param name="fresh">The household, without people yet.</param>
    /// <param name="people">Who lives in it, with the relation to the head.</param>
    /// <param name="on">The day.</param>
    /// <param name="today">Today in Viet Nam.</param>
    /// <param name="now">Now.</param>
    public static Refusal? Register(Dossier fresh, IReadOnlyList<(Member Member, string Relation)> people, DateOnly on, DateOnly today, DateTimeOffset now)
    {
        if (fresh.WhyNotOn(on, today) is { } no)
            return no;
        if (people.Count is 0 or > EventRules.MostMembers)
            return people.Count == 0
                ? Refusal.Rule("nobody-lives-there", "Hộ phải có ít nhất một người.", "A household has at least one person.", HouseholdLaw.Head)
                : EventRules.TooMany;
        var heads = people.Where(one => one.Relation == Member.HeadRelation).ToList();
        if (heads.Count != 1)
            return Refusal.Rule("head-unclear", $"Hộ phải có đúng một chủ hộ; ở đây có {heads.Count}.", $"A household has exactly one head; here are {heads.Count}.", HouseholdLaw.Head);
        if (people.Any(one => BornAfter(one.Member, on)))
            return BornLater(on);
        if (Dossier.WhyNotHead(heads[0].Member, people.Select(one => one.Member), on) is { } minor)
            return minor;
        fresh.Household.StartedOn = on;
        fresh.Receive(people, on);
        fresh.Settle(on, now);
        fresh.Household.Version = 1;
        return null;
    }

    /// <summary>A child was born into the household on its birth date.</summary>
    public static Refusal? Bear(Dossier dossier, Member child, string relation, DateOnly today, DateTimeOffset now)
    {
        if (child.BirthDate is not { } born)
            return Refusal.Invalid(new FieldFault("birthDate", "Khai sinh phải có ngày sinh.", "A birth has its date."));
        if (dossier.WhyNotOn(born, today) is { } no)
            return no;
        if (relation == Member.HeadRelation)
            return EventRules.TwoHeads;
        if (dossier.Living.Count >= EventRules.MostMembers)
            return EventRules.TooMany;
        // A child that was there before the household was known is known from then on.
        dossier.Receive([(child, relation)], born > dossier.Household.StartedOn ? born : dossier.Household.StartedOn);
        dossier.Settle(born, now);
        return null;
    }

    /// <summary>Somebody died; the household ends with the last.</summary>
    public static Refusal? Die(Dossier dossier, Guid memberId, Guid? newHead, DateOnly on, DateOnly today, DateTimeOffset now)
    {
        if (dossier.WhyNotOn(on, today) is { } no)
            return no;
        if (dossier.Find(memberId) is not { } member)
            return EventRules.NotMember("memberId");
        if (BornAfter(member, on))
            return BornLater(on);
        if (Dossier.WhyNotAfter(member, on) is { } early)
            return early;
        var last = dossier.Living.Count == 1;
        if ((last ? dossier.WhyNotAfter(on) : Separations.Follow(dossier, [member], newHead, on)) is { } headless)
            return headless;
        var follower = !last && member == dossier.Head ? dossier.Find(newHead!.Value) : null;
        Dossier.Leave(member, on);
        if (follower is not null)
            dossier.PutAtHead(follower, on, Member.OtherRelation);
        dossier.Settle(on, now);
        return null;
    }

    /// <summary>Another of its people is the head from the day.</summary>
    public static Refusal? ChangeHead(Dossier dossier, Guid newHead, string relationOfOld, DateOnly on, DateOnly today, DateTimeOffset now)
    {
        if (dossier.WhyNotOn(on, today) is { } no)
            return no;
        if (dossier.Find(newHead) is not { } head)
            return EventRules.NotMember("newHeadId");
        if (head == dossier.Head)
            return Refusal.Rule("is-head-already", "Người này đang là chủ hộ.", "This person is the head already.", HouseholdLaw.Head);
        if (relationOfOld == Member.HeadRelation)
            return EventRules.TwoHeads;
        if ((dossier.WhyNotAfter(on) ?? Dossier.WhyNotAfter(head, on) ?? (dossier.Head is { } old ? Dossier.WhyNotAfter(old, on) : null) ?? Dossier.WhyNotHead(head, dossier.Living, on)) is { } wrong)
            return wrong;
        dossier.PutAtHead(head, on, relationOfOld);
        dossier.Settle(on, now);
        return null;
    }

    /// <summary>It lives in another hamlet of its commune from the day.</summary>
    public static Refusal? Move(Dossier dossier, string hamlet, DateOnly on, DateOnly today, DateTimeOffset now)
    {
        if ((dossier.WhyNotOn(on, today) ?? dossier.WhyNotAfter(on)) is { } no)
            return no;
        if (SearchName.Of(hamlet) == dossier.Household.HamletSearch)
            return Refusal.Rule("lives-there-already", "Hộ đang ở thôn này.", "The household lives in this hamlet already.", HouseholdLaw.Residence);
        (dossier.Household.HamletName, dossier.Household.HamletSearch) = (hamlet, SearchName.Of(hamlet));
        dossier.Settle(on, now);
        return null;
    }

    /// <summary>Nobody lives in it any more from the day: all left for places that the registry does not know.</summary>
    public static Refusal? Close(Dossier dossier, DateOnly on, DateOnly today, DateTimeOffset now)
    {
        if ((dossier.WhyNotOn(on, today) ?? dossier.WhyNotAfter(on)) is { } no)
            return no;
        if (dossier.Living.Select(member => Dossier.WhyNotAfter(member, on)).FirstOrDefault(refusal => refusal is not null) is { } early)
            return early;
        foreach (var member in dossier.Living)
            Dossier.Leave(member, on);
        dossier.Settle(on, now);
        return null;
    }

    private static bool BornAfter(Member member, DateOnly on) => member.BirthDate > on || member.BirthYear > on.Year;

    private static Refusal BornLater(DateOnly on) => Refusal.Rule("born-later", $"Có người sinh sau ngày {on:dd/MM/yyyy}.", $"Somebody was born after {on:yyyy-MM-dd}.", HouseholdLaw.CivilStatus);
}
