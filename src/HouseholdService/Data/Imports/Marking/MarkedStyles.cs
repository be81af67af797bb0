using System.Globalization;
using System.Xml.Linq;
using PovertyPlatform.HouseholdService.Domain.Imports.Findings;

namespace PovertyPlatform.HouseholdService.Data.Imports.Marking;

/// <summary>The workbook's formats, with a coloured twin for every format that a marked cell has.</summary>
internal sealed class MarkedStyles(XDocument styles)
{
    private readonly XNamespace _main = styles.Root!.Name.Namespace;
    private readonly Dictionary<(int Style, FindingLevel Level), int> _twins = [];
    private readonly Dictionary<FindingLevel, int> _fills = [];

    /// <summary>Format of a marked cell that had this format.</summary>
    public int Of(int style, FindingLevel level)
    {
        if (_twins.TryGetValue((style, level), out var known))
            return known;
        var formats = styles.Root!.Element(_main + "cellXfs");
        if (formats is null)
            return style;
        var all = formats.Elements(_main + "xf").ToList();
        var twin = style < all.Count ? new XElement(all[style]) : new XElement(_main + "xf");
        twin.SetAttributeValue("fillId", FillOf(level));
        twin.SetAttributeValue("applyFill", 1);
        formats.Add(twin);
        formats.SetAttributeValue("count", all.Count + 1);
        return _twins[(style, level)] = all.Count;
    }

    /// <summary>Writes them.</summary>
    public void Save(Stream target) => styles.Save(target, SaveOptions.DisableFormatting);

    private int FillOf(FindingLevel level)
    {
        if (_fills.TryGetValue(level, out var known))
            return known;
        var fills = styles.Root!.Element(_main + "fills")!;
        var number = fills.Elements(_main + "fill").Count();
        var colour = level switch { FindingLevel.Fault => "FFFFC7CE", FindingLevel.Repair => "FFFFEB9C", _ => "FFDDEBF7" };
        fills.Add(new XElement(_main + "fill", new XElement(_main + "patternFill", new XAttribute("patternType", "solid"),
            new XElement(_main + "fgColor", new XAttribute("rgb", colour)), new XElement(_main + "bgColor", new XAttribute("indexed", 64)))));
        fills.SetAttributeValue("count", (number + 1).ToString(CultureInfo.InvariantCulture));
        return _fills[level] = number;
    }
}
