using Npgsql;
using NpgsqlTypes;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Domain.Imports.Columns;
using PovertyPlatform.HouseholdService.Domain.Imports.Findings;

namespace PovertyPlatform.HouseholdService.Data.Imports;

/// <summary>Keeps what was found in a file, counts it, and lists so much of it as somebody can read.</summary>
public sealed class FindingStore(NpgsqlDataSource source, Guid job, string provinceCode, string communeCode, IReadOnlyList<string> sheets, PersonSeals seals)
{
    /// <summary>Most findings of one import that are listed.</summary>
    public const int MostListed = 100_000;

    // Row security allows no COPY into a table that belongs to an area.
    private const string Insert =
        """
        insert into import.finding (job_id, province_code, commune_code, sheet_no, row_no, column_no, level, code, sheet, heading, content, household)
        select $1, $2, $3, f.sheet_no, f.row_no, f.column_no, f.level, f.code, f.sheet, f.heading, f.content, f.household
        from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12) with ordinality
          as f (sheet_no, row_no, column_no, level, code, sheet, heading, content, household, ordinal) order by f.ordinal
        """;

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
        await using var command = source.CreateCommand(Insert);
        command.Parameters.AddWithValue(job);
        command.Parameters.AddWithValue(provinceCode);
        command.Parameters.AddWithValue(communeCode);
        Add(command, NpgsqlDbType.Smallint, finding => (short)finding.Sheet);
        Add(command, NpgsqlDbType.Integer, finding => finding.Row);
        Add(command, NpgsqlDbType.Smallint, finding => (short)finding.Column);
        Add(command, NpgsqlDbType.Smallint, finding => (short)FindingCatalogue.All[finding.Code].Level);
        Add(command, NpgsqlDbType.Text, finding => finding.Code);
        Add(command, NpgsqlDbType.Text, finding => finding.Sheet < 0 ? "" : sheets[finding.Sheet]);
        Add(command, NpgsqlDbType.Text, HeadingOf);
        Add(command, NpgsqlDbType.Bytea, finding => seals.Close(job, finding));
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer, Value = _waiting.Select(row => row.Household).ToArray() });
        await command.ExecuteNonQueryAsync(ct);
        _waiting.Clear();
    }

    /// <summary>Column of a field in a sheet, for findings of the whole file.</summary>
    public int ColumnOf(int sheet, Field field) => sheet < Layouts.Count && Layouts[sheet] is { } layout ? layout.ColumnOf(field) : -1;

    private void Add<T>(NpgsqlCommand command, NpgsqlDbType type, Func<Finding, T> cell) =>
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | type, Value = _waiting.Select(row => cell(row.Finding)).ToArray() });

    private string? HeadingOf(Finding finding) =>
        finding.Column >= 0 && finding.Sheet >= 0 && finding.Sheet < Layouts.Count && Layouts[finding.Sheet] is { } layout && finding.Column < layout.Headings.Count
            ? layout.Headings[finding.Column]
            : null;
}
