using System.Globalization;
using PovertyPlatform.HouseholdService.Domain.Areas;

namespace PovertyPlatform.HouseholdService.Data.Printing;

/// <summary>The head that every official paper of a commune carries (NĐ 30/2020/NĐ-CP): the committee, the motto, number, place and date.</summary>
internal static class Letterhead
{
    private static readonly string[] Types = ["Xã ", "Phường ", "Thị trấn ", "Đặc khu "];

    /// <summary>The head of a paper of the commune's People's Committee.</summary>
    /// <param name="areas">Communes.</param>
    /// <param name="communeCode">The commune.</param>
    /// <param name="day">Date of the paper.</param>
    /// <param name="number">Number and sign; empty for none.</param>
    /// <param name="title">Title.</param>
    /// <param name="subtitles">Lines below.</param>
    /// <param name="isDated">False leaves the date to be written by hand.</param>
    public static OfficialHead Of(CommuneDirectory areas, string communeCode, DateOnly day, string number, string title, string[] subtitles, bool isDated = true)
    {
        var name = NameOf(areas, communeCode, day);
        return new OfficialHead(["ỦY BAN NHÂN DÂN", name.ToUpper(CultureInfo.InvariantCulture)], number,
            isDated ? $"{Short(name)}, ngày {day:dd} tháng {day:MM} năm {day:yyyy}" : $"{Short(name)}, ngày ..... tháng ..... năm {day:yyyy}", title, subtitles);
    }

    /// <summary>Name of the commune on the day; its code when nobody carries it.</summary>
    public static string NameOf(CommuneDirectory areas, string communeCode, DateOnly day) => areas.On(communeCode, day)?.Name ?? communeCode;

    private static string Short(string name) => Types.FirstOrDefault(type => name.StartsWith(type, StringComparison.Ordinal)) is { } type ? name[type.Length..] : name;
}
