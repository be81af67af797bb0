using Npgsql;
using NpgsqlTypes;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.ServiceDefaults.Protection;

namespace PovertyPlatform.HouseholdService.Data.Imports;

/// <summary>
/// Seals numbers of the list anew for the members and households that were found again: a staged value is sealed for the row it would be if it were new, and a seal
/// opens for its own row only. Only numbers that the registry does not have yet are handed over, which are few.
/// </summary>
internal sealed class HandOver(MergeContext import, PersonSeals seals)
{
    private const string NewNumbers =
        """
        select m.household_ordinal, m.ordinal, m.identity_number, m.sealed_for, m.member_id from {households} s join {members} m on m.household_ordinal = s.ordinal
        where s.ordinal between $1 and $2 and not s.has_fault and s.is_known and s.changes & 4 > 0 and m.is_known and m.identity_mark is not null and m.sealed_for <> m.member_id
          and not exists (select from member r where r.id = m.member_id and r.province_code = $3 and m.identity_mark in (r.identity_mark, r.old_mark))
        """;

    private const string NewOldNumbers =
        """
        select m.household_ordinal, m.ordinal, m.old_number, m.old_sealed_for, m.member_id from {households} s join {members} m on m.household_ordinal = s.ordinal
        where s.ordinal between $1 and $2 and not s.has_fault and s.is_known and s.changes & 4 > 0 and m.is_known and m.old_mark is not null and m.old_sealed_for <> m.member_id
          and not exists (select from member r where r.id = m.member_id and r.province_code = $3 and m.old_mark in (r.identity_mark, r.old_mark))
        """;

    private const string NewTelephones =
        """
        select s.ordinal, 0::smallint, s.telephone, s.sealed_for, s.household_id from {households} s join household o on o.id = s.household_id and o.province_code = $3
        where s.ordinal between $1 and $2 and not s.has_fault and s.is_known and s.changes & 2 > 0 and s.telephone_mark is distinct from o.telephone_mark
          and s.telephone_mark is not null and s.sealed_for <> s.household_id
        """;

    private const string TakeNumbers =
        """
        update {members} m set identity_number = u.box, sealed_for = m.member_id from unnest($1, $2, $3) as u (household_ordinal, ordinal, box)
        where m.household_ordinal = u.household_ordinal and m.ordinal = u.ordinal
        """;

    private const string TakeOldNumbers =
        """
        update {members} m set old_number = u.box, old_sealed_for = m.member_id from unnest($1, $2, $3) as u (household_ordinal, ordinal, box)
        where m.household_ordinal = u.household_ordinal and m.ordinal = u.ordinal
        """;

    private const string TakeTelephones =
        "update {households} s set telephone = u.box, sealed_for = s.household_id from unnest($1, $2, $3) as u (household_ordinal, ordinal, box) where s.ordinal = u.household_ordinal";

    /// <summary>Hands over what the chunk needs, inside its transaction.</summary>
    public async Task Run(NpgsqlConnection connection, int from, int to, DateTimeOffset now, CancellationToken ct)
    {
        await Run(connection, seals.Identity, NewNumbers, TakeNumbers, from, to, now, ct);
        await Run(connection, seals.Identity, NewOldNumbers, TakeOldNumbers, from, to, now, ct);
        await Run(connection, seals.Telephone, NewTelephones, TakeTelephones, from, to, now, ct);
    }

    private async Task Run(NpgsqlConnection connection, SealedColumn column, string find, string take, int from, int to, DateTimeOffset now, CancellationToken ct)
    {
        var (households, members, boxes) = (new List<int>(), new List<short>(), new List<byte[]>());
        await using (var batch = new NpgsqlBatch(connection) { BatchCommands = { import.Command(find, from, to, now) } })
        await using (var reader = await batch.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
            {
                households.Add(reader.GetInt32(0));
                members.Add(reader.GetInt16(1));
                boxes.Add(column.Seal(reader.GetGuid(4), column.Open(reader.GetGuid(3), reader.GetFieldValue<byte[]>(2))));
            }

        if (boxes.Count == 0)
            return;
        await using var update = new NpgsqlCommand(import.Slot.In(take), connection)
        {
            Parameters =
            {
                new() { Value = households.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
                new() { Value = members.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Smallint },
                new() { Value = boxes.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
            },
        };
        await update.ExecuteNonQueryAsync(ct);
    }
}
