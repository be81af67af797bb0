namespace PovertyPlatform.HouseholdService.Data.Imports;

/// <summary>
/// What a list says of people and of what a household lives on. It begins on the day of the review, rests on the list as its evidence, and ends where the list says no; what is recorded
/// already, or ended later than the review, stays as it is. Parameters as in <see cref="MergeSql"/>.
/// </summary>
internal static class MergeFactsSql
{
    // Members of a household of which no member differs are those at the same place; else the merge has found or added them.
    private const string People =
        """
        people as (
          select s.ordinal, s.household_id, s.reviewed_on, m.row_no, m.facts, m.no_facts, s.changes,
            case when s.is_known and s.is_head_only then (select r.id from member r where r.household_id = s.household_id and r.province_code = $3 and r.left_on is null and r.relation_code = 'head')
              when s.is_known and s.changes & 4 = 0 then r.id else m.member_id end as member_id
          from {households} s join {members} m on m.household_ordinal = s.ordinal
          left join lateral (select r.id, row_number() over (order by r.ordinal) as place from member r where s.is_known and r.household_id = s.household_id and r.province_code = $3 and r.left_on is null) r
            on r.place = m.ordinal
          where s.ordinal between $1 and $2 and m.household_ordinal between $1 and $2 and not s.has_fault and (m.facts is not null or m.no_facts is not null))
        """;

    private const string NewFacts =
        """
        new_facts as (select p.ordinal, p.member_id, f.code, p.reviewed_on, p.row_no, p.changes from people p cross join unnest(p.facts) f (code)
          where p.member_id is not null and not exists (select from member_fact o where o.member_id = p.member_id and o.code = f.code and (o.until_on is null or o.until_on > p.reviewed_on)))
        """;

    private const string Ended = "o.member_id = p.member_id and o.code = any(p.no_facts) and o.until_on is null and o.since_on <= p.reviewed_on";

    private const string Same = "(l.income_vnd, l.workers, l.work, l.observer) = (s.livelihood_income, s.livelihood_workers, s.livelihood_work, s.livelihood_observer)";

    private const string Source = "(select 'Danh sách nhập ' || left(file_name, 120) from import.job where id = $8)";

    private const string Sender = "(select actor_id from import.job where id = $8)";

    /// <summary>Marks households found again of which the list says something new; others do not change by it, and no event tells it.</summary>
    public const string Compare =
        $$"""
        with {{People}}, {{NewFacts}},
        told as (
          select ordinal from new_facts where changes & 4 = 0
          union select p.ordinal from people p join member_fact o on {{Ended}} where p.changes & 4 = 0
          union select s.ordinal from {households} s where s.ordinal between $1 and $2 and not s.has_fault and s.livelihood_on is not null
            and not exists (select from household_livelihood l where l.household_id = s.household_id and l.seen_on = s.livelihood_on))
        update {households} s set changes = s.changes | 16 from told where told.ordinal = s.ordinal and s.is_known
        """;

    private const string RecordFacts =
        $$"""
        with {{People}}, {{NewFacts}}
        insert into member_fact (province_code, commune_code, id, member_id, code, since_on, evidence, recorded_by, recorded_at)
        select $3, $4, gen_random_uuid(), member_id, code, reviewed_on, {{Source}} || ', dòng ' || row_no, {{Sender}}, $9 from new_facts
        on conflict do nothing
        """;

    private const string EndFacts =
        $$"""
        with {{People}}
        update member_fact o set until_on = p.reviewed_on, ended_by = {{Sender}}, end_reason = {{Source}} || ', dòng ' || p.row_no from people p where {{Ended}}
        """;

    private const string RecordLivelihoods =
        $$"""
        insert into household_livelihood (province_code, commune_code, id, household_id, seen_on, income_vnd, workers, work, observer, recorded_by, recorded_at)
        select $3, $4, gen_random_uuid(), s.household_id, s.livelihood_on, s.livelihood_income, s.livelihood_workers, s.livelihood_work, s.livelihood_observer, {{Sender}}, $9
        from {households} s where s.ordinal between $1 and $2 and not s.has_fault and s.livelihood_on is not null
        on conflict (household_id, seen_on) do nothing
        """;

    /// <summary>Statements that record it, after people and households are as they will be.</summary>
    public static readonly string[] Record = [RecordFacts, EndFacts, RecordLivelihoods];

    /// <summary>Households for which something else was seen on the day: what was seen is never written over.</summary>
    public const string LivelihoodDiffers =
        $$"""
        select s.ordinal, s.sheet_no, s.first_row, s.livelihood_work, 0, null::bytea, null::uuid from {households} s
        join household_livelihood l on l.household_id = s.household_id and l.seen_on = s.livelihood_on where s.is_known and not s.has_fault and not {{Same}} order by 3
        """;
}
