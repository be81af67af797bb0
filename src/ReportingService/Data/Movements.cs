using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace PovertyPlatform.ReportingService.Data;

/// <summary>What one event says about a household's class. Class 0 means that the household is on no list; a move says nothing about the class.</summary>
internal readonly record struct RecognitionFact(
    Guid HouseholdId, long Version, string ProvinceCode, string CommuneCode, DateOnly EffectiveOn, short Class, int Persons, bool IsMove = false);

/// <summary>Keeps movements and stays equal to what all recorded facts say, whatever the order in which they arrive.</summary>
internal static class Movements
{
    // Two queues tell about the same household: one writer at a time, for the length of one set-based statement, is quicker than sorting out deadlocks.
    private const string Lock = "select pg_advisory_xact_lock(7311)";

    private const string TakeAway = """
        insert into class_movement as total (province_code, commune_code, moved_on, class, households, persons)
        select province_code, commune_code, moved_on, class, -sum(households), -sum(persons) from movements_of(@households)
        group by 1, 2, 3, 4
        on conflict (province_code, commune_code, moved_on, class) do update
          set households = total.households + excluded.households, persons = total.persons + excluded.persons
        """;

    private const string Record = """
        insert into recognition_fact (household_id, version, province_code, commune_code, effective_on, class, persons, is_move)
        select * from unnest(@ids, @versions, @provinces, @communes, @days, @classes, @persons, @moves)
        on conflict do nothing
        """;

    private const string Add = """
        insert into class_movement as total (province_code, commune_code, moved_on, class, households, persons)
        select province_code, commune_code, moved_on, class, sum(households), sum(persons) from movements_of(@households)
        group by 1, 2, 3, 4
        on conflict (province_code, commune_code, moved_on, class) do update
          set households = total.households + excluded.households, persons = total.persons + excluded.persons
        """;

    private const string Leave = "delete from class_stay where household_id = any(@households)";

    private const string Stay = "insert into class_stay select * from stays_of(@households)";

    public static async Task Apply(ReportingDb db, IReadOnlyList<RecognitionFact> facts, CancellationToken ct)
    {
        var households = facts.Select(fact => fact.HouseholdId).Distinct().ToArray();
        await db.Database.ExecuteSqlRawAsync(Lock, ct);
        await db.Database.ExecuteSqlRawAsync(TakeAway, [new NpgsqlParameter("households", households)], ct);
        await db.Database.ExecuteSqlRawAsync(Record,
        [
            Column("ids", NpgsqlDbType.Uuid, facts.Select(fact => fact.HouseholdId)),
            Column("versions", NpgsqlDbType.Bigint, facts.Select(fact => fact.Version)),
            Column("provinces", NpgsqlDbType.Text, facts.Select(fact => fact.ProvinceCode)),
            Column("communes", NpgsqlDbType.Text, facts.Select(fact => fact.CommuneCode)),
            Column("days", NpgsqlDbType.Date, facts.Select(fact => fact.EffectiveOn)),
            Column("classes", NpgsqlDbType.Smallint, facts.Select(fact => fact.Class)),
            Column("persons", NpgsqlDbType.Integer, facts.Select(fact => fact.Persons)),
            Column("moves", NpgsqlDbType.Boolean, facts.Select(fact => fact.IsMove)),
        ], ct);
        await db.Database.ExecuteSqlRawAsync(Add, [new NpgsqlParameter("households", households)], ct);
        await db.Database.ExecuteSqlRawAsync(Leave, [new NpgsqlParameter("households", households)], ct);
        await db.Database.ExecuteSqlRawAsync(Stay, [new NpgsqlParameter("households", households)], ct);
    }

    private static NpgsqlParameter Column<T>(string name, NpgsqlDbType type, IEnumerable<T> values) =>
        new(name, NpgsqlDbType.Array | type) { Value = values.ToArray() };
}
