using Npgsql;
using NpgsqlTypes;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.ServiceDefaults.Protection;

namespace PovertyPlatform.HouseholdService.Data.Imports;

/// <summary>Files of imports in the database, in sealed pieces: every instance can read them, and a backup holds them with the registry.</summary>
public static class ImportFiles
{
    private const int PartBytes = 512 * 1024;

    /// <summary>Stores a file in the connection's open transaction.</summary>
    public static async Task Store(NpgsqlConnection connection, PersonSeals seals, Guid job, Stream file, CancellationToken ct)
    {
        await using var rows = await connection.BeginBinaryImportAsync("copy import.file_part (job_id, part, bytes) from stdin (format binary)", ct);
        var part = new byte[PartBytes];
        var box = new byte[PartBytes + SealedColumn.Overhead];
        for (var number = 0; await file.ReadAtLeastAsync(part, PartBytes, throwOnEndOfStream: false, ct) is > 0 and var length; number++)
        {
            seals.FilePart.Seal(PersonSeals.OfPart(job, number), part.AsSpan(0, length), box.AsSpan(0, length + SealedColumn.Overhead));
            await rows.StartRowAsync(ct);
            await rows.WriteAsync(job, NpgsqlDbType.Uuid, ct);
            await rows.WriteAsync(number, NpgsqlDbType.Integer, ct);
            await rows.WriteAsync(box.AsMemory(0, length + SealedColumn.Overhead), NpgsqlDbType.Bytea, ct);
        }

        await rows.CompleteAsync(ct);
    }

    /// <summary>Copies a file to the disk of this machine, because zip files are read from their end; it goes away when it is closed.</summary>
    public static async Task<FileStream> Open(NpgsqlDataSource source, PersonSeals seals, Guid job, string folder, CancellationToken ct)
    {
        var file = TemporaryFile(folder);
        try
        {
            await using var command = source.CreateCommand("select part, bytes from import.file_part where job_id = $1 order by part");
            command.Parameters.AddWithValue(job);
            await using var reader = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, ct);
            var box = new byte[PartBytes + SealedColumn.Overhead];
            var part = new byte[PartBytes];
            while (await reader.ReadAsync(ct))
            {
                var owner = PersonSeals.OfPart(job, reader.GetInt32(0));
                await using var bytes = await reader.GetStreamAsync(1, ct);
                var length = await bytes.ReadAtLeastAsync(box, box.Length, throwOnEndOfStream: false, ct);
                await file.WriteAsync(part.AsMemory(0, seals.FilePart.Open(owner, box.AsSpan(0, length), part)), ct);
            }

            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>An empty file that nobody else can read, gone when it is closed.</summary>
    public static FileStream TemporaryFile(string folder)
    {
        Directory.CreateDirectory(folder);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 1 << 17,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(folder, $"import-{Guid.NewGuid():N}"), options);
    }
}
