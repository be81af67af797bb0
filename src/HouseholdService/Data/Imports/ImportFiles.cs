using Npgsql;
using NpgsqlTypes;

namespace PovertyPlatform.HouseholdService.Data.Imports;

/// <summary>Files of imports in the database, in pieces: every instance can read them, and a backup holds them with the registry.</summary>
public static class ImportFiles
{
    private const int PartBytes = 512 * 1024;

    /// <summary>Stores a file in the connection's open transaction.</summary>
    public static async Task Store(NpgsqlConnection connection, Guid job, Stream file, CancellationToken ct)
    {
        await using var rows = await connection.BeginBinaryImportAsync("copy import.file_part (job_id, part, bytes) from stdin (format binary)", ct);
        var part = new byte[PartBytes];
        for (var number = 0; await file.ReadAtLeastAsync(part, PartBytes, throwOnEndOfStream: false, ct) is > 0 and var length; number++)
        {
            await rows.StartRowAsync(ct);
            await rows.WriteAsync(job, NpgsqlDbType.Uuid, ct);
            await rows.WriteAsync(number, NpgsqlDbType.Integer, ct);
            await rows.WriteAsync(part.AsMemory(0, length), NpgsqlDbType.Bytea, ct);
        }

        await rows.CompleteAsync(ct);
    }

    /// <summary>Copies a file to the disk of this machine, because zip files are read from their end; it goes away when it is closed.</summary>
    public static async Task<FileStream> Open(NpgsqlDataSource source, Guid job, string folder, CancellationToken ct)
    {
        var file = TemporaryFile(folder);
        try
        {
            await using var command = source.CreateCommand("select bytes from import.file_part where job_id = $1 order by part");
            command.Parameters.AddWithValue(job);
            await using var reader = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, ct);
            while (await reader.ReadAsync(ct))
            {
                await using var bytes = await reader.GetStreamAsync(0, ct);
                await bytes.CopyToAsync(file, ct);
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
