using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Data.Imports.Redacting;

/// <summary>Takes erased people out of the stored files of the communes in which their household is or was, in the transaction of the certificate.</summary>
/// <param name="nationwide">A household that moved lies in files of other communes, too; what happens there is bound to the certificate.</param>
/// <param name="seals">Seals.</param>
/// <param name="rules">Rules by which lists are read.</param>
/// <param name="folder">Folder for files while they are read.</param>
/// <param name="limits">What reading a file may cost.</param>
internal sealed class StoredFiles(NationwideSource nationwide, PersonSeals seals, ImportRulesSource rules, string folder, ReadLimits limits)
{
    private readonly NpgsqlDataSource _source = nationwide.Source;

    /// <summary>Rewrites every file that knows them; null, or why it cannot be done now.</summary>
    /// <param name="connection">Connection with the open transaction, in which the certificate was saved and nothing erased yet.</param>
    /// <param name="certificate">The certificate.</param>
    /// <param name="ct">Stops the work.</param>
    public async Task<Refusal?> Redact(NpgsqlConnection connection, ErasureCertificate certificate, CancellationToken ct)
    {
        if (await MarkKeys.InUse(connection, seals, ct) is not { } key || !await MarkKeys.HoldUntilCommit(connection, ct))
            return Refusal.Conflict("keys-rotating", "Khóa bảo vệ dữ liệu đang được thay; hãy thực hiện sau ít phút.", "Keys are being replaced; erase in a few minutes.") with { RetryAfterSeconds = 60 };
        var communes = await TargetPeople.Communes(_source, certificate, ct);
        // One erasure at a time rewrites files of a commune: what another one took out must not come back.
        await using (var hold = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended('files ' || code, 0)) from unnest($1) code order by code", connection) { Parameters = { new() { Value = communes } } })
            await hold.ExecuteNonQueryAsync(ct);
        var files = await KeptFiles.Of(_source, certificate.HouseholdId, communes, ct);
        if (files.Exists(file => file.IsRunning))
            return Refusal.Conflict("import-running", "Danh sách của xã đang được nhập; hãy thực hiện sau khi nhập xong.", "A list of the commune is being imported; erase after its end.") with { RetryAfterSeconds = 30 };
        var target = await TargetPeople.Of(_source, seals, key, certificate, ct);
        foreach (var file in files)
            await Redact(connection, certificate.Id, file, target, ct);
        return null;
    }

    private async Task Redact(NpgsqlConnection connection, Guid certificate, KeptFile file, ErasureTarget target, CancellationToken ct)
    {
        if (await Search(file, target, ct) is not { } found)
        {
            await Write(connection, certificate, file, 0, await KeptFiles.AllFindings(_source, file.JobId, ct), null, ct);
            return;
        }

        var findings = await KeptFiles.FindingsOf(_source, seals, file.JobId, found, target.Erased, ct);
        if (found.IsEmpty && findings.Count == 0)
            return;
        await using var old = await ImportFiles.Open(_source, seals, file.JobId, folder, ct);
        using var rows = ConvertedRows.Open(old, folder, limits);
        await using var copy = ImportFiles.TemporaryFile(folder);
        var writer = new RedactedCopy(target.Erased, found);
        if (file.Kind == "csv")
            writer.WriteCsv(rows, copy);
        else
            writer.WriteWorkbook(rows, copy);
        copy.Position = 0;
        await Write(connection, certificate, file, found.Erased.Count, findings, copy, ct);
    }

    // Null: nobody can read it as a list, so nobody can say who is in it.
    private async Task<FoundRows?> Search(KeptFile file, ErasureTarget target, CancellationToken ct)
    {
        await using var stored = await ImportFiles.Open(_source, seals, file.JobId, folder, ct);
        try
        {
            using var rows = ConvertedRows.Open(stored, folder, limits);
            return new FileSearch(target, file.Year).Search(rows, await rules.For(file.CommuneCode, file.Year, file.ReviewedOn, ct));
        }
        catch (UnreadableFileException)
        {
            return null;
        }
    }

    private async Task Write(NpgsqlConnection connection, Guid certificate, KeptFile file, int rows, IReadOnlyCollection<long> findings, Stream? copy, CancellationToken ct)
    {
        var digest = copy is null ? null : await SHA256.HashDataAsync(copy, ct);
        await using (var redact = new NpgsqlCommand("select redact_file($1, $2, $3, $4, $5, $6, $7, $8)", connection))
        {
            redact.Parameters.Add(new() { Value = certificate });
            redact.Parameters.Add(new() { Value = file.JobId });
            redact.Parameters.Add(new() { Value = rows });
            redact.Parameters.Add(new() { Value = findings.ToArray() });
            redact.Parameters.Add(new() { Value = file.Sha256 });
            redact.Parameters.Add(new() { Value = digest ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea });
            redact.Parameters.Add(new() { Value = copy is null ? DBNull.Value : file.Kind == "csv" ? "csv" : "xlsx", NpgsqlDbType = NpgsqlDbType.Text });
            redact.Parameters.Add(new() { Value = copy?.Length ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
            await redact.ExecuteNonQueryAsync(ct);
        }

        if (copy is null)
            return;
        copy.Position = 0;
        await ImportFiles.Store(connection, seals, file.JobId, copy, ct);
    }
}
