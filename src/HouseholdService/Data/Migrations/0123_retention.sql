-- How long what is recorded about people is kept: dated rules (reference/privacy/retention.csv), what a rule reaches on a day, what holds it back, and its application with a
-- proof. Only what names or describes somebody goes; counts, classes, dates and digests stay.

create table retention_rule (
  code          text   not null,
  province_code text   not null default '' check (province_code ~ '^([0-9]{2})?$'),   -- '': the country; a province's own rule takes its place there
  valid_from    date   not null,
  valid_to      date   check (valid_to >= valid_from),
  months        int    not null check (months between 1 and 1200),
  runs_from     text   not null,
  action        text   not null check (action in ('delete', 'pseudonymise', 'archive')),
  tables        text[] not null check (cardinality(tables) > 0),
  state         text   not null check (state in ('in-force', 'proposed')),             -- proposed: told by the dry run, applied by nobody
  name_vi       text   not null,
  name_en       text   not null,
  basis         text   not null,
  legal_source  text   not null,
  confidence    text   not null check (confidence in ('H', 'M', 'L')),
  primary key (code, province_code, valid_from)
);

-- An order of a court, an inspection or an audit: nothing of the household (or of the whole commune) goes while it holds.
create table legal_hold (
  province_code text        not null,
  commune_code  text        not null,
  id            uuid        not null primary key,
  household_id  uuid,                                            -- null: everything of the commune
  order_number  text        not null,
  ordered_by    text        not null,                            -- the body
  ordered_on    date        not null,
  placed_by     text        not null,
  placed_at     timestamptz not null,
  ended_on      date        check (ended_on >= ordered_on),
  ended_by      text,
  end_order     text,
  check (num_nonnulls(ended_on, ended_by, end_order) in (0, 3))
);
create index legal_hold_now on legal_hold (province_code, commune_code) where ended_on is null;

-- The proof: one row for each commune and batch. The digest is over the identities of what went, in order, so that a copy of them can be compared.
create table retention_act (
  province_code   text        not null,
  commune_code    text        not null,
  id              uuid        not null primary key,
  rule_code       text        not null,
  rule_province   text        not null,
  rule_valid_from date        not null,
  months          int         not null,
  action          text        not null,
  on_day          date        not null,
  rows            int         not null check (rows > 0),
  digest          bytea       not null check (octet_length(digest) = 32),
  done_at         timestamptz not null,
  foreign key (rule_code, rule_province, rule_valid_from) references retention_rule
);
create index retention_act_commune on retention_act (commune_code, id);
create function refuse_change_of_act() returns trigger language plpgsql as $$
begin
  raise exception 'an act of retention is a proof and stays as it is' using errcode = '23001';
end $$;
create trigger retention_act_is_kept before update or delete on retention_act for each row execute function refuse_change_of_act();

-- What has been told to be due for the archive, once.
create table retention_archive (
  province_code text not null,
  commune_code  text not null,
  rule_code     text not null,
  record_id     uuid not null,
  act_id        uuid not null references retention_act,
  primary key (rule_code, record_id)
);

-- Rounds of the worker, a day each: the day that has an end is done.
create table retention_round (
  day        date        not null primary key,
  started_at timestamptz not null,
  ended_at   timestamptz,
  rows       bigint      not null default 0
);

alter table import.job add column expired_at timestamptz;          -- when the rules of retention took the file away; its digest stays

-- Everything of a class whose period is over on a day, in the provinces for which the rule speaks; seen with the caller's areas. since is the day from which the period runs,
-- households are those whose holds count. What has nothing left to take away is no more here, so a round that was interrupted goes on where it stood.
create function retention_due(the_class text, on_day date, keep_months int, in_provinces text[], except_provinces text[])
returns table (key text, province_code text, commune_code text, id uuid, households uuid[], since date) language sql stable set search_path = public, pg_temp as $$
  with due as (
    select h.id::text as key, h.province_code, h.commune_code, h.id, array[h.id] as households, greatest(coalesce(h.closed_on, h.started_on),
        (select max(r.reviewed_on) from review r where r.household_id = h.id),
        (select max(l.decided_on) from poverty_list_entry e join poverty_list l on l.id = e.list_id where e.household_id = h.id and l.state = 'recognised' and e.class in (1, 2, 3)),
        (select max(e.exit_decided_on) from poverty_list_entry e where e.household_id = h.id)) as since
    from household h where the_class = 'household' and h.erased_on is null and coalesce(h.closed_on, h.started_on) < on_day - make_interval(months => keep_months)
    union all
    select m.id::text, m.province_code, m.commune_code, m.id, array[m.household_id], m.left_on
    from member m where the_class = 'departed-member' and m.left_on is not null and m.erased_on is null and m.relation_code <> 'head'
    union all
    select j.id::text, j.province_code, j.commune_code, j.id, '{}', j.ended_at::date
    from import.job j where the_class = 'import-file' and j.state = 'done' and exists (select from import.file_part p where p.job_id = j.id)
    union all
    select j.id::text, j.province_code, j.commune_code, j.id, '{}', j.ended_at::date
    from import.job j where the_class = 'unused-file' and j.state in ('refused', 'cancelled', 'failed', 'previewed') and exists (select from import.file_part p where p.job_id = j.id)
    union all
    select j.id::text, j.province_code, j.commune_code, j.id, '{}', j.ended_at::date
    from import.job j where the_class = 'import-finding' and j.ended_at is not null and exists (select from import.finding f where f.job_id = j.id and f.content is not null)
    union all
    select c.id::text, c.province_code, c.commune_code, c.id, array[c.household_id], c.last_step_on
    from review_case c where the_class = 'review-papers' and c.state = 'closed' and (
         exists (select from review_case_step s where s.case_id = c.id and s.reason is not null)
      or exists (select from review_meeting_vote v where v.case_id = c.id and v.reason is not null)
      or exists (select from review_posting_line l where l.case_id = c.id and l.head_name <> 'Đã xóa')
      or exists (select from quality_visit q where q.case_id = c.id and q.note is not null))
    union all
    select r.id::text, r.province_code, r.commune_code, r.id, array[r.household_id], r.reviewed_on
    from review r where the_class = 'review-note' and r.note is not null
    union all
    select o.id::text, o.province_code, o.commune_code, o.id, array[c.household_id], o.answered_on
    from review_objection o join review_case c on c.id = o.case_id where the_class = 'objection' and o.answered_on is not null and o.text <> 'Đã xóa'
    union all
    select q.id::text, q.province_code, q.commune_code, q.id, array[q.household_id], coalesce(q.finished_on, q.answered_on)
    from rights_request q where the_class = 'rights-request' and q.state in ('refused', 'done', 'withdrawn') and q.wish <> 'Đã xóa'
    union all
    select y.id::text, y.province_code, y.commune_code, y.id, array[y.household_id], least(y.until, y.withdrawn_on)
    from consent y where the_class = 'consent' and y.given_by <> 'Đã xóa'
    union all
    select n.id::text, n.province_code, n.commune_code, n.id, array[n.household_id], n.assessed_on
    from needs_assessment n where the_class = 'needs' and num_nonnulls(n.circumstances, n.assets, n.skills, n.wishes) > 0
    union all
    select p.id::text, p.province_code, p.commune_code, p.id, array[p.household_id], p.judged_on
    from household_commitment p where the_class = 'commitment' and p.judged_on is not null and (p.text <> 'Đã xóa' or p.note is not null)
    union all
    select u.id::text, u.province_code, u.commune_code, u.id, array[u.household_id], u.ended_on
    from household_cause u where the_class = 'cause-reason' and u.ended_on is not null and u.reason <> 'Đã xóa'
    union all
    select x.list_id || '/' || x.household_id, x.province_code, x.commune_code, x.list_id, array[x.household_id], make_date(l.year, 12, 31)
    from expected_escape x join expected_escape_list l on l.id = x.list_id where the_class = 'escape-reason' and x.reason <> 'Đã xóa'
    union all
    select e.id::text, e.province_code, e.commune_code, e.id, e.households, e.recorded_at::date
    from household_event e where the_class = 'event-reason' and (e.reason not in ('', 'Đã xóa') or e.evidence not in ('', 'Đã xóa'))
    union all
    select o.id::text, o.province_code, o.commune_code, o.id, array[o.household_id], o.closed_at::date
    from household_hand_over o where the_class = 'event-reason' and o.closed_at is not null and o.reason <> 'Đã xóa'
    union all
    select o.id::text, o.province_code, o.commune_code, o.id, array[o.household_id], coalesce(o.ended_at, o.open_until)::date
    from household_opening o where the_class = 'opening-reason' and o.reason <> 'Đã xóa'
    union all
    select c.id::text, c.province_code, c.commune_code, c.id, array[c.first_household_id, c.second_household_id], c.settled_at::date
    from duplicate_candidate c where the_class = 'duplicate-reason' and c.state = 'settled' and (c.reason <> 'Đã xóa' or exists (select from duplicate_decision d where d.candidate_id = c.id and d.reason <> 'Đã xóa'))
    union all
    select l.id::text, l.province_code, l.commune_code, l.id, '{}', l.decided_on
    from poverty_list l where the_class = 'recognised-list' and l.state = 'recognised' and not exists (select from retention_archive a where a.rule_code = 'recognised-list' and a.record_id = l.id)
  )
  select d.key, d.province_code, d.commune_code, d.id, d.households, d.since from due d
  where d.since + make_interval(months => keep_months) < on_day
    and (in_provinces is null or d.province_code = any (in_provinces)) and (except_provinces is null or d.province_code <> all (except_provinces))
$$;

-- What holds it back, or null; looked for over the whole country. A household with support that is open keeps its papers; its texts of years ago are held by whatever is not settled.
create function retention_hold(households uuid[], in_province text, in_commune text, on_day date, newly_escaped_months int, whole boolean) returns text
language plpgsql stable security definer set search_path = public, pg_temp set app.area = '{*}' as $$
declare
  found text;
begin
  if exists (select from legal_hold h where h.ended_on is null and h.province_code = in_province and h.commune_code = in_commune and (h.household_id is null or cardinality(households) = 0)) 
     or exists (select from legal_hold h where h.ended_on is null and h.household_id = any (households)) then
    return 'legal-hold';
  end if;
  select k.kind into found from unnest(households) t (household) cross join lateral erasure_holds(t.household, on_day, newly_escaped_months, true) k
  where whole or k.kind not in ('list-in-force', 'support-term') limit 1;
  return found;
end $$;

-- A hold by order of a court or an inspection comes before everything else, for requests of people too.
create or replace function erasure_holds(the_household uuid, on_day date, newly_escaped_months int, by_itself boolean) returns table (kind text)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  area text := current_setting('app.area', true);
begin
  if not exists (select from household h where h.id = the_household and array[h.province_code, h.commune_code, '*'] && walls.areas()) then
    return;
  end if;
  perform set_config('app.area', '{*}', true);
  return query
    with entries as (
      select e.class, e.exit_decided_on, l.review_year, l.commune_code from poverty_list_entry e join poverty_list l on l.id = e.list_id
      where e.household_id = the_household and l.state = 'recognised'
        and not exists (select from poverty_list o where o.replaces_list_id = l.id and o.state = 'recognised')
    ), newest as (
      select max(l.review_year) as year from household h join poverty_list l on l.province_code = h.province_code and l.commune_code = h.commune_code
      where h.id = the_household and l.state = 'recognised'
    )
    select k.kind from (values
      (0, 'legal-hold', exists (select from legal_hold o where o.ended_on is null and o.household_id = the_household)
         or exists (select from household h join legal_hold o on o.province_code = h.province_code and o.commune_code = h.commune_code where h.id = the_household and o.household_id is null and o.ended_on is null)),
      (1, 'list-in-force', exists (select from entries e, newest n where e.class in (1, 2, 3) and e.review_year >= coalesce(n.year, e.review_year))),
      (2, 'support-term', exists (select from entries e where e.exit_decided_on is not null and (newly_escaped_months is null or on_day <= e.exit_decided_on + make_interval(months => newly_escaped_months)))),
      (3, 'support-open', exists (select from open_support s where s.household_id = the_household and s.is_open and (s.valid_to is null or on_day <= s.valid_to))),
      (4, 'review-open', exists (select from review_case c where c.household_id = the_household and c.state <> 'closed')),
      (5, 'hand-over-open', exists (select from household_hand_over o where o.household_id = the_household and o.state = 'offered')),
      (6, 'request-open', by_itself and exists (select from rights_request q where q.household_id = the_household and q.state in ('received', 'accepted'))),
      (7, 'restricted', by_itself and exists (select from processing_restriction r where r.household_id = the_household and r.ended_on is null)),
      (8, 'opening-open', by_itself and exists (select from household_opening o where o.household_id = the_household and o.ended_at is null and o.open_until > now()))
    ) as k (place, kind, is_so) where k.is_so order by k.place;
  perform set_config('app.area', coalesce(area, ''), true);
end $$;

-- One batch of a rule: what is due and not held loses what names somebody, and the proof is written; the caller writes the audit lines in the same transaction. Refused for a
-- rule that is not in force. Household and departed-member are not here: the service rewrites their files first and erases under a certificate (erase_personal_data).
create function retention_apply(rule text, province text, from_day date, on_day date, newly_escaped_months int, in_provinces text[], except_provinces text[], after text, batch int, at timestamptz)
returns table (act uuid, act_province text, act_commune text, act_rows int, act_digest bytea, last_key text, seen int) language plpgsql security definer set search_path = public, pg_temp as $$
declare
  marker constant text := 'Đã xóa';
  area   text := current_setting('app.area', true);
  r      retention_rule;
  ids    uuid[];
  keys   text[];
  places text[];
  communes text[];
  last   text;
  looked int;
begin
  select * into r from retention_rule x where x.code = rule and x.province_code = province and x.valid_from = from_day;
  if r.code is null or r.state <> 'in-force' or on_day < r.valid_from or on_day > coalesce(r.valid_to, on_day) or rule in ('household', 'departed-member') then
    raise exception 'no such rule is in force' using errcode = '23001';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('retention', 0));
  perform set_config('app.area', '{*}', true), set_config('erasure.certificate', 'retention', true);
  select max(d.key collate "C"), count(*), array_agg(d.id) filter (where d.is_free), array_agg(d.key) filter (where d.is_free),
    array_agg(d.province_code) filter (where d.is_free), array_agg(d.commune_code) filter (where d.is_free)
  into last, looked, ids, keys, places, communes
  from (
    select u.*, retention_hold(u.households, u.province_code, u.commune_code, on_day, newly_escaped_months, false) is null as is_free from (
      select * from retention_due(rule, on_day, r.months, in_provinces, except_provinces) t where after is null or t.key collate "C" > after collate "C" order by t.key collate "C" limit batch) u) d;

  if cardinality(ids) > 0 then
    case rule
      when 'import-file', 'unused-file' then
        delete from import.file_part p where p.job_id = any (ids);
        update import.job j set expired_at = at where j.id = any (ids);
      when 'import-finding' then update import.finding f set content = null where f.job_id = any (ids) and f.content is not null;
      when 'review-papers' then
        update review_case_step s set reason = null where s.case_id = any (ids) and s.reason is not null;
        update review_meeting_vote v set reason = null where v.case_id = any (ids) and v.reason is not null;
        update review_posting_line l set head_name = marker where l.case_id = any (ids) and l.head_name <> marker;
        update quality_visit q set note = null where q.case_id = any (ids) and q.note is not null;
      when 'review-note' then
        update review x set note = null where x.id = any (ids);
        update record_version v set facts = v.facts || '{"note": null}' where v.kind = 'review' and v.id = any (ids);
      when 'objection' then update review_objection o set objector = null, text = marker, evidence_reference = null, answer = case when o.answer is not null then marker end where o.id = any (ids);
      when 'rights-request' then update rights_request q set requester = marker, verified_reference = marker, wish = marker, evidence_reference = null, answer = case when q.answer is not null then marker end,
        outcome = case when q.outcome is not null then marker end, extension_reason = case when q.extension_reason is not null then marker end where q.id = any (ids);
      when 'consent' then update consent y set given_by = marker, witness = null, form_reference = marker, withdrawal_reference = case when y.withdrawal_reference is not null then marker end where y.id = any (ids);
      when 'needs' then update needs_assessment n set circumstances = null, assets = null, skills = null, wishes = null where n.id = any (ids);
      when 'commitment' then update household_commitment p set text = marker, note = null where p.id = any (ids);
      when 'cause-reason' then update household_cause u set reason = marker where u.id = any (ids);
      when 'escape-reason' then update expected_escape x set reason = marker where x.list_id || '/' || x.household_id = any (keys) and x.list_id = any (ids);
      when 'event-reason' then
        update household_event e set reason = case when e.reason <> '' then marker else '' end, evidence = case when e.evidence <> '' then marker else '' end where e.id = any (ids);
        update household_hand_over h set reason = marker, evidence = marker, close_reason = case when h.close_reason is not null then marker end where h.id = any (ids);
      when 'opening-reason' then update household_opening o set reason = marker, end_reason = case when o.end_reason is not null then marker end where o.id = any (ids);
      when 'duplicate-reason' then
        update duplicate_candidate c set reason = marker where c.id = any (ids) and c.reason is not null;
        update duplicate_decision d set reason = marker where d.candidate_id = any (ids);
      when 'recognised-list' then null;
    end case;
  end if;

  return query
    with units as (
      select * from unnest(keys, places, communes, ids) u (key, province_code, commune_code, id)
    ), made as (
      insert into retention_act select u.province_code, u.commune_code, gen_random_uuid(), r.code, r.province_code, r.valid_from, r.months, r.action, on_day, count(*)::int,
        sha256(convert_to(string_agg(u.key, E'\n' order by u.key collate "C"), 'utf8')), at
      from units u group by u.province_code, u.commune_code
      returning *
    ), kept as (
      insert into retention_archive select u.province_code, u.commune_code, r.code, u.id, m.id from units u join made m using (province_code, commune_code) where r.action = 'archive'
    )
    select m.id, m.province_code, m.commune_code, m.rows, m.digest, last, looked from made m
    union all select null, null, null, 0, null, last, looked where ids is null and looked > 0;
  perform set_config('app.area', coalesce(area, ''), true), set_config('erasure.certificate', '', true);
end $$;
