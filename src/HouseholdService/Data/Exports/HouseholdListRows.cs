using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data.Printing;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Imports.Columns;

namespace PovertyPlatform.HouseholdService.Data.Exports;

/// <summary>The reviewed households of a commune and a year, by hamlet, with one row for each member; read in pages.</summary>
internal sealed class HouseholdListRows(HouseholdDb db, string provinceCode, string communeCode, short year, DateOnly today)
{
    private const int PageOf = 200;
    private Guid[] _order = [];

    /// <summary>Households on the list.</summary>
    public int Households => _order.Length;

    /// <summary>Persons written so far.</summary>
    public int Persons { get; private set; }

    /// <summary>True when at least one household answered the indicators.</summary>
    public bool HasIndicators { get; private set; }

    /// <summary>Finds out who is on it. Bounded by one commune: some thousand ids.</summary>
    public async Task Count(CancellationToken ct)
    {
        _order = await (from household in db.Households.AsNoTracking()
                        where household.ProvinceCode == provinceCode && household.CommuneCode == communeCode && household.ErasedOn == null && household.ClosedOn == null
                            && db.Reviews.Any(review => review.ProvinceCode == provinceCode && review.HouseholdId == household.Id && review.ReviewYear == year)
                        orderby household.HamletSearch, household.Code, household.Id
                        select household.Id).ToArrayAsync(ct);
        HasIndicators = await db.Reviews.AnyAsync(review => review.ProvinceCode == provinceCode && review.CommuneCode == communeCode && review.ReviewYear == year && review.DeprivedIndicators != null, ct);
    }

    /// <summary>The rows.</summary>
    public async IAsyncEnumerable<IReadOnlyList<PaperRow>> Read(IReadOnlyList<ColumnDefinition> columns, HouseholdCellText text, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var number = 0;
        foreach (var ids in _order.Chunk(PageOf))
        {
            var households = await db.Households.AsNoTracking().Where(row => row.ProvinceCode == provinceCode && ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, ct);
            var members = (await db.Members.AsNoTracking().Where(row => row.ProvinceCode == provinceCode && ids.Contains(row.HouseholdId) && row.LeftOn == null && row.ErasedOn == null)
                .OrderBy(row => row.Ordinal).ToListAsync(ct)).ToLookup(row => row.HouseholdId);
            var reviews = (await db.Reviews.AsNoTracking().Where(row => row.ProvinceCode == provinceCode && ids.Contains(row.HouseholdId) && row.ReviewYear == year).ToListAsync(ct))
                .GroupBy(row => row.HouseholdId).ToDictionary(group => group.Key, group => group.MaxBy(row => row.ReviewedOn)!);
            var facts = columns.Any(column => column.Field == HouseholdColumns.Facts) ? await Facts(ids, ct) : null;
            var livelihoods = columns.Any(HouseholdColumns.IsOfLivelihood) ? await Livelihoods(ids, ct) : null;
            var page = new List<PaperRow>();
            // Somebody may have been erased or merged since the list was counted.
            foreach (var id in ids.Where(id => households.ContainsKey(id) && reviews.ContainsKey(id)))
            {
                number++;
                foreach (var (place, member) in members[id].Index())
                    page.Add(Row(columns, text, number, households[id], reviews[id], member, place + 1, facts?[member.Id] ?? [], livelihoods?.GetValueOrDefault(id)));
                Persons += members[id].Count();
            }

            yield return page;
        }
    }

    private async Task<ILookup<Guid, string>> Facts(Guid[] households, CancellationToken ct) => (await (
        from fact in db.MemberFacts.AsNoTracking()
        join member in db.Members on fact.MemberId equals member.Id
        where member.ProvinceCode == provinceCode && households.Contains(member.HouseholdId) && member.LeftOn == null && (fact.UntilOn == null || fact.UntilOn > today)
        orderby fact.Code
        select new { fact.MemberId, fact.Code }).ToListAsync(ct)).ToLookup(row => row.MemberId, row => row.Code);

    private async Task<Dictionary<Guid, Livelihood>> Livelihoods(Guid[] households, CancellationToken ct) =>
        (await db.Livelihoods.AsNoTracking().Where(row => households.Contains(row.HouseholdId) && row.SeenOn.Year <= year).ToListAsync(ct))
            .GroupBy(row => row.HouseholdId).ToDictionary(group => group.Key, group => group.MaxBy(row => row.SeenOn)!);

    private static PaperRow Row(
        IReadOnlyList<ColumnDefinition> columns, HouseholdCellText text, int number, Household household, Review review, Member member, int place, IEnumerable<string> facts, Livelihood? livelihood)
    {
        var cells = new string[columns.Count];
        for (var at = 0; at < cells.Length; at++)
        {
            var column = columns[at];
            cells[at] = column.Field == HouseholdColumns.Facts ? text.Facts(facts)
                : HouseholdColumns.IsOfMember(column) ? text.OfMember(column.Field, member, place)
                : place > 1 ? ""
                : column.Field == "household_number" ? number.ToString(CultureInfo.InvariantCulture)
                : HouseholdColumns.IsOfLivelihood(column) ? livelihood is null ? "" : HouseholdCellText.OfLivelihood(column.Field, livelihood)
                : text.OfHousehold(column, household, review);
        }

        return new PaperRow(cells, place == 1 ? RowLook.Bold : RowLook.Plain);
    }
}
