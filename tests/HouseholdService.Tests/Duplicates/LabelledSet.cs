using System.Globalization;
using PovertyPlatform.HouseholdService.Domain.Households;

namespace PovertyPlatform.HouseholdServiceTests.Duplicates;

/// <summary>
/// Invented households of two communes, some of them entered twice in the ways clerks do it, each labelled with its way. The same seed makes the same set. Names come
/// from small pools on purpose: people who only share a name must not be taken for one.
/// </summary>
internal sealed class LabelledSet
{
    public const string Home = "04492";
    public const string Neighbour = "02680";
    private const int Households = 4000;
    private const int OfEachKind = 25;

    private static readonly string[] Families = ["Giàng", "Hờ", "Lý", "Vàng", "Mùa", "Sùng", "Thào", "Cứ", "Nguyễn", "Trần", "Phạm", "Hoàng", "Lò", "Lường", "Cầm", "Quàng", "Hà", "Đặng", "Bàn", "Triệu"];
    private static readonly string[] OfMen = ["A", "Văn", "Đức", "Minh", "Xuân", "Hữu", "Seo", "Quang"];
    private static readonly string[] OfWomen = ["Thị", "Thị", "Ngọc", "Thu", "Thanh", "Bích", "Kim"];
    private static readonly string[] GivenOfMen = ["Páo", "Chống", "Dơ", "Sình", "Lử", "Vừ", "Tủa", "Chớ", "Quý", "Kỳ", "Huy", "Thủy", "Hòa", "Tùng", "Dũng", "Hưng", "Toàn", "Phương", "Sơn", "Khánh", "Thái", "Lâm", "Nhà", "Su", "Páng", "Dế", "Giống", "Khua", "Sáu", "Bảy", "Mười", "Thào", "Tráng", "Cường", "Tiến", "Việt", "Nam", "Bình", "Đại", "Phong"];
    private static readonly string[] GivenOfWomen = ["Mẩy", "Dở", "Say", "Mỷ", "Sua", "Chứ", "Dua", "Pàng", "Mỹ", "Thúy", "Quyên", "Yến", "Hoa", "Lan", "Huệ", "Hồng", "Nga", "Tâm", "Liên", "Xuân", "Hạnh", "Vân", "Thơm", "Bông", "Ly", "Xia", "Chía", "Cở", "Lỳ", "Ganh", "Ánh", "Thương", "Nhung", "Trang", "Phượng", "Hiền", "Duyên", "Dung", "Hằng", "Oanh"];

    private readonly Random _dice;
    private int _identity;

    private LabelledSet(int seed) => _dice = new Random(seed);

    public List<LabelledPerson> People { get; } = [];

    public List<LabelledDouble> Doubles { get; } = [];

    /// <summary>Ways of entering a household twice.</summary>
    private IReadOnlyList<(string Kind, Func<LabelledPerson, LabelledPerson> Change)> Kinds =>
    [
        ("Nhập lại nguyên vẹn, không có số định danh", person => person),
        ("Mất dấu", person => person with { Name = SearchName.Of(person.Name).ToUpperInvariant() }),
        ("Viết i thay cho y", person => person with { Name = person.Name.Replace('y', 'i').Replace('ý', 'í').Replace('ỷ', 'ỉ').Replace('ỹ', 'ĩ').Replace('ỳ', 'ì') }),
        ("Dấu thanh đặt kiểu khác, chữ tổ hợp", person => person with { Name = person.Name.Normalize(System.Text.NormalizationForm.FormD) }),
        ("Thiếu tên đệm", person => person with { Name = string.Join(' ', person.Name.Split(' ').Where((_, at) => at != 1)) }),
        ("Sai một chữ cái", person => person with { Name = Misspell(person.Name) }),
        ("Đảo thứ tự họ tên", person => person with { Name = string.Join(' ', person.Name.Split(' ').Reverse()) }),
        ("Đảo ngày và tháng sinh", person => person with { Date = person.Date is { Day: <= 12 } day ? new DateOnly(day.Year, day.Day, day.Month) : person.Date }),
        ("Chỉ ghi năm sinh", person => person with { Date = null }),
        ("Sai ngày sinh", person => person with { Date = person.Date is { } day ? new DateOnly(day.Year, day.Month, day.Day % 28 + 1) : null }),
        ("Sai một chữ số của năm sinh", person => person.Date is { } day ? person with { Date = day.AddYears(day.Year % 10 == 9 ? -4 : 1), Year = (short)(day.Year % 10 == 9 ? day.Year - 4 : day.Year + 1) } : person),
        ("Không ghi giới tính", person => person with { Sex = null }),
        ("Số chứng minh nhân dân cũ 9 số", person => person with { Identity = ++_identity, IdentityLength = 9 }),
        ("Ghi thôn khác", person => person with { Hamlet = "Bản Mới" }),
        ("Nhập ở xã bên", person => person with { Commune = Neighbour, Hamlet = "Thôn 1" }),
    ];

    public static LabelledSet Make(int seed)
    {
        var set = new LabelledSet(seed);
        var households = Enumerable.Range(0, Households).Select(number => set.Household(number % 4 == 3 ? Neighbour : Home)).ToList();
        foreach (var household in households)
            set.People.AddRange(household);
        var next = 0;
        foreach (var (kind, change) in set.Kinds)
            for (var count = 0; count < OfEachKind; next += 2)
                if (households[next] is [{ Commune: Home }, ..] original)
                {
                    set.Enter(original, kind, change);
                    count++;
                }

        // Two households that claim one person: a daughter who married and stayed on the list of her parents.
        for (var count = 0; count < OfEachKind; next += 2)
            if (households[next] is [{ Commune: Home }, _, ..] original && households[next + 1] is [{ Commune: Home }, ..] other)
            {
                set.People.Add(original[^1] with { Household = other[0].Household, Member = set.Id(), Ordinal = other.Count + 1, Hamlet = other[0].Hamlet, Identity = 0 });
                set.Doubles.Add(new LabelledDouble(original[0].Household, other[0].Household, "Một người có tên ở hai hộ"));
                count++;
            }

        return set;
    }

    private void Enter(List<LabelledPerson> original, string kind, Func<LabelledPerson, LabelledPerson> change)
    {
        var household = Id();
        People.AddRange(original.Select(person => change(person with { Household = household, Member = Id(), Identity = 0 })));
        Doubles.Add(new LabelledDouble(original[0].Household, household, kind));
    }

    private List<LabelledPerson> Household(string commune)
    {
        var (household, hamlet, family) = (Id(), $"Bản {_dice.Next(12)}", Pick(Families));
        var head = Person(household, commune, hamlet, 1, family, isMan: _dice.Next(10) < 7, 1955 + _dice.Next(45));
        var members = new List<LabelledPerson> { head };
        if (_dice.Next(10) < 8)
            members.Add(Person(household, commune, hamlet, 2, Pick(Families), isMan: head.Sex == Sex.Female, Math.Min(2004, head.Year!.Value + _dice.Next(-3, 6))));
        for (var child = _dice.Next(5); child > 0; child--)
            members.Add(Person(household, commune, hamlet, members.Count + 1, family, isMan: _dice.Next(2) == 0, Math.Min(2025, head.Year!.Value + 20 + _dice.Next(15))));
        return members;
    }

    private LabelledPerson Person(Guid household, string commune, string hamlet, int ordinal, string family, bool isMan, int year)
    {
        var name = $"{family} {Pick(isMan ? OfMen : OfWomen)} {Pick(isMan ? GivenOfMen : GivenOfWomen)}";
        DateOnly? date = _dice.Next(100) switch
        {
            < 12 => null,
            < 17 => new DateOnly(year, 1, 1),
            _ => new DateOnly(year, 1, 1).AddDays(_dice.Next(365)),
        };
        return new LabelledPerson(household, commune, hamlet, Id(), ordinal, name, isMan ? Sex.Male : Sex.Female, (short)year, date, _dice.Next(100) < 75 ? ++_identity : 0, 12);
    }

    private string Misspell(string name)
    {
        var letters = name.ToCharArray();
        var at = Enumerable.Range(1, letters.Length - 1).Where(index => char.IsLetter(letters[index]) && letters[index - 1] != ' ').ElementAt(_dice.Next(letters.Count(char.IsLower)) / 2);
        letters[at] = letters[at] == 'e' ? 'o' : 'e';
        return new string(letters);
    }

    private string Pick(string[] pool) => pool[_dice.Next(pool.Length)];

    private Guid Id()
    {
        Span<byte> bytes = stackalloc byte[16];
        _dice.NextBytes(bytes);
        return new Guid(bytes);
    }
}

/// <summary>A row of the set.</summary>
internal sealed record LabelledPerson(
    Guid Household, string Commune, string Hamlet, Guid Member, int Ordinal, string Name, Sex? Sex, short? Year, DateOnly? Date, int Identity, int IdentityLength)
{
    /// <summary>A mark as the registry makes it: key number, then bytes that only equal numbers share.</summary>
    public byte[]? Mark => Identity == 0 ? null : [1, .. System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(Identity.ToString(CultureInfo.InvariantCulture))).AsSpan(0, 16)];
}

/// <summary>Two households that are one, or claim one person.</summary>
internal sealed record LabelledDouble(Guid One, Guid Other, string Kind)
{
    public (Guid, Guid) Key => One.CompareTo(Other) < 0 ? (One, Other) : (Other, One);
}
