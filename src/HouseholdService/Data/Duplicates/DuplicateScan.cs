using System.Runtime.CompilerServices;
using Npgsql;
using PovertyPlatform.HouseholdService.Domain.Duplicates;
using PovertyPlatform.HouseholdService.Domain.Households;

namespace PovertyPlatform.HouseholdService.Data.Duplicates;

/// <summary>
/// Pairs of persons that are worth a comparison: those who share enough for the database to bring them together by hash. Each way of looking reads the members of
/// the reach once; a pair may come by more than one way.
/// </summary>
internal static class DuplicateScan
{
    private const string First = "split_part(translate({0}.name_search, 'y', 'i'), ' ', 1)";
    private const string Last = "reverse(split_part(reverse(translate({0}.name_search, 'y', 'i')), ' ', 1))";

    /// <summary>The ways: same year, family name and given name; same name; same birth date.</summary>
    public static readonly IReadOnlyList<string> Ways =
    [
        $"b.birth_year = a.birth_year and {Of(First, "b")} = a.family and {Of(Last, "b")} = a.given",
        "translate(b.name_search, 'y', 'i') = a.folded and (a.birth_year is null or b.birth_year is null or abs(a.birth_year - b.birth_year) <= 1 "
            + "or (extract(month from a.birth_date), extract(day from a.birth_date)) = (extract(month from b.birth_date), extract(day from b.birth_date)))",
        "b.birth_date = a.birth_date",
    ];

    private static readonly string Sql = $$"""
        with homes as materialized (select id, hamlet_search from household where province_code = $1 and commune_code = $2),
        mine as materialized (
          select m.id, m.household_id, h.hamlet_search, translate(m.name_search, 'y', 'i') as folded, {{Of(First, "m")}} as family, {{Of(Last, "m")}} as given,
            m.sex, m.birth_year, m.birth_date, m.identity_mark, coalesce(octet_length(m.identity_number), 0) as identity_length
          from member m join homes h on h.id = m.household_id
          where m.province_code = $1 and m.commune_code = $2 and m.left_on is null)
        select a.id, a.household_id, a.hamlet_search, a.folded, a.sex, a.birth_year, a.birth_date, a.identity_mark, a.identity_length,
          b.id, b.household_id, b.province_code, b.commune_code, coalesce(h.hamlet_search, ''), translate(b.name_search, 'y', 'i'), b.sex, b.birth_year, b.birth_date,
          b.identity_mark, coalesce(octet_length(b.identity_number), 0)
        from mine a join member b on {way} left join homes h on h.id = b.household_id
        where b.left_on is null and b.household_id <> a.household_id and (b.commune_code <> $2 or a.id < b.id){reach}
        """;

    /// <summary>Reads the pairs of one way.</summary>
    public static async IAsyncEnumerable<(PersonTraits One, PersonTraits Other)> Read(
        NpgsqlDataSource source, DuplicateSearch search, string way, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Without figures about a table that was just filled the planner would compare everybody with everybody.
        await using (var plan = new NpgsqlCommand("set local enable_nestloop = off", connection, transaction))
            await plan.ExecuteNonQueryAsync(ct);
        await using var command = new NpgsqlCommand(Sql.Replace("{way}", way, StringComparison.Ordinal).Replace("{reach}", search.Reach switch
        {
            SearchReach.Commune => " and b.province_code = $1 and b.commune_code = $2",
            SearchReach.Province => " and b.province_code = $1",
            _ => "",
        }, StringComparison.Ordinal), connection, transaction);
        command.CommandTimeout = 600;
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = search.ProvinceCode });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = search.CommuneCode });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var one = new PersonTraits(
                reader.GetGuid(0), reader.GetGuid(1), search.ProvinceCode, search.CommuneCode, reader.GetString(2), reader.GetString(3), SexAt(reader, 4), YearAt(reader, 5),
                DateAt(reader, 6), MarkAt(reader, 7), reader.GetInt32(8));
            var other = new PersonTraits(
                reader.GetGuid(9), reader.GetGuid(10), reader.GetString(11), reader.GetString(12), reader.GetString(13), reader.GetString(14), SexAt(reader, 15), YearAt(reader, 16),
                DateAt(reader, 17), MarkAt(reader, 18), reader.GetInt32(19));
            yield return (one, other);
        }
    }

    private static string Of(string expression, string table) => string.Format(System.Globalization.CultureInfo.InvariantCulture, expression, table);

    private static Sex? SexAt(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : (Sex)reader.GetInt16(column);

    private static short? YearAt(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt16(column);

    private static DateOnly? DateAt(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);

    private static byte[]? MarkAt(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);
}
