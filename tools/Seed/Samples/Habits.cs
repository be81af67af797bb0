using System.Globalization;
using System.Text;
using PovertyPlatform.Seed.People;

namespace PovertyPlatform.Seed.Samples;

/// <summary>How officers type. Which habit a cell shows depends on who it is about, so that every run shows the same.</summary>
static class Habits
{
    static readonly CultureInfo Dots = new("vi-VN") { NumberFormat = { NumberGroupSeparator = ".", NumberDecimalSeparator = "," } };

    static readonly Dictionary<string, string> OtherToneMark = new() { ["Hòa"] = "Hoà", ["Thúy"] = "Thuý", ["Thủy"] = "Thuỷ", ["Khỏe"] = "Khoẻ" };

    static int Draw(string about, int sides) => (int)(about.Aggregate(17u, (hash, letter) => hash * 31 + letter) % (uint)sides);

    public static string Mark(SampleHousehold household, int place) => Draw(household.Code + place, 4) == 0 ? "X" : "x";

    public static object? BirthAsTyped(Person person) =>
        person.YearOnly ? person.Birth.Year
        : Draw(person.Name + person.Birth.DayOfYear, 9) == 0 ? person.Birth.ToString("d/M/yyyy", CultureInfo.InvariantCulture)
        : person.Birth.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>One number in seven was typed into a cell without text format, and Excel dropped its leading zero.</summary>
    public static object? IdentityAsTyped(Person person) =>
        person.IdentityNumber.Length == 0 ? null
        : Draw(person.IdentityNumber, 7) == 0 ? long.Parse(person.IdentityNumber, CultureInfo.InvariantCulture)
        : person.IdentityNumber;

    /// <summary>Names arrive decomposed (NFD) from some telephones, with stray spaces from some typists, and with either tone mark.</summary>
    public static string NameAsTyped(Person person, bool newToneMarks)
    {
        var name = newToneMarks ? person.Name : string.Join(' ', person.Name.Split(' ').Select(word => OtherToneMark.GetValueOrDefault(word, word)));
        return Draw(person.Name + person.IdentityNumber, 12) switch
        {
            0 => name.Normalize(NormalizationForm.FormD),
            1 => name + " ",
            2 when person.Relation == "Chủ hộ" => name.ToUpperInvariant(),
            _ => name
        };
    }

    public static object PointsAsTyped(int points, string about) => Draw(about, 6) == 0 ? points.ToString(CultureInfo.InvariantCulture) : points;

    public static object AmountAsTyped(long amount) => Draw(amount.ToString(CultureInfo.InvariantCulture), 5) == 0 ? amount : amount.ToString("N0", Dots);

    public static string EthnicAsTyped(Person person) => person.EthnicCode switch
    {
        "01" => "Kinh",
        "03" => "Thái",
        "09" => "Dao",
        _ => Draw(person.Name, 3) switch { 0 => "H'Mông", 1 => "Hmông", _ => "Mông" }
    };

    public static string DateAsTyped(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
