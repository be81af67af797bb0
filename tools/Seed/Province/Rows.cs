using Npgsql;
using NpgsqlTypes;

namespace PovertyPlatform.Seed.Province;

/// <summary>One binary COPY, row by row. The text after the table name is the list of columns.</summary>
sealed class Rows(NpgsqlConnection connection, string table, string columns) : IDisposable
{
    readonly NpgsqlBinaryImporter copy = connection.BeginBinaryImport($"copy {table} ({columns}) from stdin (format binary)");

    public long Written { get; private set; }

    public Rows Start()
    {
        copy.StartRow();
        Written++;
        return this;
    }

    public Rows Text(string? value) => Write(value, NpgsqlDbType.Text);

    public Rows Json(string value) => Write(value, NpgsqlDbType.Jsonb);

    public Rows Texts(IReadOnlyList<string>? values) => Write(values?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);

    public Rows Bytes(byte[]? value) => Write(value, NpgsqlDbType.Bytea);

    public Rows Id(Guid? value) => Value(value, NpgsqlDbType.Uuid);

    public Rows Small(int? value) => Value((short?)value, NpgsqlDbType.Smallint);

    public Rows Whole(int? value) => Value(value, NpgsqlDbType.Integer);

    public Rows Long(long? value) => Value(value, NpgsqlDbType.Bigint);

    public Rows Flag(bool value) => Value<bool>(value, NpgsqlDbType.Boolean);

    public Rows Day(DateOnly? value) => Value(value, NpgsqlDbType.Date);

    public Rows Instant(DateTimeOffset value) => Value<DateTime>(value.UtcDateTime, NpgsqlDbType.TimestampTz);

    public void Complete() => copy.Complete();

    public void Dispose() => copy.Dispose();

    Rows Write<T>(T? value, NpgsqlDbType type) where T : class
    {
        if (value is null) copy.WriteNull();
        else copy.Write(value, type);
        return this;
    }

    Rows Value<T>(T? value, NpgsqlDbType type) where T : struct
    {
        if (value is { } known) copy.Write(known, type);
        else copy.WriteNull();
        return this;
    }
}
