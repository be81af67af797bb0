using System.Globalization;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Imports.Cells;
using PovertyPlatform.HouseholdService.Domain.Imports.Columns;

namespace PovertyPlatform.HouseholdService.Data.Exports;

/// <summary>What stands in the cells of a household list: words that the import reads back as what they came from. Masked, unless people may be shown in clear.</summary>
internal sealed class HouseholdCellText(ReferencePages pages, PersonSeals seals, IReadOnlySet<string> judging, bool isClear)
{
    private const string Hidden = "•••";
    private const string Mark = "x";
    private readonly Dictionary<string, string> _ethnicGroups = Names(pages, "ethnic-group");
    private readonly Dictionary<string, string> _facts = Names(pages, "member-fact");
    private readonly Dictionary<string, string> _relations = Names(pages, "relation");

    /// <summary>A cell of a member's row.</summary>
    public string OfMember(string field, Member member, int place) => field switch
    {
        "member_number" => Whole(place),
        "full_name" => isClear ? member.FullName : Masked.Name(member.FullName),
        "birth_man" => member.Sex == Sex.Male ? Birth(member) : "",
        "birth_woman" => member.Sex == Sex.Female ? Birth(member) : "",
        "ethnic_group" => isClear && member.EthnicGroupCode != "99" ? _ethnicGroups.GetValueOrDefault(member.EthnicGroupCode, member.EthnicGroupCode) : "",
        "relation" => _relations.GetValueOrDefault(member.RelationCode, member.RelationCode),
        "identity_number" => member.IdentityNumber is not { } box ? "" : isClear ? seals.Identity.Open(member.Id, box) : Hidden,
        "old_identity_number" => member.OldNumber is not { } old ? "" : isClear ? seals.Identity.Open(member.Id, old) : Hidden,
        "occupation" => isClear ? member.Occupation ?? "" : "",
        _ => "",
    };

    /// <summary>What a member is, by name.</summary>
    public string Facts(IEnumerable<string> codes) => string.Join("; ", codes.Select(code => _facts.GetValueOrDefault(code, code)));

    /// <summary>A cell of what the household lives on.</summary>
    public static string OfLivelihood(string field, Livelihood seen) => field switch
    {
        "livelihood_on" => seen.SeenOn.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
        "livelihood_income" => seen.IncomeVnd.ToString(CultureInfo.InvariantCulture),
        "livelihood_workers" => Whole(seen.Workers),
        "livelihood_work" => seen.Work,
        _ => seen.Observer,
    };

    /// <summary>A cell that belongs to the household; it stands on its first row.</summary>
    public string OfHousehold(ColumnDefinition column, Household household, Review review) => column.Field switch
    {
        "hamlet" => household.HamletName,
        "household_code" => household.Code ?? "",
        "address" => isClear ? household.Address ?? "" : "",
        "phone" => household.Telephone is not { } box ? "" : isClear ? seals.Telephone.Open(household.Id, box) : Hidden,
        "reviewed_on" => review.ReviewedOn.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
        "points_b1" => Whole(review.IncomePoints),
        "points_b2" => Whole(review.DeprivationPoints),
        "income" => !isClear ? "" : review.IncomeVnd?.ToString(CultureInfo.InvariantCulture) ?? "",
        "stated_class" => review.StatedClass switch { PovertyClass.Poor => "Hộ nghèo", PovertyClass.NearPoor => "Hộ cận nghèo", PovertyClass.AverageLiving => "Hộ có mức sống trung bình", PovertyClass.NotPoor => "Hộ không nghèo", _ => "" },
        "newly_listed" => MarkIf(review.StatedChange == "new"),
        "relapsed" => MarkIf(review.StatedChange == "relapsed"),
        "still_listed" => MarkIf(review.StatedChange == "still"),
        "merit" => MarkIf(household.HasMeritMember),
        "indigenous_minority" => MarkIf(household.IsIndigenousMinority),
        "no_labour_capacity" => MarkIf(household.LacksLabourCapacity),
        "difficult_area" => MarkIf(household.InDifficultArea),
        "requests_average_living" => MarkIf(review.RequestsAverageLiving),
        "causes" => string.Join(", ", review.Causes.Where(code => !judging.Contains(code))),
        "reviewer" => review.Reviewer ?? "",
        _ when column.Field.StartsWith("need_", StringComparison.Ordinal) => MarkIf(review.Needs.Contains(column.Field["need_".Length..])),
        _ when HouseholdColumns.IsIndicator(column) => review.DeprivedIndicators is null ? MarkCell.NotAnswered : MarkIf(review.DeprivedIndicators.Contains(column.Field["indicator:".Length..])),
        _ => "",
    };

    private string Birth(Member member) => isClear && member.BirthDate is { } date ? date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) : Whole(member.BirthYear);

    private static string Whole(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string MarkIf(bool isMarked) => isMarked ? Mark : "";

    private static Dictionary<string, string> Names(ReferencePages pages, string kind) => pages.Codes[kind].ToDictionary(item => item.Code, item => item.NameVi, StringComparer.Ordinal);
}
