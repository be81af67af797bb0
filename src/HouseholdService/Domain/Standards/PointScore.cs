using System.Globalization;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Standards;

/// <summary>The points of a household's answers by a table, with the reason of each. Whole numbers only.</summary>
/// <param name="Total">Sum.</param>
/// <param name="IsSample">The table is a sample: the sum judges nobody.</param>
/// <param name="Lines">One line for each item.</param>
[PersonalData(DataClass.P1)]
public sealed record PointScore(int Total, bool IsSample, IReadOnlyList<PointLine> Lines)
{
    /// <summary>Scores answers: item → number (of a range) or code of the level (of a choice).</summary>
    public static (PointScore? Score, Refusal? Refusal) Of(PointTable table, IReadOnlyDictionary<string, string> answers)
    {
        var faults = new List<FieldFault>();
        foreach (var unknown in answers.Keys.Where(item => table.Items.All(known => known.Code != item)))
            faults.Add(new FieldFault("answer", $"Biểu này không có mục {unknown}.", $"This table has no item {unknown}."));
        var lines = table.Items.Select(item => Line(item, answers.GetValueOrDefault(item.Code), faults)).ToList();
        return faults.Count > 0 ? (null, Refusal.Invalid([.. faults])) : (new PointScore(lines.Sum(line => line!.Points), table.IsSample, lines!), null);
    }

    private static PointLine? Line(PointItem item, string? answer, List<FieldFault> faults)
    {
        if (item.IsRange)
            return Range(item, answer, faults);
        if (answer is null)
            return new PointLine(item.Code, item.NameVi, null, 0, $"Mục {item.Code}: không thuộc mức nào, 0 điểm.", $"Item {item.Code}: no level applies, 0 points.");
        if (item.Levels.FirstOrDefault(level => level.Code == answer) is { } chosen)
            return Found(item, chosen, answer);
        faults.Add(new FieldFault("answer", $"Mục {item.Code} không có mức {answer}.", $"Item {item.Code} has no level {answer}."));
        return null;
    }

    private static PointLine? Range(PointItem item, string? answer, List<FieldFault> faults)
    {
        if (!int.TryParse(answer, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            faults.Add(new FieldFault("answer", $"Mục {item.Code} cần một số nguyên.", $"Item {item.Code} needs a whole number."));
        else if (item.Levels.FirstOrDefault(level => (level.From ?? int.MinValue) <= number && number <= (level.To ?? int.MaxValue)) is { } level)
            return Found(item, level, answer!);
        else
            faults.Add(new FieldFault("answer", $"Mục {item.Code}: {number} nằm ngoài biểu điểm.", $"Item {item.Code}: {number} lies outside the table."));
        return null;
    }

    private static PointLine Found(PointItem item, PointLevel level, string answer) => new(item.Code, item.NameVi, level.Code, level.Points,
        $"Mục {item.Code}, trả lời {answer}: mức “{level.NameVi}”, {level.Points} điểm.", $"Item {item.Code}, answer {answer}: level {level.Code}, {level.Points} points.");
}

/// <summary>Points of one item.</summary>
/// <param name="Item">Number on the form.</param>
/// <param name="NameVi">What is asked.</param>
/// <param name="Level">Level that applies, or null for none.</param>
/// <param name="Points">Points.</param>
/// <param name="Vi">The reason in Vietnamese.</param>
/// <param name="En">The reason in English.</param>
[PersonalData(DataClass.P1)]
public sealed record PointLine(string Item, string NameVi, string? Level, int Points, string Vi, string En);
