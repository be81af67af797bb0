using System.Globalization;
using Npgsql;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Domain.Imports.Columns;
using PovertyPlatform.HouseholdService.Domain.Imports.Findings;

namespace PovertyPlatform.HouseholdService.Data.Imports;

/// <summary>What only the whole file shows: doubles in it, households found again in the registry, people who are registered elsewhere. Statements over sets, no rows of ours.</summary>
public sealed class WholeFileCheck(NpgsqlConnection connection, StagingSlot slot, string provinceCode, string communeCode, FindingStore findings, PersonSeals seals)
{
    private const string IdentityTwice =
        """
        with doubles as (select identity_mark, min(row_no) as first, max(row_no) as last from {members} where identity_mark is not null group by identity_mark having count(*) > 1)
        select h.ordinal, h.sheet_no, m.row_no, null, case when m.row_no = d.first then d.last else d.first end, m.identity_number, m.sealed_for
        from doubles d join {members} m using (identity_mark) join {households} h on h.ordinal = m.household_ordinal order by m.row_no
        """;

    // The only number of one person, and beside that of another one: which of them is registered under it would be chance.
    private const string OldAsIdentity =
        """
        select h.ordinal, h.sheet_no, m.row_no, null, o.row_no, m.identity_number, m.sealed_for
        from {members} m join {members} o on o.old_mark = m.identity_mark join {households} h on h.ordinal = m.household_ordinal order by m.row_no
        """;

    private const string OldNumberTwice =
        """
        with doubles as (select old_mark, min(row_no) as first, max(row_no) as last from {members} where old_mark is not null group by old_mark having count(*) > 1)
        select h.ordinal, h.sheet_no, m.row_no, null, case when m.row_no = d.first then d.last else d.first end, m.old_number, m.old_sealed_for
        from doubles d join {members} m using (old_mark) join {households} h on h.ordinal = m.household_ordinal order by m.row_no
        """;

    private const string HouseholdTwice =
        """
        with same as (
          select array_agg(ordinal) as ordinals from {households} where code is not null group by code having count(*) > 1
          union all
          select array_agg(ordinal) from {households} where code is null and head_name <> '' group by head_search, hamlet_search, head_birth_key having count(*) > 1)
        select h.ordinal, h.sheet_no, h.first_row, coalesce(h.code, h.head_name), 0, null::bytea, null::uuid from same cross join unnest(ordinals) as o (ordinal) join {households} h using (ordinal) order by 3
        """;

    // A list that still names a hamlet that was merged or renamed means the one into which it went; before households are found again by the hamlet.
    private const string FollowHamlets =
        """
        update {households} s set hamlet_name = n.name, hamlet_search = n.name_search
        from hamlet h cross join lateral unnest(hamlets_today(array[h.hamlet_code])) as today (code) join hamlet n on n.hamlet_code = today.code and n.ended_on is null
        where h.commune_code = $2 and h.province_code = $1 and h.ended_on is not null and h.name_search = s.hamlet_search and h.hamlet_code = hamlet_named($2, s.hamlet_search)
        """;

    // The order matters: a code is the commune's own word; the head's number is the State's; a name is the last resort.
    private static readonly string[] FindAgain =
    [
        """
        update {households} s set household_id = h.id, is_known = true from household h
        where h.province_code = $1 and h.commune_code = $2 and h.code = s.code and h.closed_on is null and s.code is not null and not s.has_fault
        """,
        """
        update {households} s set household_id = k.household_id, is_known = true
        from {members} m join person_key k on k.identity_mark = m.identity_mark
        where k.province_code = $1 and k.commune_code = $2 and m.relation_code = 'head' and m.household_ordinal = s.ordinal and not s.is_known and not s.has_fault
          and not exists (select from {households} o where o.household_id = k.household_id and o.is_known)
        """,
        """
        update {households} s set household_id = k.household_id, is_known = true
        from {members} m join person_key k on k.identity_mark = m.old_mark join household h on h.id = k.household_id
        where k.province_code = $1 and k.commune_code = $2 and m.relation_code = 'head' and m.household_ordinal = s.ordinal and not s.is_known and not s.has_fault
          and (h.head_search = s.head_search or h.head_birth_key / 10000 = s.head_birth_key / 10000) and not exists (select from {households} o where o.household_id = k.household_id and o.is_known)
        """,
        """
        update {households} s set household_id = h.id, is_known = true from household h
        where h.province_code = $1 and h.commune_code = $2 and h.code is null and h.closed_on is null and h.head_search = s.head_search and h.hamlet_search = s.hamlet_search
          and h.head_birth_key = s.head_birth_key and not s.is_known and not s.has_fault and not exists (select from {households} o where o.household_id = h.id and o.is_known)
        """,
        """
        update {households} s set household_id = h.ids[1], is_known = true
        from (select head_search, hamlet_search, head_birth_key, array_agg(id) as ids from household where province_code = $1 and commune_code = $2 and code is not null and closed_on is null group by 1, 2, 3) h
        where cardinality(h.ids) = 1 and h.head_search = s.head_search and h.hamlet_search = s.hamlet_search and h.head_birth_key = s.head_birth_key
          and s.code is null and not s.is_known and not s.has_fault and not exists (select from {households} o where o.household_id = h.ids[1] and o.is_known)
        """,
    ];

    private const string OneForTwo =
        """
        select h.ordinal, h.sheet_no, h.first_row, coalesce(h.code, h.head_name), 0, null::bytea, null::uuid
        from (select household_id from {households} where is_known group by household_id having count(*) > 1) d join {households} h using (household_id) order by 3
        """;

    // A list that names heads alone cannot say where another head came from.
    private const string HeadDiffers =
        """
        select s.ordinal, s.sheet_no, s.first_row, s.head_name, 0, null::bytea, null::uuid from {households} s join {members} m on m.household_ordinal = s.ordinal
        where s.is_known and s.is_head_only and not s.has_fault and not exists (select from member r where r.household_id = s.household_id and r.left_on is null and r.relation_code = 'head'
          and (m.identity_mark in (r.identity_mark, r.old_mark) or m.old_mark in (r.identity_mark, r.old_mark) or (r.identity_mark is null or m.identity_mark is null or octet_length(r.identity_number) <> octet_length(m.identity_number)) and (r.name_search = m.name_search or r.birth_year = m.birth_year)))
        order by 3
        """;

    // A person may come from a household that is in the file without that person: then the move is part of the file.
    private const string Elsewhere =
        """
        select s.ordinal, s.sheet_no, m.row_no, null, 0, m.identity_number, m.sealed_for
        from {members} m join {households} s on s.ordinal = m.household_ordinal join person_key k on k.identity_mark = m.identity_mark
        where not s.has_fault and k.household_id <> s.household_id
          and not exists (select from {households} o where o.household_id = k.household_id and o.is_known and not o.has_fault)
        order by m.row_no
        """;

    private const string OldElsewhere =
        """
        select s.ordinal, s.sheet_no, m.row_no, null, 0, m.old_number, m.old_sealed_for
        from {members} m join {households} s on s.ordinal = m.household_ordinal join person_key k on k.identity_mark = m.old_mark
        where not s.has_fault and k.household_id <> s.household_id
          and not exists (select from {households} o where o.household_id = k.household_id and o.is_known and not o.has_fault)
        order by m.row_no
        """;

    /// <summary>Runs all checks; households with a fault are marked in the staging tables.</summary>
    /// <param name="lateFaults">Households whose fault was found while reading, after they had been staged.</param>
    /// <param name="ct">Cancels.</param>
    public async Task Run(IReadOnlyCollection<int> lateFaults, CancellationToken ct)
    {
        await Execute("select analyze_staged($1)", ct, slot.Number);
        await Mark(lateFaults, ct);
        await Execute(FollowHamlets, ct, provinceCode, communeCode);
        await Look(IdentityTwice, "identity-twice", Field.IdentityNumber, ct);
        await Look(OldAsIdentity, "identity-twice", Field.IdentityNumber, ct);
        await Look(OldNumberTwice, "old-number-twice", Field.OldIdentityNumber, ct);
        await Look(HouseholdTwice, "same-household-twice", Field.HouseholdCode, ct);
        foreach (var search in FindAgain)
            await Execute(search, ct, provinceCode, communeCode);
        await Look(HeadDiffers, "head-differs", Field.FullName, ct);
        await Look(MergeFactsSql.LivelihoodDiffers, "livelihood-differs", Field.LivelihoodOn, ct);
        await Look(OneForTwo, "matches-one-household", Field.HouseholdCode, ct);
        // A household that falls out here may be the one that another household's member was to come from.
        while (await Look(Elsewhere, "identity-elsewhere", Field.IdentityNumber, ct))
        {
        }

        await Look(OldElsewhere, "old-number-elsewhere", Field.OldIdentityNumber, ct);
        await findings.Flush(always: true, ct);
    }

    /// <summary>Counts what is staged: all, faulty, known, members.</summary>
    public async Task<(int Households, int Faulty, int Known, int Members)> Count(CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(slot.In(
            "select count(*)::int, count(*) filter (where has_fault)::int, count(*) filter (where is_known)::int, (select count(*)::int from {members}) from {households}"), connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3));
    }

    /// <summary>Marks households as faulty.</summary>
    public async Task Mark(IReadOnlyCollection<int> ordinals, CancellationToken ct)
    {
        if (ordinals.Count > 0)
            await Execute("update {households} set has_fault = true where ordinal = any($1) and not has_fault", ct, ordinals.ToArray());
    }

    private async Task<bool> Look(string sql, string code, Field field, CancellationToken ct)
    {
        var ordinals = new HashSet<int>();
        await using (var command = new NpgsqlCommand(slot.In(sql), connection))
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
            {
                ordinals.Add(reader.GetInt32(0));
                var sheet = reader.GetInt16(1);
                var value = ValueOf(reader);
                findings.Add(new Finding(code, sheet, reader.GetInt32(2), ColumnOf(sheet, field, value), value, reader.GetInt32(4).ToString(CultureInfo.InvariantCulture)), reader.GetInt32(0));
            }

        if (FindingCatalogue.All[code].Level == FindingLevel.Fault)
            await Mark(ordinals, ct);
        return ordinals.Count > 0;
    }

    // A number of 9 digits stands in the column of old cards, where there is one.
    private int ColumnOf(int sheet, Field field, string? value) =>
        field == Field.IdentityNumber && value?.Length == 9 && findings.ColumnOf(sheet, Field.OldIdentityNumber) is >= 0 and var old ? old : findings.ColumnOf(sheet, field);

    // A number is opened only to be named in a finding, where it is sealed again.
    private string? ValueOf(NpgsqlDataReader reader) => !reader.IsDBNull(5) ? seals.Identity.Open(reader.GetGuid(6), reader.GetFieldValue<byte[]>(5)) : reader.IsDBNull(3) ? null : reader.GetString(3);

    private async Task Execute(string sql, CancellationToken ct, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(slot.In(sql), connection) { CommandTimeout = 600 };
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        await command.ExecuteNonQueryAsync(ct);
    }
}
