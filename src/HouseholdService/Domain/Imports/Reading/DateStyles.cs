using System.Buffers.Text;
using System.Text;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Reading;

/// <summary>Which cell styles of a workbook show a number as a date. Spreadsheets store dates as days since 1900 and tell them apart by style alone.</summary>
internal sealed class DateStyles
{
    private readonly List<bool> _isDate = [];

    /// <summary>True when cells of this style hold dates.</summary>
    public bool this[int style] => (uint)style < (uint)_isDate.Count && _isDate[style];

    /// <summary>Reads the style sheet.</summary>
    public static DateStyles Read(Stream stream)
    {
        var styles = new DateStyles();
        var own = new Dictionary<int, bool>();
        var xml = new Utf8XmlReader(stream);
        var inCellFormats = false;
        for (var token = xml.Read(); token != XmlToken.End; token = xml.Read())
        {
            if (token == XmlToken.EndElement)
                inCellFormats &= !xml.Name.SequenceEqual("cellXfs"u8);
            if (token != XmlToken.StartElement)
                continue;
            if (xml.Name.SequenceEqual("numFmt"u8))
                own[Number(xml.Attribute("numFmtId"u8))] = ShowsDate(Encoding.UTF8.GetString(xml.Attribute("formatCode"u8)));
            else if (xml.Name.SequenceEqual("cellXfs"u8))
                inCellFormats = !xml.IsEmpty;
            else if (inCellFormats && xml.Name.SequenceEqual("xf"u8))
                styles._isDate.Add(IsDate(Number(xml.Attribute("numFmtId"u8)), own));
        }

        return styles;
    }

    /// <summary>Reads digits; 0 when there are none.</summary>
    public static int Number(ReadOnlySpan<byte> digits) => Utf8Parser.TryParse(digits, out int number, out _) ? number : 0;

    private static bool IsDate(int format, Dictionary<int, bool> own) =>
        own.TryGetValue(format, out var known) ? known : format is (>= 14 and <= 17) or 22 or (>= 27 and <= 36) or (>= 50 and <= 58);

    private static bool ShowsDate(string code)
    {
        var quoted = false;
        var bracketed = false;
        for (var at = 0; at < code.Length; at++)
        {
            var letter = code[at];
            if (letter == '\\')
                at++;
            else if (letter == '"')
                quoted = !quoted;
            else if (letter is '[' or ']')
                bracketed = letter == '[';
            else if (!quoted && !bracketed && letter is 'd' or 'D' or 'y' or 'Y')
                return true;
        }

        return false;
    }
}
