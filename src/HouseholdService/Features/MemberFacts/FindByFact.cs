using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Lists;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.MemberFacts;

/// <summary>
/// What the people of a household are, and the households of an association or circumstance: such as the poor ones that still have a person of merit, whose number is to become
/// zero.
/// </summary>
internal static class FindByFact
{
    /// <summary>A household, masked.</summary>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="CommuneCode">Commune.</param>
    /// <param name="Code">Its code on the commune's lists.</param>
    /// <param name="Hamlet">Hamlet.</param>
    /// <param name="Head">Head, masked.</param>
    /// <param name="Members">Members of whom it is recorded; 0 where only the household's list says so.</param>
    public sealed record Item(
        Guid HouseholdId,
        [PersonalData(DataClass.P1)] string CommuneCode,
        [PersonalData(DataClass.P1)] string? Code,
        [PersonalData(DataClass.P1)] string Hamlet,
        [PersonalData(DataClass.P2, IsMasked = true)] string Head,
        [PersonalData(DataClass.P1)] int Members);

    public static void Map(RouteGroupBuilder households, RouteGroupBuilder facts)
    {
        households.MapGet("/{id:guid}/facts", Read).WithName("ReadMemberFacts").WithSummary("Associations and circumstances of a household's people").RequireScope(Scopes.CausesWrite).AuditsRead();
        facts.MapGet("", Find).WithName("FindByMemberFact").WithSummary("Households of an association or circumstance (code), by recognised class with class and year").RequireScope(Scopes.HouseholdsRead).AuditsRead();
    }

    private static async Task<Results<Ok<IReadOnlyList<MemberFactView>>, Refusal>> Read(Guid id, DateOnly? on, HouseholdDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.File(id, ct) is not { } household)
            return Refusal.NotFound;
        db.Audit(AuditEntry.Of(actor, "household.member-facts.read", "household", id, clock.GetUtcNow(), household.ProvinceCode, household.CommuneCode));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok<IReadOnlyList<MemberFactView>>([.. (await db.MemberFacts.AsNoTracking()
            .Where(row => db.Members.Any(member => member.Id == row.MemberId && member.HouseholdId == id && member.ProvinceCode == household.ProvinceCode && member.ErasedOn == null)
                && (on == null || (row.SinceOn <= on && (row.UntilOn == null || row.UntilOn > on))))
            .OrderBy(row => row.MemberId).ThenBy(row => row.SinceOn).Take(500).ToListAsync(ct)).Select(MemberFactView.Of)]);
    }

    private static async Task<Results<Ok<Page<Item>>, Refusal>> Find(
        string? code, string? communeCode, PovertyClass? @class, short? year, string? cursor, int? limit, HouseholdDb db, ReferenceBook book, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var known = (await book.Open(ct)).Codes["member-fact"].ToList();
        if (known.Find(item => item.Code == code) is not { } asked)
        {
            var codes = string.Join(", ", known.Select(item => item.Code));
            return Refusal.Invalid(new FieldFault("code", $"Chọn một mã: {codes}.", $"Choose one of {codes}."));
        }

        // Who is disabled or assisted is told to those who work with causes only; associations and merit to everybody who reads households.
        if (asked.Tags.Contains("sensitive") && !actor.Scopes.Contains(Scopes.CausesWrite))
            return Refusal.ScopeMissing;
        if (@class is not null && year is null)
            return Refusal.Invalid(new FieldFault("year", "Lọc theo loại hộ cần có năm của danh sách.", "To filter by class, name the year of the list."));
        var (after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        var (size, isMerit) = (limit ?? PageSize.Usual, code == MemberFact.Merit);
        var households = db.Households.AsNoTracking().Where(home => (communeCode == null || home.CommuneCode == communeCode) && home.ErasedOn == null && home.ClosedOn == null && home.Id.CompareTo(after) > 0
            && ((isMerit && home.HasMeritMember)
                || db.Members.Any(member => member.HouseholdId == home.Id && member.ProvinceCode == home.ProvinceCode && member.LeftOn == null && db.MemberFacts.Any(row => row.MemberId == member.Id && row.Code == code && row.UntilOn == null))));
        if (@class is not null)
        {
            var lists = db.ListsInForce().Where(list => list.ReviewYear == year).Select(list => list.Id);
            households = households.Where(home => db.ListEntries.Any(entry => entry.HouseholdId == home.Id && entry.Class == @class && lists.Contains(entry.ListId)));
        }

        var found = await households.OrderBy(home => home.Id).Take(size + 1).Select(home => new Item(home.Id, home.CommuneCode, home.Code, home.HamletName, home.HeadName,
            db.Members.Count(member => member.HouseholdId == home.Id && member.ProvinceCode == home.ProvinceCode && member.LeftOn == null && db.MemberFacts.Any(row => row.MemberId == member.Id && row.Code == code && row.UntilOn == null)))).ToListAsync(ct);
        db.Audit(AuditEntry.Of(actor, "household.member-facts.find", "member-fact", Guid.Empty, clock.GetUtcNow(), null, communeCode, code));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Page<Item>([.. found.Take(size).Select(item => item with { Head = Masked.Name(item.Head) })], found.Count > size ? IdCursor.After(found[size - 1].HouseholdId) : null));
    }
}
