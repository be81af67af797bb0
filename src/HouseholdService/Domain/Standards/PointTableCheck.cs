using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Standards;

/// <summary>Whether point tables can judge: every number falls into exactly one level, every day has at most one table, and the days lie in the standard's.</summary>
public static class PointTableCheck
{
    private const int MostPoints = 1000;

    /// <summary>What is wrong with one table by itself.</summary>
    public static IEnumerable<FieldFault> Faults(PointTable table, StandardCatalog standards)
    {
        var place = $"{table.Form}/{table.Region}";
        if (standards.Of(table.StandardCode) is not { } standard)
            yield return Fault(place, $"không có chuẩn nghèo {table.StandardCode}", $"there is no standard {table.StandardCode}");
        else if (table.ValidTo < table.ValidFrom || standard.PeriodOn(table.ValidFrom) is null || standard.PeriodOn(table.ValidTo) is null)
            yield return Fault(place, $"thời gian {table.ValidFrom:dd/MM/yyyy} – {table.ValidTo:dd/MM/yyyy} nằm ngoài thời gian áp dụng chuẩn {standard.Code}",
                $"{table.ValidFrom:yyyy-MM-dd} to {table.ValidTo:yyyy-MM-dd} lies outside the periods of standard {standard.Code}");
        foreach (var item in table.Items)
            foreach (var (vi, en) in item.IsRange ? OfRange(item) : OfChoice(item))
                yield return Fault($"{place}/{item.Code}", vi, en);
        foreach (var item in table.Items.Where(item => item.Levels.Any(level => level.Points is < -MostPoints or > MostPoints)))
            yield return Fault($"{place}/{item.Code}", $"điểm phải từ -{MostPoints} đến {MostPoints}", $"points are from -{MostPoints} to {MostPoints}");
    }

    /// <summary>Why tables of the same form and region cannot stand side by side: two on one day, or a day between two without any; or null.</summary>
    public static Refusal? WhyNotTogether(IEnumerable<PointTable> tables)
    {
        foreach (var group in tables.GroupBy(table => (table.ProvinceCode, table.StandardCode, table.Form, table.Region)))
        {
            var inOrder = group.OrderBy(table => table.ValidFrom).ToList();
            foreach (var (earlier, later) in inOrder.Zip(inOrder.Skip(1)))
            {
                if (later.ValidFrom <= earlier.ValidTo)
                    return Refusal.Rule("point-tables-overlap", $"Biểu {later.Form}/{later.Region} trùng thời gian với biểu đã có đến hết {earlier.ValidTo:dd/MM/yyyy} ({earlier.LegalBasis}).",
                        $"Table {later.Form}/{later.Region} overlaps one that holds until {earlier.ValidTo:yyyy-MM-dd} ({earlier.LegalBasis}).", later.LegalBasis);
                if (later.ValidFrom > earlier.ValidTo.AddDays(1))
                    return Refusal.Rule("point-tables-gap", $"Biểu {later.Form}/{later.Region} để trống các ngày từ {earlier.ValidTo.AddDays(1):dd/MM/yyyy} đến {later.ValidFrom.AddDays(-1):dd/MM/yyyy}.",
                        $"Table {later.Form}/{later.Region} leaves the days from {earlier.ValidTo.AddDays(1):yyyy-MM-dd} to {later.ValidFrom.AddDays(-1):yyyy-MM-dd} without points.", later.LegalBasis);
            }
        }

        return null;
    }

    private static IEnumerable<(string Vi, string En)> OfRange(PointItem item)
    {
        var levels = item.Levels.OrderBy(level => level.From ?? int.MinValue).ToList();
        if (levels.Find(level => level.From > level.To) is { } turned)
            yield return ($"mức {turned.Code} có cận dưới lớn hơn cận trên", $"level {turned.Code} begins above its end");
        foreach (var (lower, upper) in levels.Zip(levels.Skip(1)))
        {
            if (lower.To is null || upper.From is null || upper.From <= lower.To)
                yield return ($"mức {lower.Code} và {upper.Code} chồng lên nhau", $"levels {lower.Code} and {upper.Code} overlap");
            else if (upper.From > lower.To + 1)
                yield return ($"hở từ {lower.To + 1} đến {upper.From - 1}, giữa mức {lower.Code} và {upper.Code}", $"a gap from {lower.To + 1} to {upper.From - 1}, between levels {lower.Code} and {upper.Code}");
        }
    }

    private static IEnumerable<(string Vi, string En)> OfChoice(PointItem item) =>
        item.Levels.GroupBy(level => level.Code).Where(group => group.Count() > 1).Select(group => ($"mức {group.Key} ghi hai lần", $"level {group.Key} stands twice"));

    private static FieldFault Fault(string place, string vi, string en) => new("content", $"Biểu {place}: {vi}.", $"Table {place}: {en}.");
}
