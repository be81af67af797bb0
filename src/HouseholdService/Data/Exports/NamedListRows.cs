using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.Lists;
using PovertyPlatform.HouseholdService.Data.Printing;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Lists;

namespace PovertyPlatform.HouseholdService.Data.Exports;

/// <summary>The named lists that go with a decision (reports 14 and 15): households of one class with their members, in pages.</summary>
internal sealed class NamedListRows(HouseholdDb db, PovertyList list, PovertyClass of, ReferencePages pages, bool isClear)
{
    private const int PageOf = 200;
    private static readonly string[] Needs = ["health", "education", "production", "credit", "housing", "other"];
    private readonly Dictionary<string, string> _ethnicGroups = pages.Codes["ethnic-group"].ToDictionary(item => item.Code, item => item.NameVi, StringComparer.Ordinal);
    private readonly Dictionary<string, string> _relations = pages.Codes["relation"].ToDictionary(item => item.Code, item => item.NameVi, StringComparer.Ordinal);
    private Guid[] _order = [];

    /// <summary>The columns: two numbers, the name, and the sixteen of the form.</summary>
    public static readonly IReadOnlyList<PaperColumn> Columns =
    [
        new("STT chủ hộ", 6, Kind: CellKind.Centred), new("STT thành viên", 6, Kind: CellKind.Centred), new("Họ và tên", 25),
        new("Nam", 11, "Năm sinh", CellKind.Centred), new("Nữ", 11, "Năm sinh", CellKind.Centred), new("Dân tộc", 9), new("Quan hệ với chủ hộ", 18),
        new("Mới", 6, "Diễn biến", CellKind.Centred), new("Tái", 6, "Diễn biến", CellKind.Centred), new("Cũ", 6, "Diễn biến", CellKind.Centred),
        new("Chính sách có công", 8, "Nhóm đối tượng", CellKind.Centred), new("DTTC", 7, "Nhóm đối tượng", CellKind.Centred), new("Không có khả năng lao động", 9, "Nhóm đối tượng", CellKind.Centred),
        new("Y tế", 6, "Nhu cầu hỗ trợ", CellKind.Centred), new("Giáo dục", 7, "Nhu cầu hỗ trợ", CellKind.Centred), new("Sản xuất", 7, "Nhu cầu hỗ trợ", CellKind.Centred),
        new("Vay vốn tín dụng", 8, "Nhu cầu hỗ trợ", CellKind.Centred), new("Nhà ở", 6, "Nhu cầu hỗ trợ", CellKind.Centred), new("Khác", 6, "Nhu cầu hỗ trợ", CellKind.Centred),
    ];

    /// <summary>Households on it.</summary>
    public int Households => _order.Length;

    /// <summary>Persons written so far.</summary>
    public int Persons { get; private set; }

    /// <summary>Finds out who is on it; bounded by one commune.</summary>
    public async Task Count(CancellationToken ct) => _order = await db.ListEntries.AsNoTracking()
        .Where(entry => entry.ListId == list.Id && entry.Class == of).OrderBy(entry => entry.HamletName).ThenBy(entry => entry.HouseholdCode).ThenBy(entry => entry.HouseholdId)
        .Select(entry => entry.HouseholdId).ToArrayAsync(ct);

    /// <summary>The rows.</summary>
    public async IAsyncEnumerable<IReadOnlyList<PaperRow>> Read([EnumeratorCancellation] CancellationToken ct = default)
    {
        var day = list.DecidedOn ?? DateOnly.MaxValue;
        var number = 0;
        foreach (var ids in _order.Chunk(PageOf))
        {
            var entries = await db.ListEntries.AsNoTracking().Where(entry => entry.ListId == list.Id && ids.Contains(entry.HouseholdId)).ToDictionaryAsync(entry => entry.HouseholdId, ct);
            var indigenous = await db.Households.AsNoTracking().Where(row => row.ProvinceCode == list.ProvinceCode && ids.Contains(row.Id) && row.IsIndigenousMinority).Select(row => row.Id).ToListAsync(ct);
            var members = (await db.Members.AsNoTracking().Where(row => row.ProvinceCode == list.ProvinceCode && ids.Contains(row.HouseholdId) && row.ErasedOn == null && (row.LeftOn == null || row.LeftOn > day))
                .OrderBy(row => row.Ordinal).ToListAsync(ct)).ToLookup(row => row.HouseholdId);
            var reviews = entries.Values.Select(entry => entry.ReviewId).OfType<Guid>().ToArray();
            var needs = await db.Reviews.AsNoTracking().Where(row => row.ProvinceCode == list.ProvinceCode && reviews.Contains(row.Id)).ToDictionaryAsync(row => row.HouseholdId, row => row.Needs, ct);
            // On an earlier list than the last one: it is back.
            var earlier = await (from entry in db.ListEntries.AsNoTracking()
                                 join other in db.ListsInForce().AsNoTracking() on entry.ListId equals other.Id
                                 where other.ReviewYear < list.ReviewYear - 1 && ids.Contains(entry.HouseholdId) && entry.Class == of
                                 select entry.HouseholdId).Distinct().ToListAsync(ct);
            var page = new List<PaperRow>();
            foreach (var entry in ids.Select(id => entries[id]))
            {
                number++;
                foreach (var (place, member) in members[entry.HouseholdId].Index())
                    page.Add(Row(number, place + 1, member, place > 0 ? null : entry, indigenous.Contains(entry.HouseholdId), needs.GetValueOrDefault(entry.HouseholdId) ?? [], earlier.Contains(entry.HouseholdId)));
                Persons += members[entry.HouseholdId].Count();
            }

            yield return page;
        }
    }

    private PaperRow Row(int number, int place, Member member, PovertyListEntry? entry, bool isIndigenous, string[] needs, bool wasEarlier)
    {
        string Birth() => isClear && member.BirthDate is { } date ? date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) : member.BirthYear?.ToString(CultureInfo.InvariantCulture) ?? "";
        string Mark(bool isMarked) => entry is not null && isMarked ? "x" : "";
        // A near-poor household that became poor is new on the list of the poor.
        var isStill = entry?.PreviousClass == of;
        return new PaperRow(
        [
            entry is null ? "" : number.ToString(CultureInfo.InvariantCulture), place.ToString(CultureInfo.InvariantCulture), isClear ? member.FullName : Masked.Name(member.FullName),
            member.Sex == Sex.Male ? Birth() : "", member.Sex == Sex.Female ? Birth() : "", isClear && member.EthnicGroupCode != "99" ? _ethnicGroups.GetValueOrDefault(member.EthnicGroupCode, "") : "",
            _relations.GetValueOrDefault(member.RelationCode, ""), Mark(!isStill && !wasEarlier), Mark(!isStill && wasEarlier), Mark(isStill),
            Mark(entry?.HasMeritMember == true), Mark(isIndigenous), Mark(entry?.LacksLabourCapacity == true), .. Needs.Select(need => Mark(needs.Contains(need))),
        ], entry is null ? RowLook.Plain : RowLook.Bold);
    }
}
