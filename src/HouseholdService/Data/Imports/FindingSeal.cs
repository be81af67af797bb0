using System.Text;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Domain.Imports.Findings;
using PovertyPlatform.HouseholdService.Domain.Imports.Jobs;
using PovertyPlatform.ServiceDefaults.Protection;

namespace PovertyPlatform.HouseholdService.Data.Imports;

/// <summary>Seals what was typed into a bad cell, and what its text quotes: any cell may hold a number or a name, whatever its heading says.</summary>
internal static class FindingSeal
{
    private const char Between = '\x1f';
    private const char NoValue = '\x1e';

    /// <summary>Value and arguments of a finding, sealed for its cell; null when there is neither.</summary>
    public static byte[]? Close(this PersonSeals seals, Guid job, Finding finding)
    {
        if (finding.Value is null && finding.Arguments.Length == 0)
            return null;
        var text = string.Join(Between, finding.Arguments.Prepend(finding.Value ?? $"{NoValue}").Select(part => part.Replace(Between, ' ')));
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[plain.Length + SealedColumn.Overhead];
        seals.Finding.Seal(PersonSeals.OfCell(job, finding.Sheet, finding.Row, finding.Column), plain, box);
        return box;
    }

    /// <summary>Opens findings that were read from the database.</summary>
    public static List<ImportFinding> Open(this PersonSeals seals, List<ImportFinding> findings)
    {
        foreach (var finding in findings)
        {
            if (finding.Content is not { } box)
                continue;
            var plain = new byte[box.Length];
            var length = seals.Finding.Open(PersonSeals.OfCell(finding.JobId, finding.SheetNo, finding.RowNo, finding.ColumnNo), box, plain);
            var parts = Encoding.UTF8.GetString(plain, 0, length).Split(Between);
            (finding.Value, finding.Arguments) = (parts[0] == $"{NoValue}" ? null : parts[0], parts[1..]);
        }

        return findings;
    }
}
