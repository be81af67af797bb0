namespace PovertyPlatform.TestKit.Workbooks;

/// <summary>An invented household as a list would show it.</summary>
/// <param name="Number">STT in the list, from 1.</param>
/// <param name="Code">Household code.</param>
/// <param name="Hamlet">Hamlet.</param>
/// <param name="PointsB1">Income points.</param>
/// <param name="Marked">Codes of the marked indicators.</param>
/// <param name="Causes">Codes of the causes.</param>
/// <param name="IsMerit">Marked as household of merit.</param>
/// <param name="NeedsCredit">Marked as needing a loan.</param>
/// <param name="Members">The head first.</param>
public sealed record HouseholdSample(
    int Number, string Code, string Hamlet, int PointsB1, IReadOnlyList<string> Marked, IReadOnlyList<string> Causes,
    bool IsMerit, bool NeedsCredit, IReadOnlyList<MemberSample> Members)
{
    /// <summary>Deprivation points: 10 for each mark.</summary>
    public int PointsB2 => 10 * Marked.Count;
}

/// <summary>An invented person.</summary>
/// <param name="Name">Full name.</param>
/// <param name="IsMan">Sex.</param>
/// <param name="Born">Birth date.</param>
/// <param name="YearOnly">Only the year is known.</param>
/// <param name="EthnicGroup">Name of the ethnic group.</param>
/// <param name="Relation">Relation to the head.</param>
/// <param name="Identity">12 digits, or null.</param>
public sealed record MemberSample(string Name, bool IsMan, DateOnly Born, bool YearOnly, string EthnicGroup, string Relation, string? Identity)
{
    /// <summary>As the list writes it.</summary>
    public string Birth => YearOnly ? Born.ToString("yyyy", System.Globalization.CultureInfo.InvariantCulture) : Born.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Makes invented households; the same number gives the same people.</summary>
public static class HouseholdSamples
{
    private static readonly string[] Family = ["Giàng", "Vàng", "Lý", "Thào", "Sùng", "Hờ", "Mùa", "Nguyễn", "Trần", "Lò", "Hà", "Hoàng", "Đặng", "Cứ", "Phàng"];
    private static readonly string[] Middle = ["A", "Văn", "Đức", "Minh", "Quốc", "Hữu", "Thế", "Xuân"];
    private static readonly string[] MiddleOfWomen = ["Thị", "Thị Thu", "Thị Ngọc", "Thị Mỷ", "Kim", "Thị Hòa"];
    private static readonly string[] Given = ["Páo", "Sình", "Chinh", "Dũng", "Hòa", "Quý", "Tùng", "Lử", "Sang", "Mai", "Dua", "Chư", "Phương", "Thủy", "Nhà", "Khang", "Ký", "Trở"];
    private static readonly string[] Hamlets = ["Bản Púng Luông", "Bản Nả Háng A", "Bản Nả Háng B", "Bản Mý Háng Tủa Chử", "Bản Ngã Ba Kim", "Bản Đề Chờ Chua", "Bản Háng Cơ Bua", "Bản Nậm Khắt"];
    private static readonly string[] Groups = ["Mông", "Mông", "Mông", "Thái", "Tày", "Dao", "Kinh"];
    private static readonly string[] Indicators = ["22-01", "22-02", "22-03", "22-04", "22-05", "22-06", "22-07", "22-08", "22-09", "22-10", "22-11", "22-12"];

    /// <summary>Households from number <paramref name="from"/> on.</summary>
    public static IEnumerable<HouseholdSample> Make(int count, int from = 1, ulong seed = 1)
    {
        for (var number = from; number < from + count; number++)
            yield return One(number, seed);
    }

    /// <summary>The household of this number; 4 members on average.</summary>
    public static HouseholdSample One(int number, ulong seed = 1)
    {
        var dice = new Dice(seed * 1_000_003 + (ulong)number);
        var group = dice.Pick(Groups);
        var family = dice.Pick(Family);
        var size = 2 + dice.Next(5);
        var members = new MemberSample[size];
        for (var place = 0; place < size; place++)
            members[place] = Member(ref dice, (number * 7) + place, place, family, group);
        var poor = dice.Next(100) < 24;
        var marked = Indicators.Where(_ => dice.Next(100) < (poor ? 35 : 8)).ToArray();
        return new HouseholdSample(
            number, $"PL-{number:D6}", Hamlets[number % Hamlets.Length], poor ? 60 + 5 * dice.Next(17) : 145 + 5 * dice.Next(30), marked,
            marked.Length == 0 ? [] : [$"C{1 + dice.Next(7)}"], dice.Next(50) == 0, dice.Next(3) == 0, members);
    }

    private static MemberSample Member(ref Dice dice, int index, int place, string family, string group)
    {
        var man = place switch { 0 => dice.Next(5) > 0, 1 => false, _ => dice.Next(2) == 0 };
        var born = new DateOnly(place switch { 0 or 1 => 1950 + dice.Next(50), _ => 1990 + dice.Next(34) }, 1 + dice.Next(12), 1 + dice.Next(28));
        var relation = place switch { 0 => "Chủ hộ", 1 => dice.Next(6) == 0 ? "Mẹ" : "Vợ", _ => "Con" };
        var name = $"{family} {(man ? dice.Pick(Middle) : dice.Pick(MiddleOfWomen))} {dice.Pick(Given)}";
        var century = (born.Year >= 2000 ? 2 : 0) + (man ? 0 : 1);
        // Distinct for every person: the last six digits are a permutation of the index, the province takes the rest.
        var identity = dice.Next(20) == 0 ? null : $"{10 + (index / 1_000_000):D3}{century}{born.Year % 100:D2}{(int)(index * 7919L % 1_000_000):D6}";
        return new MemberSample(name, man, born, dice.Next(5) == 0, group, relation, identity);
    }

    private struct Dice(ulong state)
    {
        private ulong _state = state;

        public int Next(int sides)
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)((z ^ (z >> 31)) % (ulong)sides);
        }

        public T Pick<T>(T[] values) => values[Next(values.Length)];
    }
}
