using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Imports;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Domain.Imports.Findings;
using PovertyPlatform.HouseholdService.Domain.Imports.Jobs;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Budgets;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Features.Imports;

/// <summary>What was found in a file, in the order of its rows.</summary>
internal static class ListFindings
{
    public static void Map(RouteGroupBuilder imports) => imports.MapGet("/{id:guid}/faults", Handle).WithName("ListImportFaults")
        .WithSummary("Faults of an import: sheet, row, column, the value as typed, and what to do").RequireScope(Scopes.HouseholdsImport).WithDailyBudget("import-faults").AuditsRead();

    /// <summary>One finding.</summary>
    /// <param name="Level">fault: the household is not taken (without a row: the file); repair: put right and taken; notice: worth knowing.</param>
    /// <param name="Code">Stable code.</param>
    /// <param name="Sheet">Sheet; missing for the file as a whole and for CSV.</param>
    /// <param name="Row">Row as the spreadsheet numbers it.</param>
    /// <param name="Column">Column letters.</param>
    /// <param name="Heading">Heading of the column as typed, its group in front.</param>
    /// <param name="Value">The value as typed. Personal data.</param>
    /// <param name="Vi">What is wrong and what to do, in Vietnamese.</param>
    /// <param name="En">The same in English.</param>
    public sealed record FindingItem(
        [PersonalData(DataClass.P1)] string Level,
        [PersonalData(DataClass.P1)] string Code,
        [PersonalData(DataClass.P1)] string? Sheet,
        [PersonalData(DataClass.P1)] int? Row,
        [PersonalData(DataClass.P1)] string? Column,
        [PersonalData(DataClass.P1)] string? Heading,
        [PersonalData(DataClass.P2)] string? Value,
        [PersonalData(DataClass.P2)] string Vi,
        [PersonalData(DataClass.P2)] string En);

    /// <param name="id">The import.</param>
    /// <param name="level">fault (usual), repair, notice or all.</param>
    /// <param name="cursor">Where the page before ended.</param>
    /// <param name="limit">Items in the page.</param>
    private static async Task<Results<Ok<Page<FindingItem>>, Refusal>> Handle(
        Guid id, string? level, string? cursor, int? limit, HouseholdDb db, PersonSeals seals, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } refusal)
            return refusal;
        FindingLevel? only = level is null or "fault" ? FindingLevel.Fault : level == "all" ? null : Enum.TryParse<FindingLevel>(level, true, out var named) && Enum.IsDefined(named) ? named : 0;
        if (only == 0)
            return Refusal.Invalid(new FieldFault("level", "Chọn fault, repair, notice hoặc all.", "Choose fault, repair, notice or all."));
        if (await db.Set<ImportJob>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, ct) is not { } job)
            return Refusal.NotFound;
        var size = limit ?? PageSize.Usual;
        var findings = seals.Open(await After(db.Set<ImportFinding>().AsNoTracking().Where(finding => finding.JobId == id && (only == null || finding.Level == only)), cursor)
            .OrderBy(finding => finding.SheetNo).ThenBy(finding => finding.RowNo).ThenBy(finding => finding.ColumnNo).ThenBy(finding => finding.Position).Take(size + 1).ToListAsync(ct));
        // Values as typed are names and numbers of people: whoever reads them is on record.
        db.Audit(AuditEntry.Of(actor, "import.read-faults", "import", id, clock.GetUtcNow(), job.ProvinceCode, job.CommuneCode));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Page<FindingItem>([.. findings.Take(size).Select(Item)], findings.Count > size ? CursorOf(findings[size - 1]) : null));
    }

    private static FindingItem Item(ImportFinding finding)
    {
        var text = FindingCatalogue.All[finding.Code];
        return new FindingItem(
            finding.Level.ToString().ToLowerInvariant(), finding.Code, finding.Sheet.Length > 0 ? finding.Sheet : null, finding.RowNo > 0 ? finding.RowNo : null,
            finding.ColumnNo >= 0 ? Finding.Letters(finding.ColumnNo) : null, finding.Heading, finding.Value, text.InVietnamese(finding.Arguments), text.InEnglish(finding.Arguments));
    }

    private static string CursorOf(ImportFinding finding) => string.Create(CultureInfo.InvariantCulture, $"{finding.SheetNo}.{finding.RowNo}.{finding.ColumnNo}.{finding.Position}");

    private static IQueryable<ImportFinding> After(IQueryable<ImportFinding> findings, string? cursor)
    {
        var parts = cursor?.Split('.').Select(part => long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0).ToArray();
        if (parts is not [var sheet, var row, var column, var position])
            return findings;
        return findings.Where(finding => finding.SheetNo > sheet
            || (finding.SheetNo == sheet && (finding.RowNo > row || (finding.RowNo == row && (finding.ColumnNo > column || (finding.ColumnNo == column && finding.Position > position))))));
    }
}
