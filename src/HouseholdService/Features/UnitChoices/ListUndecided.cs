using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.HandOvers;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.UnitChoices;

/// <summary>The work list "choose the new commune by hamlet": hamlets of divided communes all of whose candidates lie in the caller's areas.</summary>
internal static class ListUndecided
{
    /// <summary>A hamlet for which somebody must say where it went.</summary>
    /// <param name="OldCommuneCode">Code of the divided commune, as valid until the reform.</param>
    /// <param name="OldCommuneName">Its name.</param>
    /// <param name="Hamlet">Hamlet as its households name it.</param>
    /// <param name="Households">Households that wait.</param>
    /// <param name="Persons">Persons in them.</param>
    /// <param name="ChangedOn">First day of the new communes; the choice is true from that day.</param>
    /// <param name="Candidates">Communes that took in a part, by the State's table.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Item(
        string OldCommuneCode, string OldCommuneName, string Hamlet, int Households, int Persons, DateOnly ChangedOn, IReadOnlyList<Candidate> Candidates);

    /// <summary>A new commune that may be it.</summary>
    /// <param name="CommuneCode">Its code, as valid since the reform.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="AreaType">Urban or rural.</param>
    /// <param name="Note">What the State's table says.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Candidate(string CommuneCode, string Name, AreaType? AreaType, string Note);

    public static void Map(RouteGroupBuilder choices) => choices.MapGet("", Handle).WithName("ListUndecidedHamlets")
        .WithSummary("Hamlets of communes that the reform divided, whose new commune is to be chosen").RequireScope(Scopes.UnitsChoose);

    private static async Task<Results<Ok<Page<Item>>, Refusal>> Handle(
        string? communeCode, string? cursor, int? limit, HouseholdDb db, ReferenceBook book, AreaScope scope, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        if (communeCode is not null && (communeCode.Length != 5 || !communeCode.All(char.IsAsciiDigit)))
            return Refusal.Invalid(new FieldFault("communeCode", "Mã xã gồm 5 chữ số.", "A commune code has 5 digits."));
        var (afterCommune, afterHamlet) = Read(cursor);
        if (afterCommune is null)
            return Refusal.Invalid(new FieldFault("cursor", "Con trỏ trang không hợp lệ; dùng giá trị next của trang trước.", "This cursor is not one of ours; use the value next of the page before."));
        var areas = (await book.Open(ct)).Areas;
        var size = limit ?? PageSize.Usual;
        var items = new List<(Item Item, string Key)>(size + 1);
        foreach (var (old, candidates) in (await db.Divided(communeCode, ct)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (string.CompareOrdinal(old, afterCommune) < 0 || items.Count > size || !candidates.TrueForAll(one => scope.Contains(one.NewProvinceCode, one.NewCode)))
                continue;
            var (from, province, changedOn) = (old == afterCommune ? afterHamlet : "", candidates[0].OldProvinceCode, candidates[0].ChangedOn);
            // The old commune may lie in a province that is no more, so in no token.
            await db.WorkIn(new AreaScope([], [old], false), ct);
            var hamlets = await db.Undecided(old, province, changedOn).AsNoTracking().Where(home => home.HamletSearch.CompareTo(from) > 0 || (from == "" && home.HamletSearch == "" && old != afterCommune))
                .GroupBy(home => home.HamletSearch).Select(group => new { group.Key, Name = group.Min(home => home.HamletName)!, Households = group.Count(), Persons = group.Sum(home => (int)home.Persons) })
                .OrderBy(hamlet => hamlet.Key).Take(size + 1 - items.Count).ToListAsync(ct);
            items.AddRange(hamlets.Select(hamlet => (new Item(old, areas.On(old, changedOn.AddDays(-1))?.Name ?? old, hamlet.Name, hamlet.Households, hamlet.Persons, changedOn,
                [.. candidates.Select(one => View(one, areas))]), hamlet.Key)));
        }

        return TypedResults.Ok(new Page<Item>([.. items.Take(size).Select(one => one.Item)], items.Count > size ? Write(items[size - 1].Item.OldCommuneCode, items[size - 1].Key) : null));
    }

    private static Candidate View(CommuneSuccession one, CommuneDirectory areas)
    {
        var commune = areas.On(one.NewCode, one.ChangedOn);
        return new Candidate(one.NewCode, commune?.Name ?? one.NewCode, commune?.AreaType, one.Note);
    }

    private static string Write(string commune, string hamlet) => Convert.ToHexString(Encoding.UTF8.GetBytes($"{commune}{hamlet}"));

    private static (string? Commune, string Hamlet) Read(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
            return ("", "");
        if (cursor.Length is < 10 or > 1000 || cursor.Length % 2 == 1 || !cursor.All(char.IsAsciiHexDigit))
            return (null, "");
        var text = Encoding.UTF8.GetString(Convert.FromHexString(cursor));
        return text.Length >= 5 && text[..5].All(char.IsAsciiDigit) && !text.Contains('\0', StringComparison.Ordinal) ? (text[..5], text[5..]) : (null, "");
    }
}
