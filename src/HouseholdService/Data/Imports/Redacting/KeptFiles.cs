using Npgsql;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Domain.Imports.Jobs;

namespace PovertyPlatform.HouseholdService.Data.Imports.Redacting;

/// <summary>A file that is kept, as it came or as it was last rewritten.</summary>
internal sealed record KeptFile(Guid JobId, string CommuneCode, int Year, DateOnly ReviewedOn, string Kind, byte[] Sha256, bool IsRunning);

/// <summary>Which files may know a household, and which of their findings quote somebody.</summary>
internal static class KeptFiles
{
    private const string Files = """
        select j.id, j.commune_code, j.year, j.reviewed_on, coalesce(j.kept_kind, j.file_kind), case when j.redacted_at is null then j.file_sha256 else j.kept_sha256 end,
          j.state in ('queued', 'reading', 'checking', 'merging')
        from import.job j
        where exists (select from import.file_part p where p.job_id = j.id)
          and (j.commune_code = any ($2) or j.id in (select r.import_id from review r where r.household_id = $1))
        order by j.id
        """;

    private const string Findings = "select position, job_id, sheet_no, row_no, column_no, content, province_code, commune_code, code from import.finding where job_id = $1 and content is not null";

    /// <summary>Files of the communes, and those that brought the household.</summary>
    public static async Task<List<KeptFile>> Of(NpgsqlDataSource source, Guid household, string[] communes, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Files);
        command.Parameters.Add(new() { Value = household });
        command.Parameters.Add(new() { Value = communes });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var files = new List<KeptFile>();
        while (await reader.ReadAsync(ct))
            files.Add(new KeptFile(reader.GetGuid(0), reader.GetString(1), reader.GetInt16(2), await reader.GetFieldValueAsync<DateOnly>(3, ct), reader.GetString(4), await reader.GetFieldValueAsync<byte[]>(5, ct), reader.GetBoolean(6)));
        return files;
    }

    /// <summary>Positions of all findings that quote anything.</summary>
    public static async Task<IReadOnlyCollection<long>> AllFindings(NpgsqlDataSource source, Guid job, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select coalesce(array_agg(position), '{}') from import.finding where job_id = $1 and content is not null");
        command.Parameters.Add(new() { Value = job });
        return (long[])(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Positions of the findings in rows of erased people, and of those elsewhere that quote one of them.</summary>
    public static async Task<IReadOnlyCollection<long>> FindingsOf(NpgsqlDataSource source, PersonSeals seals, Guid job, FoundRows found, ErasedPeople erased, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Findings);
        command.Parameters.Add(new() { Value = job });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var positions = new List<long>();
        while (await reader.ReadAsync(ct))
        {
            var finding = new ImportFinding
            {
                Position = reader.GetInt64(0),
                JobId = reader.GetGuid(1),
                SheetNo = reader.GetInt16(2),
                RowNo = reader.GetInt32(3),
                ColumnNo = reader.GetInt16(4),
                Content = await reader.GetFieldValueAsync<byte[]>(5, ct),
                ProvinceCode = reader.GetString(6),
                CommuneCode = reader.GetString(7),
                Code = reader.GetString(8),
            };
            if (found.Erased.Contains((finding.SheetNo, finding.RowNo)) || Quotes(seals.Open([finding])[0], erased))
                positions.Add(finding.Position);
        }

        return positions;
    }

    private static bool Quotes(ImportFinding finding, ErasedPeople erased) =>
        finding.Arguments.Append(finding.Value ?? "").Any(text => erased.HasNumber(text) || erased.HasName(text));
}
