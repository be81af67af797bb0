using PovertyPlatform.Contracts;
using PovertyPlatform.ReportingService.Data;
using PovertyPlatform.ReportingService.Domain.Reports;

namespace PovertyPlatform.ReportingService.Features.Reports;

/// <summary>Compares a printed line with the totals that the decision states.</summary>
internal static class ListAgreement
{
    public static bool Of(ReportLayout layout, ReportRow row, RecognisedList list) =>
        Same(layout, row, PovertyClass.Poor, list.Poor) && Same(layout, row, PovertyClass.NearPoor, list.NearPoor)
        && Same(layout, row, PovertyClass.AverageLiving, list.AverageLiving);

    private static bool Same(ReportLayout layout, ReportRow row, PovertyClass poverty, int stated)
    {
        for (var at = 0; at < layout.Columns.Count; at++)
            if (layout.Columns[at].Measure == Measures.Households(poverty))
                return row.Values[at] == stated;
        return true;
    }
}
