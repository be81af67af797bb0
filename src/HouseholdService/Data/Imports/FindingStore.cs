using Npgsql;
using NpgsqlTypes;
using PovertyPlatform.HouseholdService.Domain.Imports.Columns;
using PovertyPlatform.HouseholdService.Domain.Imports.Findings;

namespace PovertyPlatform.HouseholdService.Data.Imports;

/// <summary>Keeps what was found in a file, counts it, and lists so much of it as somebody can read.</summary>
public sealed class FindingStore(NpgsqlDataSource source, Guid job, string provinceCode, string communeCode, IReadOnlyList<string> sheets)
{
    /// <summary>Most findings of one import that are listed.</summary>
    public const int MostListed = 100_000;

    private const int FullBuffer = 500;
    private readonly List<(Finding Finding, int Household)> _waiting = [];
    private readonly int[] _counts = new int[4];
    private int _listed;

    /// <summary>Layouts of the sheets, for the headings.</summary>
    public IReadOnlyList<SheetLayout?> Layouts { get; set; } = [];

    /// <summary>How many of a level.</summary>
    public int Count(FindingLevel level) => _counts[(int)level];

    /// <summary>Adds a finding.</summary>
    public void Add(Finding finding, int household)
    {
        _counts[(int)FindingCatalogue.All[finding.Code].Level]++;
        if (_listed++ < MostListed)
            _waiting.Add((finding, household));
        else if (_listed == MostListed + 1)
            _waiting.Add((new Finding("findings-cut", -1, 0, -1, null, $"{MostListed}"), 0));
    }

    /// <summary>Stores what waits.</summary>
    public async ValueTask Flush(bool always, CancellationToken ct)
    {
        if (_waiting.Count == 0 || (!always && _waiting.Count < FullBuffer))
            return;
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var rows = await connection.BeginBinaryImportAsync(
            "copy import.finding (job_id, sheet_no, row_no, column_no, province_code, commune_code, level, code, sheet, heading, value, arguments, household) from stdin (format binary)", ct);
        foreach (var (finding, household) in _waiting)
        {
            await rows.StartRowAsync(ct);
            await rows.WriteAsync(job, NpgsqlDbType.Uuid, ct);
            await rows.WriteAsync((short)finding.Sheet, NpgsqlDbType.Smallint, ct);
            await rows.WriteAsync(finding.Row, NpgsqlDbType.Integer, ct);
            await rows.WriteAsync((short)finding.Column, NpgsqlDbType.Smallint, ct);
            await rows.WriteAsync(provinceCode, NpgsqlDbType.Text, ct);
            await rows.WriteAsync(communeCode, NpgsqlDbType.Text, ct);
            await rows.WriteAsync((short)FindingCatalogue.All[finding.Code].Level, NpgsqlDbType.Smallint, ct);
            await rows.WriteAsync(finding.Code, NpgsqlDbType.Text, ct);
            await rows.WriteAsync(finding.Sheet < 0 ? "" : sheets[finding.Sheet], NpgsqlDbType.Text, ct);
            await rows.WriteAsync(HeadingOf(finding), NpgsqlDbType.Text, ct);
            await rows.WriteAsync(finding.Value, NpgsqlDbType.Text, ct);
            await rows.WriteAsync(finding.Arguments, NpgsqlDbType.Array | NpgsqlDbType.Text, ct);
            await rows.WriteAsync(household, NpgsqlDbType.Integer, ct);
        }

        await rows.CompleteAsync(ct);
        _waiting.Clear();
    }

    /// <summary>Column of a field in a sheet, for findings of the whole file.</summary>
    public int ColumnOf(int sheet, Field field) => sheet < Layouts.Count && Layouts[sheet] is { } layout ? layout.ColumnOf(field) : -1;

    private string? HeadingOf(Finding finding) =>
        finding.Column >= 0 && finding.Sheet >= 0 && finding.Sheet < Layouts.Count && Layouts[finding.Sheet] is { } layout && finding.Column < layout.Headings.Count
            ? layout.Headings[finding.Column]
            : null;
}
