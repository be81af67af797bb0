using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace PovertyPlatform.ServiceDefaults.Audit.Sealing;

/// <summary>Digest of everything in an audit entry, field by field with its length, so that no two contents read the same.</summary>
internal static class EntryDigest
{
    /// <summary>Columns in the order of the digest; appended ones belong at the end and change <see cref="Version"/>.</summary>
    public const string Columns =
        "tx, position, id, recorded_at, actor_id, on_behalf_of, client_id, agency_id, roles, action, subject_kind, subject_id, province_code, commune_code, purpose, before_hash, after_hash, trace_id";

    private const byte Version = 1;

    /// <summary>Reads the row that a reader over <see cref="Columns"/> stands on.</summary>
    public static TrailLeaf Read(NpgsqlDataReader row)
    {
        var content = new ArrayBuilder();
        content.Byte(Version);
        var place = new TrailPlace(row.GetFieldValue<ulong>(0), row.GetInt64(1));
        content.Number((long)place.Tx);
        content.Number(place.Position);
        content.Bytes(row.GetGuid(2).ToByteArray(bigEndian: true));
        content.Number(row.GetFieldValue<DateTime>(3).Ticks / TimeSpan.TicksPerMicrosecond);
        content.Text(row, 4, 5, 6, 7);
        var roles = row.GetFieldValue<string[]>(8);
        content.Number(roles.Length);
        foreach (var role in roles)
            content.Bytes(Encoding.UTF8.GetBytes(role));
        content.Text(row, 9, 10);
        content.Bytes(row.GetGuid(11).ToByteArray(bigEndian: true));
        content.Text(row, 12, 13, 14);
        content.Bytes(row.IsDBNull(15) ? null : row.GetFieldValue<byte[]>(15));
        content.Bytes(row.IsDBNull(16) ? null : row.GetFieldValue<byte[]>(16));
        content.Text(row, 17);
        return new TrailLeaf(place, MerkleTree.LeafOf(content.Written));
    }

    private sealed class ArrayBuilder
    {
        private byte[] _bytes = new byte[1024];
        private int _length;

        public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

        public void Byte(byte value) => Room(1)[0] = value;

        public void Number(long value) => BinaryPrimitives.WriteInt64BigEndian(Room(8), value);

        public void Bytes(byte[]? value)
        {
            BinaryPrimitives.WriteInt32BigEndian(Room(4), value?.Length ?? -1);
            value?.CopyTo(Room(value.Length));
        }

        public void Text(NpgsqlDataReader row, params ReadOnlySpan<int> columns)
        {
            foreach (var column in columns)
                Bytes(row.IsDBNull(column) ? null : Encoding.UTF8.GetBytes(row.GetString(column)));
        }

        private Span<byte> Room(int length)
        {
            if (_length + length > _bytes.Length)
                Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + length));
            var room = _bytes.AsSpan(_length, length);
            _length += length;
            return room;
        }
    }
}
