using Npgsql;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.Seed.People;

namespace PovertyPlatform.Seed.Province;

/// <summary>Writes a commune's households, members and reviews by COPY, inside the connection's transaction. Without keys people have no identity numbers.</summary>
static class RegistryCopy
{
    static readonly string[] Needs = ["health", "education", "production", "credit", "housing"];

    static readonly Dictionary<string, string> Relations = new()
    {
        ["Chủ hộ"] = "head",
        ["Vợ"] = "spouse",
        ["Chồng"] = "spouse",
        ["Con"] = "child",
        ["Bố"] = "parent",
        ["Mẹ"] = "parent",
        ["Con dâu"] = "child-in-law",
        ["Cháu"] = "grandchild"
    };

    public static void Write(NpgsqlConnection connection, CommunePlan commune, IReadOnlyList<SeededHousehold> households, PersonSeals? seals)
    {
        WriteHouseholds(connection, commune, households);
        WriteMembers(connection, commune, households, seals);
        if (seals is not null)
            WriteKeys(connection, commune, households, seals);
        WriteReviews(connection, commune, households);
    }

    static void WriteHouseholds(NpgsqlConnection connection, CommunePlan commune, IReadOnlyList<SeededHousehold> households)
    {
        using var rows = new Rows(connection, "household",
            "province_code, commune_code, id, code, hamlet_name, hamlet_search, head_name, head_search, head_birth_key, area_type, ethnic_group_code, persons, " +
            "has_merit_member, lacks_labour_capacity, in_difficult_area, version, recorded_at, changed_at");
        foreach (var h in households)
            rows.Start().Text(commune.ProvinceCode).Text(commune.Code).Id(h.Id).Text(h.Code).Text(h.Hamlet).Text(SearchName.Of(h.Hamlet))
                .Text(h.Head.Name).Text(SearchName.Of(h.Head.Name)).Whole(BirthKey.Of(h.Head.YearOnly ? null : h.Head.Birth, h.Head.Birth.Year))
                .Small(commune.IsUrban ? 2 : 1).Text(h.Head.EthnicCode).Small(h.Members.Count)
                .Flag(h.Review is { HasMerit: true }).Flag(h.Review is { HasNoLabour: true }).Flag(commune.InDifficultArea)
                .Long(h.Version).Instant(Decision.Entered).Instant(Decision.Entered);
        rows.Complete();
    }

    static void WriteMembers(NpgsqlConnection connection, CommunePlan commune, IReadOnlyList<SeededHousehold> households, PersonSeals? seals)
    {
        using var rows = new Rows(connection, "member",
            "province_code, commune_code, id, household_id, ordinal, full_name, name_search, sex, birth_year, birth_date, ethnic_group_code, relation_code, identity_number, identity_mark");
        foreach (var h in households)
            for (var m = 0; m < h.Members.Count; m++)
            {
                var (id, person) = h.Members[m];
                rows.Start().Text(commune.ProvinceCode).Text(commune.Code).Id(id).Id(h.Id).Small(m + 1).Text(person.Name).Text(SearchName.Of(person.Name))
                    .Small(person.IsWoman ? 2 : 1).Small(person.Birth.Year).Day(person.YearOnly ? null : person.Birth).Text(person.EthnicCode)
                    .Text(Relations[person.Relation])
                    .Bytes(NumberOf(person) is { } number ? seals?.Identity.Seal(id, number) : null).Bytes(NumberOf(person) is { } same ? seals?.IdentityMark.Of(same) : null);
            }
        rows.Complete();
    }

    static void WriteKeys(NpgsqlConnection connection, CommunePlan commune, IReadOnlyList<SeededHousehold> households, PersonSeals seals)
    {
        using var rows = new Rows(connection, "person_key", "province_code, commune_code, identity_mark, member_id, household_id");
        foreach (var h in households)
            foreach (var (id, person) in h.Members)
                if (NumberOf(person) is { } number)
                    rows.Start().Text(commune.ProvinceCode).Text(commune.Code).Bytes(seals.IdentityMark.Of(number)).Id(id).Id(h.Id);
        rows.Complete();
    }

    static void WriteReviews(NpgsqlConnection connection, CommunePlan commune, IReadOnlyList<SeededHousehold> households)
    {
        using var rows = new Rows(connection, "review",
            "province_code, commune_code, id, household_id, review_year, reviewed_on, area_type, standard_code, income_vnd, income_points, deprivation_points, " +
            "deprived_indicators, causes, needs, note, recorded_at");
        foreach (var h in households)
            if (h.Review is { } review)
                rows.Start().Text(commune.ProvinceCode).Text(commune.Code).Id(h.ReviewId).Id(h.Id).Small(Decision.Year).Day(review.On).Small(commune.IsUrban ? 2 : 1)
                    .Text(Decision.Standard).Long(review.Income).Small(review.B1).Small(review.B2)
                    .Texts([.. Enumerable.Range(1, 12).Where(i => (review.Marks >> (i - 1) & 1) == 1).Select(i => $"22-{i:00}")])
                    .Texts(review.Causes).Texts([.. Needs.Where((_, i) => (review.Needs >> i & 1) == 1).Order(StringComparer.Ordinal)])
                    .Text(review.Note.Length > 0 ? review.Note : null).Instant(Decision.Entered);
        rows.Complete();
    }

    static string? NumberOf(Person person) => person.IdentityNumber.Length > 0 ? person.IdentityNumber : null;
}
