using PovertyPlatform.HouseholdService.Domain.Areas;

namespace PovertyPlatform.HouseholdService.Data.Printing;

/// <summary>The head that every official paper of a commune carries.</summary>
internal static class Letterhead
{
    /// <summary>A document with issuing body, state motto and title.</summary>
    public static WordDocument Begin(CommuneDirectory areas, string communeCode, DateOnly day, string title, string subtitle) => new WordDocument()
        .Paragraph($"ỦY BAN NHÂN DÂN {Name(areas, communeCode, day)}", bold: true, centred: true)
        .Paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold: true, centred: true)
        .Paragraph("Độc lập - Tự do - Hạnh phúc", bold: true, centred: true)
        .Paragraph("", centred: true)
        .Paragraph(title, bold: true, centred: true, size: 16)
        .Paragraph(subtitle, centred: true);

    private static string Name(CommuneDirectory areas, string communeCode, DateOnly day) => (areas.On(communeCode, day)?.Name ?? communeCode).ToUpper(System.Globalization.CultureInfo.InvariantCulture);
}
