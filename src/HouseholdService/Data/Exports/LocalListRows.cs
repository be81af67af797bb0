using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.Printing;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Data.Exports;

/// <summary>
/// Households of a decided list of a province's own standard, by hamlet, in pages. The list holds no names: they are those of today; a household that was erased or has left the province stays
/// on the list without one.
/// </summary>
internal sealed class LocalListRows(HouseholdDb db, LocalList list)
{
    private const int PageOf = 200;
    private const string Gone = "(hộ không còn ở tỉnh)";
    private const string Erased = "(đã xóa theo yêu cầu)";
    private Line[] _lines = [];

    /// <summary>Columns of a posting: head, hamlet, result, and nothing else.</summary>
    public static readonly IReadOnlyList<PaperColumn> Posted = [new("STT", 6, Kind: CellKind.Centred), new("Họ tên chủ hộ", 30), new("Thôn, bản", 26), new("Kết quả", 34)];

    /// <summary>Columns of the named list.</summary>
    public static readonly IReadOnlyList<PaperColumn> Named =
    [
        new("STT chủ hộ", 6, Kind: CellKind.Centred), new("STT thành viên", 6, Kind: CellKind.Centred), new("Họ và tên", 26), new("Nam", 11, "Năm sinh", CellKind.Centred),
        new("Nữ", 11, "Năm sinh", CellKind.Centred), new("Dân tộc", 10), new("Quan hệ với chủ hộ", 16), new("Thôn, bản", 20), new("Kết quả theo chuẩn của tỉnh", 18), new("Kết quả theo chuẩn quốc gia", 18),
    ];

    /// <summary>Households.</summary>
    public int Households => _lines.Length;

    /// <summary>Persons written so far.</summary>
    public int Persons { get; private set; }

    /// <summary>A household on it.</summary>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="Head">Head, or null when nobody may be named.</param>
    /// <param name="Hamlet">Hamlet.</param>
    /// <param name="LocalClass">Class under the province's standard.</param>
    /// <param name="NationalClass">Class under the national one.</param>
    public sealed record Line(Guid HouseholdId, string? Head, string Hamlet, PovertyClass LocalClass, PovertyClass NationalClass)
    {
        /// <summary>Head, or why there is none.</summary>
        public string Called { get; init; } = "";
    }

    /// <summary>Finds out who is on it; bounded by one commune.</summary>
    /// <param name="hamlet">Only this hamlet, or null.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<Line>> Find(string? hamlet, CancellationToken ct)
    {
        var found = await (from entry in db.LocalListEntries.AsNoTracking().Where(row => row.ListId == list.Id)
                           join household in db.Households.AsNoTracking() on new { entry.HouseholdId, entry.ProvinceCode } equals new { HouseholdId = household.Id, household.ProvinceCode } into homes
                           from home in homes.DefaultIfEmpty()
                           where hamlet == null || home.HamletName == hamlet
                           orderby home.HamletSearch, entry.LocalClass, home.Code, entry.HouseholdId
                           select new { entry.HouseholdId, entry.LocalClass, entry.NationalClass, home.HeadName, home.HamletName, home.ErasedOn }).ToListAsync(ct);
        _lines = [.. found.Select(row => new Line(row.HouseholdId, row.ErasedOn is null ? row.HeadName : null, row.HamletName ?? "", row.LocalClass, row.NationalClass)
        {
            Called = row.ErasedOn is not null ? Erased : row.HeadName ?? Gone,
        })];
        return _lines;
    }

    /// <summary>How a local result is written: never as the national one.</summary>
    public static string Result(PovertyClass local) => local == PovertyClass.Poor ? "Hộ nghèo theo chuẩn của tỉnh" : "Hộ cận nghèo theo chuẩn của tỉnh";

    /// <summary>Rows as they hang.</summary>
    public async IAsyncEnumerable<IReadOnlyList<PaperRow>> Hang([EnumeratorCancellation] CancellationToken ct = default)
    {
        await Task.CompletedTask;
        foreach (var page in _lines.Index().Chunk(PageOf))
        {
            ct.ThrowIfCancellationRequested();
            yield return [.. page.Select(line => new PaperRow([$"{line.Index + 1}", line.Item.Called, line.Item.Hamlet, Result(line.Item.LocalClass)]))];
        }
    }

    /// <summary>Rows of the named list: each member, masked or in clear.</summary>
    public async IAsyncEnumerable<IReadOnlyList<PaperRow>> Name(ReferencePages pages, bool isClear, [EnumeratorCancellation] CancellationToken ct = default)
    {
        Dictionary<string, string> Words(string kind) => pages.Codes[kind].ToDictionary(item => item.Code, item => item.NameVi, StringComparer.Ordinal);
        var (groups, relations, number) = (Words("ethnic-group"), Words("relation"), 0);
        foreach (var lines in _lines.Chunk(PageOf))
        {
            var ids = lines.Select(line => line.HouseholdId).ToArray();
            var members = (await db.Members.AsNoTracking().Where(row => row.ProvinceCode == list.ProvinceCode && ids.Contains(row.HouseholdId) && row.ErasedOn == null && (row.LeftOn == null || row.LeftOn > list.DecidedOn))
                .OrderBy(row => row.Ordinal).ToListAsync(ct)).ToLookup(row => row.HouseholdId);
            var page = new List<PaperRow>();
            foreach (var line in lines)
            {
                number++;
                string[] results = [line.Hamlet, Result(line.LocalClass), National(line.NationalClass)];
                var people = line.Head is null ? [] : members[line.HouseholdId].ToList();
                if (people.Count == 0)
                    page.Add(new PaperRow([$"{number}", "", line.Called, "", "", "", "", .. results], RowLook.Bold));
                foreach (var (place, member) in people.Index())
                    page.Add(new PaperRow(
                    [
                        place == 0 ? $"{number}" : "", $"{place + 1}", isClear ? member.FullName : Masked.Name(member.FullName), member.Sex == Sex.Male ? Birth(member, isClear) : "", member.Sex == Sex.Female ? Birth(member, isClear) : "",
                        isClear && member.EthnicGroupCode != "99" ? groups.GetValueOrDefault(member.EthnicGroupCode, "") : "", relations.GetValueOrDefault(member.RelationCode, ""), .. place == 0 ? results : ["", "", ""],
                    ], place == 0 ? RowLook.Bold : RowLook.Plain));
                Persons += people.Count;
            }

            yield return page;
        }
    }

    private static string National(PovertyClass national) => national == PovertyClass.AverageLiving ? "Hộ có mức sống trung bình" : "Hộ không nghèo";

    private static string Birth(Member member, bool isClear) =>
        isClear && member.BirthDate is { } date ? date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) : member.BirthYear?.ToString(CultureInfo.InvariantCulture) ?? "";
}
