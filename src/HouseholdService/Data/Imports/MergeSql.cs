namespace PovertyPlatform.HouseholdService.Data.Imports;

/// <summary>
/// The merge of one chunk. Parameters of every statement: $1 from ordinal, $2 to ordinal, $3 province, $4 commune, $5 area type, $6 year, $7 standard,
/// $8 import, $9 instant. New households are plain inserts; households found again are compared and changed only where something differs.
/// </summary>
internal static class MergeSql
{
    private const string NewOnes = "s.ordinal between $1 and $2 and not s.has_fault and not s.is_known";
    private const string KnownOnes = "s.ordinal between $1 and $2 and not s.has_fault and s.is_known";
    private const string Answers = "income_vnd, income_points, deprivation_points, deprived_indicators, requests_average_living, causes, needs, stated_class, stated_change, reviewer";

    /// <summary>Numbers for hamlets that nobody named before, in order of the file; before the chunks, so that none of them waits for another's new number.</summary>
    public const string NumberHamlets =
        """
        select count(hamlet_number($3, $4, hamlet_search, hamlet_name)) from (
          select hamlet_search, min(hamlet_name) as hamlet_name, min(ordinal) as first from {households} s
          where s.ordinal between $1 and $2 and not s.has_fault and hamlet_search <> '' and not exists (select from hamlet h where h.commune_code = $4 and h.name_search = s.hamlet_search)
          group by hamlet_search order by first) new_ones
        """;

    // Version 1 is the registration, 2 the review.
    public const string InsertHouseholds =
        $$"""
        insert into household (province_code, commune_code, id, code, hamlet_name, hamlet_search, hamlet_code, head_name, head_search, head_birth_key, area_type, ethnic_group_code, persons,
          has_merit_member, is_indigenous_minority, lacks_labour_capacity, in_difficult_area, telephone, telephone_mark, address, version, recorded_at, changed_at, valid_from, started_on)
        select $3, $4, household_id, code, hamlet_name, hamlet_search, h.hamlet_code, head_name, head_search, head_birth_key, $5, ethnic_group_code, persons,
          coalesce(has_merit_member, false), coalesce(is_indigenous_minority, false), coalesce(lacks_labour_capacity, false), coalesce(in_difficult_area, false), telephone, telephone_mark, address, 2, $9, $9, s.reviewed_on, s.reviewed_on
        from {households} s left join (select distinct on (name_search) name_search, hamlet_code from hamlet where commune_code = $4 order by name_search, ended_on desc nulls first) h on h.name_search = s.hamlet_search
        where {{NewOnes}}
        """;

    public const string InsertMembers =
        $$"""
        insert into member (province_code, commune_code, id, household_id, ordinal, full_name, name_search, sex, birth_year, birth_date, ethnic_group_code, relation_code, identity_number, identity_mark, old_number, old_mark, occupation, valid_from)
        select $3, $4, m.member_id, s.household_id, m.ordinal, m.full_name, m.name_search, m.sex, m.birth_year, m.birth_date, m.ethnic_group_code, m.relation_code, m.identity_number, m.identity_mark, m.old_number, m.old_mark, m.occupation, s.reviewed_on
        from {households} s join {members} m on m.household_ordinal = s.ordinal where {{NewOnes}} and m.household_ordinal between $1 and $2
        """;

    public const string InsertPersonKeys =
        $$"""
        insert into person_key (province_code, commune_code, identity_mark, member_id, household_id)
        select $3, $4, m.identity_mark, m.member_id, s.household_id
        from {households} s join {members} m on m.household_ordinal = s.ordinal where {{NewOnes}} and m.household_ordinal between $1 and $2 and m.identity_mark is not null
        """;

    // As settle_person_keys has it: a number of an old card leads to whoever had it first.
    public const string InsertOldKeys =
        $$"""
        insert into person_key (province_code, commune_code, identity_mark, member_id, household_id)
        select $3, $4, m.old_mark, m.member_id, s.household_id
        from {households} s join {members} m on m.household_ordinal = s.ordinal where {{NewOnes}} and m.household_ordinal between $1 and $2 and m.old_mark is not null
        on conflict (identity_mark) do nothing
        """;

    public const string InsertReviews =
        $$"""
        insert into review (province_code, commune_code, id, household_id, review_year, reviewed_on, area_type, standard_code, {{Answers}}, import_id, recorded_at)
        select $3, $4, review_id, household_id, $6, reviewed_on, $5, $7, {{Answers}}, $8, $9 from {households} s where {{NewOnes}}
        """;

    /// <summary>Households of the chunk that events and audit tell of: id, version, persons, review date, class, what changed, whether new.</summary>
    public const string SelectChanged =
        $$"""
        select s.household_id, 2::bigint, s.persons, s.reviewed_on, s.class, 9::smallint, true, s.review_id from {households} s where {{NewOnes}}
        union all
        select s.household_id, h.version, s.persons, s.reviewed_on, s.class, s.changes, false, s.review_id
        from {households} s join household h on h.id = s.household_id and h.province_code = $3 where {{KnownOnes}} and s.changes > 0
        """;

    // A list that names heads alone knows no more of people than the registry: it counts persons where only the head is registered, and leaves the head as it is.
    private const string StagedPersons =
        """
        (case when s.is_head_only and (select count(*) from member one where one.household_id = s.household_id and one.province_code = $3 and one.left_on is null) > 1 then o.persons else s.persons end)
        """;

    private const string StagedFacts =
        """
        coalesce(s.code, o.code), s.hamlet_name, case when s.is_head_only then o.head_name else s.head_name end, case when s.is_head_only then o.head_birth_key else s.head_birth_key end,
        case when s.is_head_only then o.ethnic_group_code else s.ethnic_group_code end, coalesce(s.has_merit_member, o.has_merit_member),
        coalesce(s.is_indigenous_minority, o.is_indigenous_minority), coalesce(s.lacks_labour_capacity, o.lacks_labour_capacity),
        coalesce(s.in_difficult_area, o.in_difficult_area), coalesce(s.telephone_mark, o.telephone_mark), coalesce(s.address, o.address)
        """;

    private const string KnownFacts =
        """
        o.code, o.hamlet_name, o.head_name, o.head_birth_key, o.ethnic_group_code, o.has_merit_member, o.is_indigenous_minority, o.lacks_labour_capacity,
        o.in_difficult_area, o.telephone_mark, o.address
        """;

    // Places in the registry may have gaps where somebody left; what counts is the order.
    private static string Person(string row) => $"{row}.place, {row}.full_name, {row}.sex, {row}.birth_year, {row}.birth_date, {row}.ethnic_group_code, {row}.relation_code";

    private static string Reviewed(string row) =>
        $"{row}.income_vnd, {row}.income_points, {row}.deprivation_points, {row}.deprived_indicators, {row}.requests_average_living, {row}.causes, {row}.needs, {row}.stated_class, {row}.stated_change, {row}.reviewer";

    public static readonly string Compare =
        $$"""
        with staged as materialized (select * from {households} s where {{KnownOnes}}),
        members as (
          select distinct coalesce(m.household_id, r.household_id) as household_id
          from (select s.household_id, m.ordinal::bigint as place, m.* from staged s join {members} m on m.household_ordinal = s.ordinal and m.household_ordinal between $1 and $2 where not s.is_head_only) m
          full join (select r.*, row_number() over (partition by r.household_id order by r.ordinal) as place
              from staged s join member r on r.household_id = s.household_id and r.province_code = $3 and r.left_on is null where not s.is_head_only) r
            on r.household_id = m.household_id and r.place = m.place
          where ({{Person("m")}}, {{MergeMembersSql.Mark}}, {{MergeMembersSql.OldMark}}, coalesce(m.occupation, r.occupation)) is distinct from ({{Person("r")}}, r.identity_mark, r.old_mark, r.occupation)),
        differing as (
          select s.ordinal,
            case when (o.persons, o.area_type, o.commune_code) is distinct from ({{StagedPersons}}, $5::smallint, $4) then 1 else 0 end
            + case when ({{KnownFacts}}) is distinct from ({{StagedFacts}}) then 2 else 0 end
            + case when s.household_id in (select household_id from members) then 4 else 0 end
            + case when v.id is null or (v.standard_code, v.area_type, {{Reviewed("v")}}) is distinct from ($7, $5::smallint, {{Reviewed("s")}}) then 8 else 0 end as changes
          from staged s join household o on o.id = s.household_id and o.province_code = $3
          left join review v on v.household_id = s.household_id and v.review_year = $6 and v.reviewed_on = s.reviewed_on and v.province_code = $3)
        update {households} s set changes = d.changes from differing d where d.ordinal = s.ordinal and d.changes > 0
        """;

    public static readonly string UpdateHouseholds =
        $$"""
        update household h set (code, hamlet_name, head_name, head_birth_key, ethnic_group_code, has_merit_member, is_indigenous_minority, lacks_labour_capacity, in_difficult_area,
            telephone_mark, address) = (select {{StagedFacts}}),
          telephone = case when s.telephone_mark <> o.telephone_mark or o.telephone_mark is null then s.telephone else o.telephone end,
          hamlet_search = s.hamlet_search, head_search = case when s.is_head_only then o.head_search else s.head_search end, persons = {{StagedPersons}}, area_type = $5, commune_code = $4, changed_at = $9,
          valid_from = case when s.changes & 3 > 0 then greatest(h.valid_from, s.reviewed_on) else h.valid_from end,
          version = h.version + greatest((s.changes & 1) + (s.changes >> 3 & 1), 1)
        from {households} s join household o on o.id = s.household_id and o.province_code = $3
        where h.id = s.household_id and h.province_code = $3 and {{KnownOnes}} and s.changes & 15 > 0
        """;

    public const string UpsertReviews =
        $$"""
        insert into review as v (province_code, commune_code, id, household_id, review_year, reviewed_on, area_type, standard_code, {{Answers}}, import_id, recorded_at)
        select $3, $4, review_id, household_id, $6, reviewed_on, $5, $7, {{Answers}}, $8, $9 from {households} s where {{KnownOnes}} and s.changes & 8 > 0
        on conflict (household_id, review_year, reviewed_on, province_code) do update set (area_type, standard_code, {{Answers}}, import_id, recorded_at)
          = (select excluded.area_type, excluded.standard_code, excluded.income_vnd, excluded.income_points, excluded.deprivation_points, excluded.deprived_indicators,
             excluded.requests_average_living, excluded.causes, excluded.needs, excluded.stated_class, excluded.stated_change, excluded.reviewer, excluded.import_id, excluded.recorded_at)
        """;

    /// <summary>Notes which rows of the file went to which household.</summary>
    public const string Place =
        """
        insert into import.placed_row (province_code, commune_code, job_id, household_id, sheet_no, first_row, last_row, outcome)
        select $3, $4, $8, s.household_id, s.sheet_no, s.first_row, s.last_row, case when not s.is_known then 'added' when s.changes > 0 then 'changed' else 'unchanged' end
        from {households} s where s.ordinal between $1 and $2 and not s.has_fault on conflict (job_id, household_id) do nothing
        """;

    /// <summary>Statements that take new households in.</summary>
    public static readonly string[] Newcomers = [InsertHouseholds, InsertMembers, InsertPersonKeys, InsertOldKeys, InsertReviews];
}
