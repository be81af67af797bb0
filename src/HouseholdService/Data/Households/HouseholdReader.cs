using Npgsql;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.HouseholdService.Data.Households;

/// <summary>
/// The household and its members in one round trip. Written by hand because it is what officers and partners ask most: the model would take as long again as the
/// database. The areas are in the statement and in row security, as everywhere.
/// </summary>
public sealed class HouseholdReader(NpgsqlDataSource source)
{
    private const string Columns = """
        select h.province_code, h.commune_code, h.code, h.hamlet_name, h.area_type, h.persons, h.ethnic_group_code, h.has_merit_member, h.lacks_labour_capacity,
               h.in_difficult_area, h.version,
               exists (select from processing_restriction r where r.household_id = h.id and r.ended_on is null),
               m.ordinal, m.id, m.full_name, m.sex, m.birth_year, m.relation_code, m.identity_number, m.old_number
        from household h
        left join member m on m.household_id = h.id and m.left_on is null and m.erased_on is null and m.province_code =
        """;

    private const string Condition = """
        where h.id = $1 and h.erased_on is null and (array[h.province_code, h.commune_code, h.hamlet_code, '*'] && $2 or h.id = any($3))
        """;

    private const string Anywhere = $"{Columns} h.province_code\n{Condition}\norder by m.ordinal";
    private const string InProvince = $"{Columns} $4\n{Condition} and h.province_code = $4\norder by m.ordinal";

    /// <summary>What the answer shows of a household.</summary>
    public sealed record Facts(
        string ProvinceCode, string CommuneCode, string? Code, string HamletName, AreaType AreaType, short Persons, string EthnicGroupCode, bool HasMeritMember,
        bool LacksLabourCapacity, bool InDifficultArea, long Version, bool IsRestricted, IReadOnlyList<MemberFacts> Members);

    /// <summary>What the answer shows of a member; the numbers still sealed.</summary>
    public sealed record MemberFacts(short Ordinal, Guid Id, string FullName, Sex? Sex, short? BirthYear, string RelationCode, byte[]? IdentityNumber, byte[]? OldNumber);

    /// <summary>The household, or null when the caller's areas do not show it.</summary>
    /// <param name="id">The household.</param>
    /// <param name="province">The only province where it can be, where known: one partition is asked instead of all.</param>
    /// <param name="area">Areas of the caller.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<Facts?> Read(Guid id, string? province, AreaScope area, CancellationToken ct)
    {
        var statement = new NpgsqlBatchCommand(province is null ? Anywhere : InProvince)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = id },
                new NpgsqlParameter<string[]> { TypedValue = area.IsNationwide ? ["*"] : [.. area.Provinces, .. area.Communes, .. area.Hamlets] },
                new NpgsqlParameter<Guid[]> { TypedValue = [.. area.Records] },
            },
        };
        if (province is not null)
            statement.Parameters.Add(new NpgsqlParameter<string> { TypedValue = province });
        await using var batch = source.CreateBatch(area, statement);
        await using var rows = await batch.ExecuteInArea(ct);
        if (!await rows.ReadAsync(ct))
            return null;
        var members = new List<MemberFacts>();
        var household = new Facts(
            rows.GetString(0), rows.GetString(1), Text(rows, 2), rows.GetString(3), (AreaType)rows.GetInt16(4), rows.GetInt16(5), rows.GetString(6), rows.GetBoolean(7),
            rows.GetBoolean(8), rows.GetBoolean(9), rows.GetInt64(10), rows.GetBoolean(11), members);
        do
        {
            if (!rows.IsDBNull(12))
                members.Add(new MemberFacts(rows.GetInt16(12), rows.GetGuid(13), rows.GetString(14), (Sex?)Number(rows, 15), Number(rows, 16), rows.GetString(17),
                    rows.IsDBNull(18) ? null : rows.GetFieldValue<byte[]>(18), rows.IsDBNull(19) ? null : rows.GetFieldValue<byte[]>(19)));
        }
        while (await rows.ReadAsync(ct));
        return household;
    }

    private static string? Text(NpgsqlDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetString(column);

    private static short? Number(NpgsqlDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetInt16(column);
}
