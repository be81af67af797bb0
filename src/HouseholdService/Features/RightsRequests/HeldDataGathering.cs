using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Privacy;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Lists;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.ServiceDefaults.Audit;

namespace PovertyPlatform.HouseholdService.Features.RightsRequests;

/// <summary>
/// Reads every table that holds something about a household. One member gets the own row and what concerns the household as a whole, not the other members; nobody gets
/// the name of who objected.
/// </summary>
internal static class HeldDataGathering
{
    private const int Most = 500;

    public static async Task<HeldData> Gather(HouseholdDb db, AccessHistory history, PersonSeals seals, RightsRequest request, Household household, DateTimeOffset now, CancellationToken ct)
    {
        var (id, only) = (household.Id, request.MemberId);
        var members = await db.Members.AsNoTracking().Where(row => row.HouseholdId == id && row.ProvinceCode == household.ProvinceCode && (only == null || row.Id == only))
            .OrderBy(row => row.Ordinal).Take(Most).ToListAsync(ct);
        var reviews = await db.Reviews.AsNoTracking().Where(row => row.HouseholdId == id && row.ProvinceCode == household.ProvinceCode).OrderByDescending(row => row.ReviewedOn).Take(Most).ToListAsync(ct);
        var lists = await (from entry in db.ListEntries.AsNoTracking()
                           join list in db.Lists on entry.ListId equals list.Id
                           where entry.HouseholdId == id && list.State == ListState.Recognised
                           orderby list.ReviewYear descending, list.RecognisedAt descending
                           select new HeldListing(list.ReviewYear, list.DecisionNumber!, list.DecidedOn!.Value, entry.Class)).Take(Most).ToListAsync(ct);
        var objections = await (from objection in db.Objections.AsNoTracking()
                                join about in db.ReviewCases on objection.CaseId equals about.Id
                                where about.HouseholdId == id
                                orderby objection.ReceivedOn descending
                                select objection).Take(Most).ToListAsync(ct);
        var causes = await db.HouseholdCauses.AsNoTracking().Where(row => row.HouseholdId == id).OrderByDescending(row => row.RecordedOn).Take(Most).ToListAsync(ct);
        var needs = await db.NeedsAssessments.AsNoTracking().Where(row => row.HouseholdId == id).OrderByDescending(row => row.AssessedOn).Take(Most).ToListAsync(ct);
        var commitments = await db.Commitments.AsNoTracking().Where(row => row.HouseholdId == id).OrderByDescending(row => row.MadeOn).Take(Most).ToListAsync(ct);
        var people = members.Select(member => member.Id).ToArray();
        var facts = await db.MemberFacts.AsNoTracking().Where(row => people.Contains(row.MemberId)).OrderBy(row => row.MemberId).ThenBy(row => row.SinceOn).Take(Most).ToListAsync(ct);
        var livelihoods = await db.Livelihoods.AsNoTracking().Where(row => row.HouseholdId == id).OrderByDescending(row => row.SeenOn).Take(Most).ToListAsync(ct);
        var consents = await db.Consents.AsNoTracking().Where(row => row.HouseholdId == id && (only == null || row.MemberId == null || row.MemberId == only))
            .OrderByDescending(row => row.GivenOn).Take(Most).ToListAsync(ct);
        var restrictions = await db.Restrictions.AsNoTracking().Where(row => row.HouseholdId == id && (only == null || row.MemberId == null || row.MemberId == only))
            .OrderByDescending(row => row.FromOn).Take(Most).ToListAsync(ct);
        var requests = await db.RightsRequests.AsNoTracking().Where(row => row.HouseholdId == id && (only == null || row.MemberId == null || row.MemberId == only))
            .OrderByDescending(row => row.ReceivedOn).Take(Most).ToListAsync(ct);
        var accesses = await AccessHistory.Of(db.Set<AuditEntry>().AsNoTracking(), await history.Subjects(id, ct)).OrderByDescending(entry => entry.Id).Take(Most).ToListAsync(ct);
        return new HeldData(
            request.Id, now, View(household, seals, only is null || members.Exists(member => member.RelationCode == Member.HeadRelation)), [.. members.Select(member => View(member, seals))], [.. reviews.Select(View)], lists,
            [.. objections.Select(row => new HeldText(row.ReceivedOn, row.Kind.ToString(), row.Text))],
            [.. causes.Select(row => new HeldText(row.RecordedOn, row.CauseCode, row.Reason))],
            [.. needs.Select(row => new HeldText(row.AssessedOn, row.Assessor, string.Join("; ", new[] { row.Circumstances, row.Assets, row.Skills, row.Wishes }.Where(text => !string.IsNullOrWhiteSpace(text)))))],
            [.. commitments.Select(row => new HeldText(row.MadeOn, row.State.ToString(), row.Text))],
            [.. facts.Select(row => new HeldFact(row.MemberId, row.Code, row.SinceOn, row.UntilOn, row.Evidence))],
            [.. livelihoods.Select(row => new HeldText(row.SeenOn, row.IncomeVnd.ToString(System.Globalization.CultureInfo.InvariantCulture), string.Join("; ", new[] { row.Work, row.Note }.Where(text => !string.IsNullOrWhiteSpace(text)))))],
            [.. consents.Select(row => new HeldText(row.GivenOn, row.KindCode, row.WithdrawnOn is null ? "in-force" : "withdrawn"))],
            [.. restrictions.Select(row => new HeldText(row.FromOn, row.EndedOn is null ? "in-force" : "ended", row.EndReason))],
            [.. requests.Select(row => new HeldRequest(row.Id, row.Kind, row.State, row.ReceivedOn, row.Answer))],
            [.. accesses.Select(entry => new HeldAccess(entry.RecordedAt, entry.Action, Masked.Account(entry.ActorId), entry.Roles, entry.AgencyId, entry.Purpose, entry.SubjectKind))],
            new[] { members.Count, reviews.Count, lists.Count, objections.Count, causes.Count, needs.Count, commitments.Count, facts.Count, livelihoods.Count, consents.Count, restrictions.Count, requests.Count, accesses.Count }.Any(count => count == Most));
    }

    private static HeldHousehold View(Household row, PersonSeals seals, bool isOfHead) => new(
        row.Id, row.CommuneCode, row.Code, row.HamletName, isOfHead ? row.HeadName : Masked.Name(row.HeadName), row.AreaType, row.EthnicGroupCode, row.Persons, row.HasMeritMember, row.LacksLabourCapacity, row.InDifficultArea,
        isOfHead && row.Telephone is { } box ? seals.Telephone.Open(row.Id, box) : null, row.Address, row.RecordedAt);

    private static HeldPerson View(Member row, PersonSeals seals) => new(
        row.Id, row.FullName, row.Sex, row.BirthYear, row.BirthDate, row.EthnicGroupCode, row.RelationCode, row.IdentityNumber is { } box ? seals.Identity.Open(row.Id, box) : null,
        row.OldNumber is { } old ? seals.Identity.Open(row.Id, old) : null, row.Occupation, row.LeftOn);

    private static HeldReview View(Review row) => new(
        row.ReviewYear, row.ReviewedOn, row.IncomeVnd, row.IncomePoints, row.DeprivationPoints, row.DeprivedIndicators, row.Causes, row.Needs, row.Note);
}
