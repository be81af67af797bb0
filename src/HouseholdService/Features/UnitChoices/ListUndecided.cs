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
        var (after, afterHamlet) = Read(cursor);
        if (after is null)
            return Refusal.Invalid(new FieldFault("cursor", "Con trỏ trang không hợp lệ; dùng giá trị next của trang trước.", "This cursor is not one of ours; use the value next of the page before."));
        var areas = (await book.Open(ct)).Areas;
        var size = limit ?? PageSize.Usual;
        var items = new List<(Item Item, string Key)>(size + 1);
        foreach (var divided in await db.Divided(communeCode, ct))
        {
            if (string.CompareOrdinal(KeyOf(divided), after) < 0 || items.Count > size || !divided.To.All(one => scope.Contains(one.NewProvinceCode, one.NewCode)))
                continue;
            var isNext = KeyOf(divided) == after;
            var from = isNext ? afterHamlet : "";
            // The old commune may lie in a province that is no more, so in no token.
            await db.WorkIn(new AreaScope([], [divided.OldCode], false), ct);
            var hamlets = await db.Undecided(divided).AsNoTracking().Where(home => home.HamletSearch.CompareTo(from) > 0 || (from == "" && home.HamletSearch == "" && !isNext))
                .GroupBy(home => home.HamletSearch).Select(group => new { group.Key, Name = group.Min(home => home.HamletName)!, Households = group.Count(), Persons = group.Sum(home => (int)home.Persons) })
                .OrderBy(hamlet => hamlet.Key).Take(size + 1 - items.Count).ToListAsync(ct);
            items.AddRange(hamlets.Select(hamlet => (new Item(divided.OldCode, areas.On(divided.OldCode, divided.ChangedOn.AddDays(-1))?.Name ?? divided.OldCode, hamlet.Name, hamlet.Households,
                hamlet.Persons, divided.ChangedOn, [.. divided.To.Select(one => View(one, areas))]), $"{KeyOf(divided)}{hamlet.Key}")));
        }

        return TypedResults.Ok(new Page<Item>([.. items.Take(size).Select(one => one.Item)], items.Count > size ? Convert.ToHexString(Encoding.UTF8.GetBytes(items[size - 1].Key)) : null));
    }

    private static Candidate View(CommuneSuccession one, CommuneDirectory areas)
    {
        var commune = areas.On(one.NewCode, one.ChangedOn);
        return new Candidate(one.NewCode, commune?.Name ?? one.NewCode, commune?.AreaType, one.Note);
    }

    // A code may have been divided twice, by two reforms.
    private static string KeyOf(EndedCommune divided) => $"{divided.OldCode}{divided.ChangedOn:yyyyMMdd}";

    private static (string? Commune, string Hamlet) Read(string? cursor)
    {
        const int Key = 13;
        if (string.IsNullOrEmpty(cursor))
            return ("", "");
        if (cursor.Length is < 2 * Key or > 1000 || cursor.Length % 2 == 1 || !cursor.All(char.IsAsciiHexDigit))
            return (null, "");
        var text = Encoding.UTF8.GetString(Convert.FromHexString(cursor));
        return text.Length >= Key && text[..Key].All(char.IsAsciiDigit) && !text.Contains('\0', StringComparison.Ordinal) ? (text[..Key], text[Key..]) : (null, "");
    }
}
