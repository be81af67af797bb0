using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using PovertyPlatform.HouseholdService.Domain.Privacy;

namespace PovertyPlatform.HouseholdService.Data.Privacy;

/// <summary>Keeps which support is open, by what the support service tells; the two kinds of its events come by two queues and in any order.</summary>
internal static class SupportHolds
{
    private const string Write = """
        insert into open_support as known (province_code, commune_code, grant_id, household_id, programme_code, version, is_open, valid_to)
        select distinct on (grant_id) * from unnest(@provinces, @communes, @grants, @households, @programmes, @versions, @open, @ends)
          as told (province_code, commune_code, grant_id, household_id, programme_code, version, is_open, valid_to)
        order by grant_id, version desc
        on conflict (grant_id) do update set province_code = excluded.province_code, commune_code = excluded.commune_code, version = excluded.version, is_open = excluded.is_open, valid_to = excluded.valid_to
        where excluded.version > known.version
        """;

    /// <summary>Writes what was told; an older version changes nothing.</summary>
    public static Task Remember(this HouseholdDb db, IReadOnlyList<OpenSupport> told, CancellationToken ct) => db.Database.ExecuteSqlRawAsync(Write,
    [
        Column("provinces", NpgsqlDbType.Text, told.Select(row => row.ProvinceCode)),
        Column("communes", NpgsqlDbType.Text, told.Select(row => row.CommuneCode)),
        Column("grants", NpgsqlDbType.Uuid, told.Select(row => row.GrantId)),
        Column("households", NpgsqlDbType.Uuid, told.Select(row => row.HouseholdId)),
        Column("programmes", NpgsqlDbType.Text, told.Select(row => row.ProgrammeCode)),
        Column("versions", NpgsqlDbType.Bigint, told.Select(row => row.Version)),
        Column("open", NpgsqlDbType.Boolean, told.Select(row => row.IsOpen)),
        Column("ends", NpgsqlDbType.Date, told.Select(row => row.ValidTo)),
    ], ct);

    private static NpgsqlParameter Column<T>(string name, NpgsqlDbType type, IEnumerable<T> values) => new(name, NpgsqlDbType.Array | type) { Value = values.ToArray() };
}
