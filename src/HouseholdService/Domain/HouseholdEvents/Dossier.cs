using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.HouseholdEvents;

/// <summary>A household with all its people, as an event changes it. Every change leaves it with one head among those who live in it, or closed.</summary>
/// <param name="household">The household.</param>
/// <param name="members">Who lives in it or did.</param>
public sealed class Dossier(Household household, IEnumerable<Member> members)
{
    private readonly List<Member> _members = [.. members];

    /// <summary>The household.</summary>
    public Household Household { get; } = household;

    /// <summary>Everybody, also who left.</summary>
    public IReadOnlyList<Member> Members => _members;

    /// <summary>Who lives in it, in order of the list.</summary>
    public IReadOnlyList<Member> Living => [.. _members.Where(member => member.LeftOn is null).OrderBy(member => member.Ordinal)];

    /// <summary>The head, or null.</summary>
    public Member? Head => _members.Find(member => member.LeftOn is null && member.RelationCode == Member.HeadRelation);

    /// <summary>Somebody who lives in it, or null.</summary>
    public Member? Find(Guid memberId) => _members.Find(member => member.Id == memberId && member.LeftOn is null);

    /// <summary>Why nothing can happen to it on the day, or null.</summary>
    /// <param name="on">The day.</param>
    /// <param name="today">Today in Viet Nam.</param>
    public Refusal? WhyNotOn(DateOnly on, DateOnly today) =>
        Household.ClosedOn is not null ? EventRules.Closed(Household) : on > today ? EventRules.InFuture(on) : null;

    /// <summary>Why what the household's own row states cannot change on the day, or null: the day is before its last change.</summary>
    public Refusal? WhyNotAfter(DateOnly on) => on < Household.ValidFrom ? EventRules.OutOfOrder(on, Household.ValidFrom) : null;

    /// <summary>Why nobody can come to live in it on the day, or null: it was not there yet.</summary>
    public Refusal? WhyNotThere(DateOnly on) => on < Household.StartedOn ? EventRules.OutOfOrder(on, Household.StartedOn) : null;

    /// <summary>Why the member's row cannot change on the day, or null: one person is in one household on one day.</summary>
    public static Refusal? WhyNotAfter(Member member, DateOnly on) => on < member.ValidFrom ? EventRules.OutOfOrder(on, member.ValidFrom) : null;

    /// <summary>Why the member cannot be the head among these people, or null.</summary>
    public static Refusal? WhyNotHead(Member head, IEnumerable<Member> people, DateOnly on) =>
        !head.IsAdultOn(on) && people.Any(member => member.IsAdultOn(on)) ? EventRules.HeadIsMinor : null;

    /// <summary>Takes people in from the day; they come after those who live there.</summary>
    /// <param name="people">Who comes, with the relation to the head.</param>
    /// <param name="on">The day.</param>
    public void Receive(IEnumerable<(Member Member, string Relation)> people, DateOnly on)
    {
        var next = _members.Where(member => member.LeftOn is null).Select(member => (int)member.Ordinal).DefaultIfEmpty(0).Max();
        foreach (var (member, relation) in people)
        {
            (member.HouseholdId, member.ProvinceCode, member.CommuneCode) = (Household.Id, Household.ProvinceCode, Household.CommuneCode);
            (member.Ordinal, member.RelationCode, member.ValidFrom, member.LeftOn) = ((short)++next, relation, on, null);
            if (!_members.Contains(member))
                _members.Add(member);
        }
    }

    /// <summary>Lets people go who will live elsewhere; who dies leaves instead.</summary>
    public void Release(IReadOnlyCollection<Member> people) => _members.RemoveAll(people.Contains);

    /// <summary>Somebody no longer lives in any household from the day.</summary>
    public static void Leave(Member member, DateOnly on) => (member.LeftOn, member.ValidFrom) = (on, on);

    /// <summary>Makes somebody the head from the day; who was it gets another relation.</summary>
    /// <param name="head">The new head.</param>
    /// <param name="on">The day.</param>
    /// <param name="relationOfOld">Relation of the old head to the new one.</param>
    public void PutAtHead(Member head, DateOnly on, string relationOfOld)
    {
        if (Head is { } old && old != head)
            (old.RelationCode, old.ValidFrom) = (relationOfOld, Later(old.ValidFrom, on));
        (head.RelationCode, head.ValidFrom) = (Member.HeadRelation, Later(head.ValidFrom, on));
    }

    /// <summary>Counts again who lives here and takes over what the household states of its head; nobody left means it ends on the day.</summary>
    public void Settle(DateOnly on, DateTimeOffset now)
    {
        var living = Living;
        if (living.Count == 0)
            Household.ClosedOn = on;
        else
            Household.Persons = (short)living.Count;
        if (Head is { } head)
        {
            (Household.HeadName, Household.HeadSearch) = (head.FullName, head.NameSearch);
            (Household.HeadBirthKey, Household.EthnicGroupCode) = (BirthKey.Of(head.BirthDate, head.BirthYear), head.EthnicGroupCode);
        }

        Household.ValidFrom = Later(Household.ValidFrom, on);
        Touch(now);
    }

    /// <summary>Takes the next version without a new day: for what was recorded wrongly.</summary>
    public void Touch(DateTimeOffset now) => (Household.Version, Household.ChangedAt) = (Household.Version + 1, now);

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
