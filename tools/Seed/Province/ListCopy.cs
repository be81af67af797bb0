using Npgsql;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Lists;

namespace PovertyPlatform.Seed.Province;

/// <summary>Writes the resident totals and the recognised list of a commune: a draft, its entries, then the decision, the only order the registry allows.</summary>
static class ListCopy
{
    public static void Write(NpgsqlConnection connection, Decision decision, IReadOnlyList<SeededHousehold> households)
    {
        var commune = decision.Commune;
        var listed = households.Where(h => h.IsListed).ToList();
        using (var population = Command(connection,
            "insert into area_population (province_code, commune_code, year, households, persons, recorded_on, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, 'seed', $7)",
            commune.ProvinceCode, commune.Code, (short)Decision.Year, households.Count, households.Sum(h => h.Members.Count), new DateOnly(Decision.Year, 11, 20), Decision.Entered.UtcDateTime))
            population.ExecuteNonQuery();
        using (var draft = Command(connection,
            "insert into poverty_list (province_code, commune_code, id, review_year, standard_code, state, drafted_by, drafted_at) values ($1, $2, $3, $4, $5, 'draft', 'seed-officer', $6)",
            commune.ProvinceCode, commune.Code, decision.ListId, (short)Decision.Year, Decision.Standard, Decision.Entered.UtcDateTime))
            draft.ExecuteNonQuery();
        WriteEntries(connection, decision, listed);
        using var recognise = Command(connection,
            "update poverty_list set state = 'recognised', decision_number = $2, decided_on = $3, signer = $4, recognised_by = 'seed-chair', recognised_at = $5, effective_from = $3, " +
            "poor_households = $6, near_poor_households = $7, escaped_households = $8, content_hash = $9 where id = $1",
            decision.ListId, decision.Number, decision.On, decision.Signer, decision.At.UtcDateTime, commune.Poor, commune.NearPoor, commune.Escaped,
            ContentHash.Of(listed.Select(h => (h.Id, h.Review!.Class))));
        recognise.ExecuteNonQuery();
    }

    static void WriteEntries(NpgsqlConnection connection, Decision decision, IReadOnlyList<SeededHousehold> listed)
    {
        var commune = decision.Commune;
        using var rows = new Rows(connection, "poverty_list_entry",
            "province_code, commune_code, list_id, household_id, review_id, class, previous_class, exit_from_class, exit_decided_on, standard_code, area_type, household_code, " +
            "hamlet_name, head_name, persons, adults, lacks_labour_capacity, is_ethnic_minority, has_merit_member, in_difficult_area");
        foreach (var h in listed)
            rows.Start().Text(commune.ProvinceCode).Text(commune.Code).Id(decision.ListId).Id(h.Id).Id(h.ReviewId).Small((int)h.Review!.Class).Small((int?)h.Previous)
                .Small((int?)h.ExitFrom).Day(h.ExitFrom is null ? null : decision.On).Text(Decision.Standard).Small(commune.IsUrban ? 2 : 1).Text(h.Code)
                .Text(h.Hamlet).Text(h.Head.Name).Small(h.Members.Count).Small(h.AdultsOn(decision.On)).Flag(h.Review.HasNoLabour)
                .Flag(Household.IsMinority(h.Head.EthnicCode)).Flag(h.Review.HasMerit).Flag(commune.InDifficultArea);
        rows.Complete();
    }

    static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
