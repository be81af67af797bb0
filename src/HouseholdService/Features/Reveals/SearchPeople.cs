using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Budgets;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Reveals;

/// <summary>
/// Finds people by the beginning of their name, written with or without marks, inside the caller's areas. The name comes in the body, because addresses are written into
/// logs; nobody pages through a province this way: the first matches are shown, and whether there are more.
/// </summary>
internal static class SearchPeople
{
    private const int Most = 50;
    private const int LeastLetters = 4;
    private const int MostLetters = 100;

    /// <summary>Who is looked for.</summary>
    /// <param name="Name">The name or its beginning, at least four letters: <c>giang a p</c> finds Giàng A Páo.</param>
    /// <param name="BirthYear">Only people born in this year.</param>
    /// <param name="CommuneCode">Only people of this commune; all of the caller's areas when left out.</param>
    public sealed record Request(
        [PersonalData(DataClass.P2)] string? Name,
        [PersonalData(DataClass.P2)] short? BirthYear,
        [PersonalData(DataClass.P1)] string? CommuneCode);

    /// <summary>Who was found, at most 50 people in order of name.</summary>
    /// <param name="Matches">The people, masked.</param>
    /// <param name="More">True when more people bear such a name: write more of it, the year of birth or the commune.</param>
    public sealed record Response(IReadOnlyList<Match> Matches, [PersonalData(DataClass.P0)] bool More);

    /// <summary>A person and the household, masked.</summary>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="CommuneCode">Commune.</param>
    /// <param name="Code">The household's code on the commune's lists.</param>
    /// <param name="Hamlet">Hamlet.</param>
    /// <param name="Name">The person, masked.</param>
    /// <param name="BirthYear">Year of birth.</param>
    /// <param name="Head">Head of the household, masked.</param>
    /// <param name="MemberOrdinal">The person's place on the household's list.</param>
    public sealed record Match(
        Guid HouseholdId,
        [PersonalData(DataClass.P1)] string CommuneCode,
        [PersonalData(DataClass.P1)] string? Code,
        [PersonalData(DataClass.P1)] string Hamlet,
        [PersonalData(DataClass.P2, IsMasked = true)] string Name,
        [PersonalData(DataClass.P2, IsMasked = true)] int? BirthYear,
        [PersonalData(DataClass.P2, IsMasked = true)] string Head,
        [PersonalData(DataClass.P1)] int MemberOrdinal);

    public static void Map(RouteGroupBuilder households) => households.MapPost("/search-people", Handle).WithName("SearchPeople")
        .WithSummary("People by the beginning of their name, with or without marks, masked, in your areas").RequireScope(Scopes.HouseholdsRead).WithDailyBudget("persons");

    private static async Task<Results<Ok<Response>, Refusal>> Handle(
        Request request, HttpContext context, HouseholdDb db, ReferenceBook book, Actor actor, AreaScope scope, TimeProvider clock, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        var from = SearchName.Of(request.Name);
        if (from.Length < LeastLetters || request.Name!.Length > MostLetters)
            return Refusal.Invalid(new FieldFault("name", $"Nhập ít nhất {LeastLetters} chữ đầu của họ tên, nhiều nhất {MostLetters} ký tự.", $"Write at least the first {LeastLetters} letters of the name, at most {MostLetters} characters."));
        if (request.BirthYear is < 1900 or > 2100)
            return Refusal.Invalid(new FieldFault("birthYear", "Năm sinh từ 1900 đến 2100.", "The year of birth is from 1900 to 2100."));
        var areas = (await book.Open(ct)).Areas;
        if (request.CommuneCode is not null && AreaRequest.CommuneToLookInto(areas, request.CommuneCode, clock.Today(), scope) is { Refusal: { } outside })
            return outside;
        // The search form has no character above this one.
        var until = from + '\uffff';
        var province = areas.OnlyProvinceOf(scope, clock.Today());
        var people = db.Members.AsNoTracking().Where(member => member.LeftOn == null && member.ErasedOn == null
            && EF.Functions.Collate(member.NameSearch, "C").CompareTo(from) >= 0 && EF.Functions.Collate(member.NameSearch, "C").CompareTo(until) < 0);
        if (province is not null)
            people = people.Where(member => member.ProvinceCode == province);
        if (request.BirthYear is { } year)
            people = people.Where(member => member.BirthYear == year);
        if (request.CommuneCode is { } commune)
            people = people.Where(member => member.CommuneCode == commune);
        var found = await people.OrderBy(member => EF.Functions.Collate(member.NameSearch, "C")).ThenBy(member => member.Id).Take(Most + 1)
            .Join(db.Households.AsNoTracking(), member => new { Id = member.HouseholdId, member.ProvinceCode }, household => new { household.Id, household.ProvinceCode },
                (member, household) => new { household.Id, household.CommuneCode, household.Code, household.HamletName, household.HeadName, member.FullName, member.BirthYear, member.Ordinal })
            .ToListAsync(ct);
        // Whoever tries names leaves a trail, found or not; the name itself is not kept.
        db.Audit(AuditEntry.Of(actor, "household.search-people", "household", found.Count == 1 ? found[0].Id : Guid.Empty, clock.GetUtcNow(), province,
            request.CommuneCode ?? (found.Count == 1 ? found[0].CommuneCode : null)));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(
            [.. found.Take(Most).Select(row => new Match(row.Id, row.CommuneCode, row.Code, row.HamletName, Masked.Name(row.FullName), row.BirthYear, Masked.Name(row.HeadName), row.Ordinal))],
            found.Count > Most));
    }
}
