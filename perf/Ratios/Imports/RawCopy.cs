using Npgsql;

namespace PovertyPlatform.Ratios.Imports;

/// <summary>The raw thing: the rows that an import made, sent by binary COPY into the same empty tables with the same keys, indexes and references. The bytes are ready beforehand.</summary>
internal sealed class RawCopy : IDisposable
{
    /// <summary>In the order of their references.</summary>
    private static readonly string[] Tables = ["household", "member", "person_key", "review"];

    private readonly string _folder = Directory.CreateTempSubdirectory("bench-raw-").FullName;

    /// <summary>Takes the rows of an import as the server itself writes them.</summary>
    public async Task Take(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        foreach (var table in Tables)
        {
            await using var rows = await connection.BeginRawBinaryCopyAsync($"copy (select * from {table}) to stdout (format binary)", ct);
            await using var file = File.Create(Path.Combine(_folder, table));
            await rows.CopyToAsync(file, ct);
        }
    }

    /// <summary>Copies them into an empty registry over one connection.</summary>
    public async Task Put(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        // One commit, because a household without its head is refused.
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var table in Tables)
        {
            await using var file = File.OpenRead(Path.Combine(_folder, table));
            await using var rows = await connection.BeginRawBinaryCopyAsync($"copy {table} from stdin (format binary)", ct);
            // At its end the server checks every row's references, longer than a statement may take as a rule.
            rows.WriteTimeout = rows.ReadTimeout = 600_000;
            await file.CopyToAsync(rows, 1 << 17, ct);
        }

        await transaction.CommitAsync(ct);
    }

    public void Dispose() => Directory.Delete(_folder, true);
}
