using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Rows;
using PovertyPlatform.HouseholdService.Domain.Duplicates;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Duplicates;

/// <summary>Two suspected households side by side, masked, with what speaks for and against each pair of members.</summary>
internal static class GetCandidate
{
    /// <summary>Side by side.</summary>
    /// <param name="Candidate">The pair.</param>
    /// <param name="First">One household.</param>
    /// <param name="Second">The other.</param>
    /// <param name="Matches">Pairs of members that agree, the most suspected first.</param>
    /// <param name="Decisions">What was decided so far, the oldest first.</param>
    public sealed record Response(CandidateView Candidate, Side First, Side Second, IReadOnlyList<Match> Matches, IReadOnlyList<Decision> Decisions);

    /// <summary>A household, masked.</summary>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="CommuneCode">Commune.</param>
    /// <param name="Code">Its code on the commune's lists.</param>
    /// <param name="Hamlet">Hamlet.</param>
    /// <param name="Members">Who lives in it.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Side(Guid HouseholdId, string CommuneCode, string? Code, string Hamlet, IReadOnlyList<Person> Members);

    /// <summary>A member, masked.</summary>
    /// <param name="Ordinal">Order on the list.</param>
    /// <param name="Name">Family name and initials.</param>
    /// <param name="Sex">Sex, where stated.</param>
    /// <param name="BirthYear">Year of birth.</param>
    /// <param name="Relation">Relation to the head, as a code.</param>
    public sealed record Person(
        [PersonalData(DataClass.P1)] int Ordinal,
        [PersonalData(DataClass.P2, IsMasked = true)] string Name,
        Sex? Sex,
        [PersonalData(DataClass.P2, IsMasked = true)] int? BirthYear,
        [PersonalData(DataClass.P1)] string Relation);

    /// <summary>Two members that agree.</summary>
    /// <param name="FirstOrdinal">Member of the first household.</param>
    /// <param name="SecondOrdinal">Member of the second household.</param>
    /// <param name="Points">Points.</param>
    /// <param name="Reasons">Reasons.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Match(int FirstOrdinal, int SecondOrdinal, int Points, IReadOnlyList<ReasonView> Reasons);

    /// <summary>A decision.</summary>
    /// <param name="Verdict">What was decided; absent when the pair was reopened.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="At">When.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Decision(DuplicateVerdict? Verdict, string Reason, DateTimeOffset At);

    public static void Map(RouteGroupBuilder candidates) => candidates.MapGet("/{id:guid}", Handle).WithName("GetDuplicateCandidate")
        .WithSummary("Two suspected households side by side, masked").RequireScope(Scopes.DuplicatesSettle);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(Guid id, HttpResponse answer, HouseholdDb db, ReferenceBook book, TimeProvider clock, CancellationToken ct)
    {
        if (await db.VisibleCandidates().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } candidate)
            return Refusal.NotFound;
        var (first, firstMembers) = await Open(db, candidate.FirstHouseholdId, candidate.ProvinceCode, ct);
        var (second, secondMembers) = await Open(db, candidate.SecondHouseholdId, candidate.SecondProvinceCode, ct);
        var rows = (await book.Open(ct)).DuplicateWeights;
        var weights = new DuplicateWeights(rows, clock.Today());
        var matches = from one in firstMembers
                      from other in secondMembers
                      let similarity = PersonSimilarity.Of(Traits(first, one), Traits(second, other), weights)
                      where similarity.Points > 0
                      orderby similarity.Points descending, one.Ordinal, other.Ordinal
                      select new Match(one.Ordinal, other.Ordinal, similarity.Points, ReasonView.Of(similarity.Reasons, rows));
        var decisions = await db.DuplicateDecisions.AsNoTracking().Where(row => row.CandidateId == id).OrderBy(row => row.Ordinal).ToListAsync(ct);
        RowTag.Send(answer, candidate.RowVersion);
        return TypedResults.Ok(new Response(
            CandidateView.Of(candidate, rows), View(first, firstMembers), View(second, secondMembers), [.. matches.Take(50)],
            [.. decisions.Select(row => new Decision(row.Verdict, row.Reason, row.DecidedAt))]));
    }

    private static async Task<(Household Household, List<Member> Members)> Open(HouseholdDb db, Guid id, string province, CancellationToken ct) =>
        (await db.Households.AsNoTracking().FirstAsync(row => row.Id == id && row.ProvinceCode == province, ct),
            await db.Members.AsNoTracking().Where(row => row.HouseholdId == id && row.ProvinceCode == province && row.LeftOn == null).OrderBy(row => row.Ordinal).ToListAsync(ct));

    private static Side View(Household household, List<Member> members) => new(household.Id, household.CommuneCode, household.Code, household.HamletName,
        [.. members.Select(member => new Person(member.Ordinal, Masked.Name(member.FullName), member.Sex, member.BirthYear, member.RelationCode))]);

    private static PersonTraits Traits(Household household, Member member) => new(
        member.Id, household.Id, household.ProvinceCode, household.CommuneCode, household.HamletSearch, NameWords.Fold(member.NameSearch), member.Sex, member.BirthYear, member.BirthDate,
        member.IdentityMark, member.IdentityNumber?.Length ?? 0, member.OldMark);
}
