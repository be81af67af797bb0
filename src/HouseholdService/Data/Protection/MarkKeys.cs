using Npgsql;

namespace PovertyPlatform.HouseholdService.Data.Protection;

/// <summary>
/// Under which key the registry's marks are. That is the database's to say, not the key file's: a new key in the file counts once every mark has been made anew,
/// because a person with marks of two keys would be two persons.
/// </summary>
public static class MarkKeys
{
    // All marks of a key begin with its number, so the ends of the index tell everything.
    private const string Ends =
        """
        select get_byte((select identity_mark from person_key order by identity_mark limit 1), 0), get_byte((select identity_mark from person_key order by identity_mark desc limit 1), 0)
        """;

    private const string Lock = "hashtextextended('registry marks', 0)";

    /// <summary>The key of all marks, that of the ring when there are none yet; null while marks of two keys stand side by side.</summary>
    public static async Task<byte?> InUse(NpgsqlConnection connection, PersonSeals seals, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Ends, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        if (reader.IsDBNull(0))
            return seals.IdentityMark.CurrentKey;
        return reader.GetInt32(0) == reader.GetInt32(1) ? (byte)reader.GetInt32(0) : null;
    }

    /// <summary>Keeps others from making marks anew as long as the session lasts; false while somebody does.</summary>
    public static Task<bool> HoldStill(NpgsqlConnection connection, CancellationToken ct) => Ask(connection, $"select pg_try_advisory_lock_shared({Lock})", ct);

    /// <summary>Ends <see cref="HoldStill"/>.</summary>
    public static Task LetGo(NpgsqlConnection connection, CancellationToken ct) => Ask(connection, $"select pg_advisory_unlock_shared({Lock})", ct);

    /// <summary>Keeps others from making marks anew until the transaction ends; false while somebody does.</summary>
    public static Task<bool> HoldUntilCommit(NpgsqlConnection connection, CancellationToken ct) => Ask(connection, $"select pg_try_advisory_xact_lock_shared({Lock})", ct);

    /// <summary>Keeps imports away as long as the session lasts; false while one runs.</summary>
    public static Task<bool> HoldImports(NpgsqlConnection connection, CancellationToken ct) => Ask(connection, $"select pg_try_advisory_lock({Lock})", ct);

    private static async Task<bool> Ask(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }
}
