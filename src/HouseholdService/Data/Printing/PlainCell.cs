using System.Xml;

namespace PovertyPlatform.HouseholdService.Data.Printing;

/// <summary>Text of a cell that no spreadsheet takes for a formula, and that XML can carry.</summary>
internal static class PlainCell
{
    /// <summary>The text; an apostrophe goes before what would begin a formula.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var clean = text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Where(XmlConvert.IsXmlChar));
        return clean.Length > 0 && clean[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? $"'{clean}" : clean;
    }
}
