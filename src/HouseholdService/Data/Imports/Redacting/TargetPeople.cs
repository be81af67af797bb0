using Npgsql;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Domain.Privacy;

namespace PovertyPlatform.HouseholdService.Data.Imports.Redacting;

/// <summary>Gathers how erased people are and were called and numbered, while the registry still knows it.</summary>
internal static class TargetPeople
{
    // What was believed before was typed in older files.
    private const string Traces = """
        with here as (select id, relation_code from member where household_id = $1),
        known as (
          select m.id, m.full_name as name, m.birth_year, m.identity_mark as mark from member m where m.household_id = $1
          union
          select m.id, m.full_name, m.birth_year, m.old_mark from member m where m.household_id = $1 and m.old_mark is not null
          union
          select v.id, v.facts ->> 'full_name', (v.facts ->> 'birth_year')::smallint, (v.facts ->> mark.name)::bytea
          from record_version v cross join unnest(array['identity_mark', 'old_mark']) as mark (name)
          where v.kind = 'member' and (v.household_id = $1 or v.id in (select id from here)) and (mark.name = 'identity_mark' or v.facts ->> 'old_mark' is not null)
          union
          select m.id, m.full_name, m.birth_year, m.identity_mark from member m
          where m.household_id <> $1 and m.id in (select v.id from record_version v where v.kind = 'member' and v.household_id = $1)
          union
          select (select id from here where relation_code = 'head'), h.head_name, nullif(h.head_birth_key / 10000, 0)::smallint, null from household h where h.id = $1
        )
        select k.name, k.birth_year, k.mark, (k.id is null and $2 is null) or exists (select from here where here.id = k.id and ($2 is null or $2 = k.id)),
          k.id is null or exists (select from here where here.id = k.id)
        from known k where k.name is not null and k.name <> 'Đã xóa'
        """;

    private const string Telephones = """
        select telephone_mark from household where id = $1 and telephone_mark is not null
        union select (facts ->> 'telephone_mark')::bytea from record_version where kind = 'household' and id = $1 and facts ->> 'telephone_mark' is not null
        """;

    private const string Areas = """
        select distinct commune_code from (
          select commune_code from household where id = $1
          union all select commune_code from record_version where household_id = $1 or id in (select id from member where household_id = $1)
          union all select j.commune_code from import.job j where j.id in (select import_id from review where household_id = $1)) known order by 1
        """;

    /// <summary>Communes in which the household, or a member of it, is or was.</summary>
    public static async Task<string[]> Communes(NpgsqlDataSource source, ErasureCertificate certificate, CancellationToken ct)
    {
        await using var command = source.CreateCommand($"select coalesce(array_agg(commune_code), '{{}}') from ({Areas}) a");
        command.Parameters.Add(new() { Value = certificate.HouseholdId });
        return (string[])(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Whom the certificate is about.</summary>
    public static async Task<ErasureTarget> Of(NpgsqlDataSource source, PersonSeals seals, byte key, ErasureCertificate certificate, CancellationToken ct)
    {
        var (erased, family, others) = (new List<PersonTrace>(), new List<PersonTrace>(), new List<PersonTrace>());
        await using (var command = source.CreateCommand(Traces))
        {
            command.Parameters.Add(new() { Value = certificate.HouseholdId });
            command.Parameters.Add(new() { Value = certificate.MemberId ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                var trace = new PersonTrace(reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetInt16(1), reader.IsDBNull(2) ? null : await reader.GetFieldValueAsync<byte[]>(2, ct));
                if (reader.GetBoolean(3))
                    erased.Add(trace);
                (reader.GetBoolean(4) ? family : others).Add(trace);
            }
        }

        var telephones = new List<byte[]>();
        if (certificate.MemberId is null)
        {
            await using var command = source.CreateCommand(Telephones);
            command.Parameters.Add(new() { Value = certificate.HouseholdId });
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
                telephones.Add(await reader.GetFieldValueAsync<byte[]>(0, ct));
        }

        return new ErasureTarget(new ErasedPeople(seals, key, erased, telephones), new ErasedPeople(seals, key, family, []), new ErasedPeople(seals, key, others, []), certificate.MemberId is null);
    }
}
