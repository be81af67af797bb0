using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.HouseholdEvents;

/// <summary>Putting right what had been recorded wrongly: the day from which it is true stays, only what is known changes.</summary>
public static class Corrections
{
    /// <summary>Facts of a household; null leaves as it is.</summary>
    /// <param name="Code">Code on the commune's lists; empty takes it away.</param>
    /// <param name="Telephone">Telephone; empty takes it away.</param>
    /// <param name="Address">Address; empty takes it away.</param>
    /// <param name="HasMeritMember">A member is a person of merit.</param>
    /// <param name="IsIndigenousMinority">Indigenous minority.</param>
    /// <param name="LacksLabourCapacity">Nobody of working age can work.</param>
    /// <param name="InDifficultArea">Especially difficult area.</param>
    public sealed record HouseholdFacts(
        [PersonalData(DataClass.P1)] string? Code, [PersonalData(DataClass.P2)] string? Telephone, [PersonalData(DataClass.P2)] string? Address, bool? HasMeritMember, bool? IsIndigenousMinority, bool? LacksLabourCapacity, bool? InDifficultArea);

    private static readonly Refusal NothingChanges = Refusal.Rule("nothing-changes", "Không có gì khác với dữ liệu đã ghi.", "Nothing differs from what is recorded.", HouseholdLaw.Correction);

    /// <summary>Corrects the household.</summary>
    /// <param name="dossier">The household.</param>
    /// <param name="facts">Facts as they should be.</param>
    /// <param name="telephone">The telephone of the facts, sealed for the household, with its mark; nothing when it is taken away.</param>
    /// <param name="today">Today in Viet Nam.</param>
    /// <param name="now">Now.</param>
    public static Refusal? Correct(Dossier dossier, HouseholdFacts facts, (byte[]? Box, byte[]? Mark) telephone, DateOnly today, DateTimeOffset now)
    {
        var household = dossier.Household;
        if (dossier.WhyNotOn(today, today) is { } no)
            return no;
        var faults = new List<FieldFault>();
        Check(faults, "code", facts.Code, 30);
        Check(faults, "telephone", facts.Telephone, 30);
        Check(faults, "address", facts.Address, 200);
        if (faults.Count > 0)
            return Refusal.Invalid([.. faults]);
        if (facts.Telephone is null)
            telephone = (household.Telephone, household.TelephoneMark);
        var before = (household.Code, Hex(household.TelephoneMark), household.Address, household.HasMeritMember, household.IsIndigenousMinority, household.LacksLabourCapacity, household.InDifficultArea);
        var after = (Text(facts.Code?.ToUpperInvariant(), household.Code), Hex(telephone.Mark), Text(facts.Address, household.Address),
            facts.HasMeritMember ?? household.HasMeritMember, facts.IsIndigenousMinority ?? household.IsIndigenousMinority,
            facts.LacksLabourCapacity ?? household.LacksLabourCapacity, facts.InDifficultArea ?? household.InDifficultArea);
        if (before == after)
            return NothingChanges;
        (household.Telephone, household.TelephoneMark) = telephone;
        (household.Code, _, household.Address, household.HasMeritMember, household.IsIndigenousMinority, household.LacksLabourCapacity, household.InDifficultArea) = after;
        dossier.Touch(now);
        return null;
    }

    /// <summary>Corrects one of its people; what the household states of its head follows.</summary>
    /// <param name="dossier">The household.</param>
    /// <param name="memberId">The person.</param>
    /// <param name="person">The person as it should be.</param>
    /// <param name="takesOldNumber">The old number on record is wrong and goes.</param>
    /// <param name="today">Today in Viet Nam.</param>
    /// <param name="now">Now.</param>
    public static Refusal? Correct(Dossier dossier, Guid memberId, Member person, bool takesOldNumber, DateOnly today, DateTimeOffset now)
    {
        if (dossier.WhyNotOn(today, today) is { } no)
            return no;
        if (dossier.Find(memberId) is not { } member)
            return EventRules.NotMember("memberId");
        if ((person.RelationCode == Member.HeadRelation) != (member.RelationCode == Member.HeadRelation))
            return EventRules.TwoHeads;
        if (person.BirthDate > member.ValidFrom && person.BirthDate > today)
            return EventRules.InFuture(person.BirthDate.Value);
        // Officers see numbers masked: what they leave out stays. An old number that a new one replaces stays beside it.
        if (person.IdentityMark is null)
            (person.IdentityNumber, person.IdentityMark) = (member.IdentityNumber, member.IdentityMark);
        if (takesOldNumber)
            (person.OldNumber, person.OldMark) = (null, null);
        else if (person.OldMark is null)
            (person.OldNumber, person.OldMark) = member.IdentityNumber?.Length < person.IdentityNumber?.Length ? (member.IdentityNumber, member.IdentityMark) : (member.OldNumber, member.OldMark);
        person.Occupation ??= member.Occupation;
        if (Of(member).Equals(Of(person)))
            return NothingChanges;
        (member.FullName, member.NameSearch, member.Sex, member.BirthDate, member.BirthYear) = (person.FullName, person.NameSearch, person.Sex, person.BirthDate, person.BirthYear);
        (member.EthnicGroupCode, member.RelationCode, member.Occupation) = (person.EthnicGroupCode, person.RelationCode, person.Occupation);
        (member.IdentityNumber, member.IdentityMark, member.OldNumber, member.OldMark) = (person.IdentityNumber, person.IdentityMark, person.OldNumber, person.OldMark);
        if (member == dossier.Head)
        {
            var household = dossier.Household;
            (household.HeadName, household.HeadSearch) = (member.FullName, member.NameSearch);
            (household.HeadBirthKey, household.EthnicGroupCode) = (BirthKey.Of(member.BirthDate, member.BirthYear), member.EthnicGroupCode);
        }

        dossier.Touch(now);
        return null;
    }

    private static object Of(Member member) =>
        (member.FullName, member.Sex, member.BirthDate, member.BirthYear, member.EthnicGroupCode, member.RelationCode, (Hex(member.IdentityMark), Hex(member.OldMark), member.Occupation));

    private static string Hex(byte[]? mark) => Convert.ToHexString(mark ?? []);

    private static string? Text(string? wanted, string? known) => wanted is null ? known : PersonInput.Clean(wanted) is { Length: > 0 } text ? text : null;

    private static void Check(List<FieldFault> faults, string field, string? text, int longest)
    {
        if (text is not null && (text.Length > longest || text.Any(char.IsControl)))
            faults.Add(new FieldFault(field, $"Tối đa {longest} ký tự trên một dòng.", $"At most {longest} characters in one line."));
    }
}
