namespace PovertyPlatform.HouseholdService.Data.Imports;

/// <summary>
/// Members of households found again, where they differ: each is found by identity number, new or old, else by the old number that stands beside it, else by name and birth, else by place on the list when name or birth
/// year still agree; who is not on the list any more has left. Parameters as in <see cref="MergeSql"/>.
/// </summary>
internal static class MergeMembersSql
{
    private const string Changed = "s.ordinal between $1 and $2 and not s.has_fault and s.is_known and s.changes & 4 > 0";

    /// <summary>
    /// Mark of the identity number after the merge, of a member r found again as m. A list without a number, or with that of an old card, says nothing against the one that is
    /// known of a person of this name.
    /// </summary>
    public const string Mark =
        """
        case when m.identity_mark is null and r.name_search = m.name_search or octet_length(m.identity_number) < octet_length(r.identity_number) then r.identity_mark else m.identity_mark end
        """;

    /// <summary>
    /// Mark of the old number after the merge: the one that the list names beside the new one; else one that a new number replaces stays beside it, and so does the first one that an older
    /// list brings.
    /// </summary>
    public const string OldMark =
        """
        case when m.old_mark is not null then m.old_mark when octet_length(r.identity_number) < octet_length(m.identity_number) then r.identity_mark when m.identity_mark is null and r.name_search <> m.name_search then null
          when octet_length(m.identity_number) < octet_length(r.identity_number) then coalesce(r.old_mark, m.identity_mark) else r.old_mark end
        """;

    // Numbers of an old and of a new card do not contradict each other.
    private const string NoContradiction = "(r.identity_mark is null or m.identity_mark is null or octet_length(r.identity_number) <> octet_length(m.identity_number))";

    private const string Open =
        $$"""
        with staged as (select s.household_id, m.* from {households} s join {members} m on m.household_ordinal = s.ordinal
            where {{Changed}} and m.household_ordinal between $1 and $2 and not m.is_known),
        there as (select r.* from {households} s join member r on r.household_id = s.household_id and r.province_code = $3 and r.left_on is null
            where {{Changed}} and not exists (select from {members} k where k.member_id = r.id and k.household_ordinal = s.ordinal))
        """;

    private const string Take = "update {members} m set member_id = p.id, is_known = true from pairs p where m.household_ordinal = p.household_ordinal and m.ordinal = p.ordinal";

    private const string FindByIdentity =
        $$"""
        {{Open}},
        pairs as (select m.household_ordinal, m.ordinal, r.id from staged m join there r on r.household_id = m.household_id and m.identity_mark in (r.identity_mark, r.old_mark))
        {{Take}}
        """;

    // An old card was issued twice at times: somebody of another name with another number is somebody else.
    private const string FindByOldNumber =
        $$"""
        {{Open}},
        met as (select distinct on (r.id) m.household_ordinal, m.ordinal, r.id from staged m join there r on r.household_id = m.household_id and m.old_mark in (r.identity_mark, r.old_mark)
          where {{NoContradiction}} or r.name_search = m.name_search order by r.id, r.name_search = m.name_search desc, m.ordinal),
        pairs as (select distinct on (household_ordinal, ordinal) * from met order by household_ordinal, ordinal, id)
        {{Take}}
        """;

    // Twins without numbers may share name and birth year: the n-th pairs with the n-th.
    private const string FindByName =
        $$"""
        {{Open}},
        pairs as (
          select m.household_ordinal, m.ordinal, r.id
          from (select *, row_number() over (partition by household_id, name_search, birth_year, birth_date order by ordinal) as n from staged) m
          join (select *, row_number() over (partition by household_id, name_search, birth_year, birth_date order by ordinal) as n from there) r
            on r.household_id = m.household_id and r.name_search = m.name_search and r.birth_year is not distinct from m.birth_year
              and r.birth_date is not distinct from m.birth_date and r.n = m.n
          where {{NoContradiction}})
        {{Take}}
        """;

    private const string FindByPlace =
        $$"""
        {{Open}},
        pairs as (select m.household_ordinal, m.ordinal, r.id from staged m join there r on r.household_id = m.household_id and r.ordinal = m.ordinal
          where (r.name_search = m.name_search or r.birth_year = m.birth_year) and (r.identity_mark is null or m.identity_mark is null)
            or r.name_search = m.name_search and r.birth_year = m.birth_year and {{NoContradiction}})
        {{Take}}
        """;

    private const string Leave =
        $$"""
        update member r set left_on = s.reviewed_on, valid_from = greatest(r.valid_from, s.reviewed_on) from {households} s
        where {{Changed}} and r.household_id = s.household_id and r.province_code = $3 and r.left_on is null
          and not exists (select from {members} m where m.household_ordinal = s.ordinal and m.is_known and m.member_id = r.id)
        """;

    // Places are unique among those who live there; a negative place is out of the way while others move. The day comes first, so that history keeps the old place.
    private const string MakeRoom =
        $$"""
        update member r set ordinal = -r.ordinal, valid_from = greatest(r.valid_from, s.reviewed_on) from {households} s join {members} m on m.household_ordinal = s.ordinal and m.is_known
        where {{Changed}} and r.id = m.member_id and r.province_code = $3 and r.ordinal <> m.ordinal
        """;

    private const string Change =
        $$"""
        update member r set ordinal = m.ordinal, full_name = m.full_name, name_search = m.name_search, sex = m.sex, birth_year = m.birth_year, birth_date = m.birth_date,
          ethnic_group_code = m.ethnic_group_code, relation_code = m.relation_code,
          identity_number = case when {{Mark}} = r.identity_mark then r.identity_number else m.identity_number end, identity_mark = {{Mark}},
          old_number = case when {{OldMark}} = r.old_mark then r.old_number when {{OldMark}} = r.identity_mark then r.identity_number when {{OldMark}} = m.old_mark then m.old_number when {{OldMark}} is not null then m.identity_number end, old_mark = {{OldMark}},
          occupation = coalesce(m.occupation, r.occupation),
          valid_from = greatest(r.valid_from, s.reviewed_on)
        from {households} s join {members} m on m.household_ordinal = s.ordinal and m.is_known
        where {{Changed}} and r.id = m.member_id and r.province_code = $3
          and (r.ordinal, r.full_name, r.sex, r.birth_year, r.birth_date, r.ethnic_group_code, r.relation_code, r.identity_mark, r.old_mark, r.occupation)
            is distinct from (m.ordinal, m.full_name, m.sex, m.birth_year, m.birth_date, m.ethnic_group_code, m.relation_code, {{Mark}}, {{OldMark}}, coalesce(m.occupation, r.occupation))
        """;

    private const string Join =
        $$"""
        insert into member (province_code, commune_code, id, household_id, ordinal, full_name, name_search, sex, birth_year, birth_date, ethnic_group_code, relation_code, identity_number, identity_mark, old_number, old_mark, occupation, valid_from)
        select $3, $4, m.member_id, s.household_id, m.ordinal, m.full_name, m.name_search, m.sex, m.birth_year, m.birth_date, m.ethnic_group_code, m.relation_code, m.identity_number, m.identity_mark, m.old_number, m.old_mark, m.occupation, s.reviewed_on
        from {households} s join {members} m on m.household_ordinal = s.ordinal and not m.is_known where {{Changed}}
        """;

    private const string DropKeys =
        $$"""
        delete from person_key k using {households} s where {{Changed}} and k.household_id = s.household_id
          and not exists (select from member r where r.household_id = s.household_id and r.province_code = $3 and r.left_on is null and k.identity_mark in (r.identity_mark, r.old_mark))
        """;

    /// <summary>Statements that find members again, in order; afterwards sealed numbers are handed over to those whom they concern.</summary>
    public static readonly string[] Find = [FindByIdentity, FindByOldNumber, FindByName, FindByPlace];

    /// <summary>Statements that change members, in order.</summary>
    public static readonly string[] Apply = [Leave, MakeRoom, Change, Join, DropKeys];

    /// <summary>
    /// Identity numbers of the chunk, new and changed households alike: free ones are taken, those of households in this file move here. Every number that stays
    /// elsewhere is one row less than expected: somebody registered it while this import ran.
    /// </summary>
    public const string TakeKeys =
        """
        insert into person_key as k (province_code, commune_code, identity_mark, member_id, household_id)
        select $3, $4, m.identity_mark, m.member_id, s.household_id from {households} s join {members} m on m.household_ordinal = s.ordinal
        where s.ordinal between $1 and $2 and m.household_ordinal between $1 and $2 and not s.has_fault and (not s.is_known or s.changes & 4 > 0) and m.identity_mark is not null
        on conflict (identity_mark) do update set province_code = excluded.province_code, commune_code = excluded.commune_code, member_id = excluded.member_id, household_id = excluded.household_id
          where k.household_id = excluded.household_id or exists (select from {households} o where o.household_id = k.household_id and o.is_known and not o.has_fault)
        """;

    /// <summary>
    /// Numbers of old cards of the chunk, after <see cref="TakeKeys"/>: free ones are taken, and those of people who carry them no more, nor will when this file is merged.
    /// </summary>
    public const string TakeOldKeys =
        """
        insert into person_key as k (province_code, commune_code, identity_mark, member_id, household_id)
        select distinct on (m.old_mark) $3, $4, m.old_mark, m.member_id, s.household_id from {households} s join {members} m on m.household_ordinal = s.ordinal
        where s.ordinal between $1 and $2 and m.household_ordinal between $1 and $2 and not s.has_fault and (not s.is_known or s.changes & 4 > 0) and m.old_mark is not null
        order by m.old_mark, s.ordinal, m.ordinal
        on conflict (identity_mark) do update set province_code = excluded.province_code, commune_code = excluded.commune_code, member_id = excluded.member_id, household_id = excluded.household_id
          where not exists (select from member r where r.id = k.member_id and r.left_on is null and k.identity_mark in (r.identity_mark, r.old_mark))
            or exists (select from {households} o where o.household_id = k.household_id and o.is_known and not o.has_fault and not o.is_head_only
              and not exists (select from {members} t where t.household_ordinal = o.ordinal and k.identity_mark in (t.identity_mark, t.old_mark)))
        """;

    /// <summary>Households of the chunk one of whose numbers belongs to another household after all: ordinal, sheet, row, number.</summary>
    public const string StillElsewhere =
        """
        select s.ordinal, s.sheet_no, m.row_no, m.identity_number, m.sealed_for from {households} s join {members} m on m.household_ordinal = s.ordinal join person_key k on k.identity_mark = m.identity_mark
        where s.ordinal between $1 and $2 and m.household_ordinal between $1 and $2 and not s.has_fault and (not s.is_known or s.changes & 4 > 0) and k.household_id <> s.household_id
        """;
}
