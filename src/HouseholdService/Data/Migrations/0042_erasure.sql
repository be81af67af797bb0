-- Erasure: names and other personal data go, counts and classes stay, and a certificate proves what was done. Nobody but the function at the end may touch history,
-- and it may touch nothing but names and free texts of the household of a certificate that was written in the same transaction.

alter table household add column erased_on date;
alter table member    add column erased_on date;

create table erasure_certificate (
  province_code text        not null,
  commune_code  text        not null,
  id            uuid        not null primary key,
  household_id  uuid        not null,
  member_id     uuid,                                            -- null: the whole household
  request_id    uuid unique references rights_request,           -- null: by the rules of retention
  ground        text        not null,
  erased_by     text        not null,
  erased_at     timestamptz not null,
  digest        bytea       not null,                            -- HMAC-SHA-256 of what was erased; its key was given to the person and is kept nowhere
  transaction   xid8        not null default pg_current_xact_id()
);
create index erasure_certificate_household on erasure_certificate (household_id);

create table erasure_count (
  certificate_id uuid   not null references erasure_certificate,
  kind           text   not null,
  rows           bigint not null,
  primary key (certificate_id, kind)
);

create function refuse_change_of_certificate() returns trigger language plpgsql as $$
begin
  raise exception 'a certificate of erasure is kept as it is' using errcode = '23001';
end $$;
create trigger erasure_certificate_is_kept before update or delete on erasure_certificate for each row execute function refuse_change_of_certificate();
create trigger erasure_count_is_kept       before update or delete on erasure_count       for each row execute function refuse_change_of_certificate();

-- True inside the erasing function, for its owner only, when nothing but the named columns differs.
create function is_erasing(before jsonb, after jsonb, variadic columns text[]) returns boolean language sql stable as $$
  select coalesce(current_setting('erasure.certificate', true), '') <> ''
     and current_user = (select pg_get_userbyid(relowner) from pg_class where oid = 'erasure_certificate'::regclass)
     and before - columns = after - columns
$$;

create or replace function refuse_change_of_recognised_entry() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and is_erasing(to_jsonb(old), to_jsonb(new), 'head_name', 'household_code') then
    return new;
  end if;
  if tg_op = 'TRUNCATE'
     or (tg_op <> 'INSERT' and exists (select from poverty_list l where l.id = old.list_id and l.state = 'recognised'))
     or (tg_op <> 'DELETE' and exists (select from poverty_list l where l.id = new.list_id and l.state = 'recognised')) then
    raise exception 'the entries of a recognised poverty list are immutable; draft a correction' using errcode = '23001';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;

create or replace function refuse_change_of_review_history() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and is_erasing(to_jsonb(old), to_jsonb(new), 'reason', 'head_name') then
    return new;
  end if;
  raise exception 'a step, a vote and a posted line are history; add a new one' using errcode = '23001';
end $$;

create or replace function refuse_change_of_frozen_expectation() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and is_erasing(to_jsonb(old), to_jsonb(new), 'reason') then
    return new;
  end if;
  if (tg_op <> 'INSERT' and exists (select from expected_escape_list l where l.id = old.list_id and l.state = 'frozen'))
     or (tg_op <> 'DELETE' and exists (select from expected_escape_list l where l.id = new.list_id and l.state = 'frozen')) then
    raise exception 'a frozen list of expected escapes is immutable; draft a new version' using errcode = '23001';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;

create or replace function refuse_change_of_consent() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and is_erasing(to_jsonb(old), to_jsonb(new), 'given_by', 'witness', 'form_reference', 'withdrawal_reference') then
    return new;
  end if;
  if tg_op = 'DELETE' or old.withdrawn_on is not null
     or (to_jsonb(old) - '{withdrawn_on,withdrawal_reference,withdrawn_by,withdrawn_at}'::text[]) is distinct from (to_jsonb(new) - '{withdrawn_on,withdrawal_reference,withdrawn_by,withdrawn_at}'::text[]) then
    raise exception 'a consent is history: withdraw it, or record a new one' using errcode = '23001';
  end if;
  return new;
end $$;

-- What statistics know of a household: everything that an erasure must leave as it is. Births by five years.
create function statistics_of(household uuid) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'household', (select jsonb_build_array(h.province_code, h.commune_code, h.hamlet_name, h.area_type, h.ethnic_group_code, h.persons, h.has_merit_member, h.is_indigenous_minority, h.lacks_labour_capacity, h.in_difficult_area)
                  from household h where h.id = $1),
    'members', (select jsonb_agg(jsonb_build_array(m.id, m.sex, m.birth_year / 5, m.ethnic_group_code, m.relation_code, m.left_on) order by m.id) from member m where m.household_id = $1),
    'lists', (select jsonb_agg(to_jsonb(e) - '{head_name,household_code}'::text[] order by e.list_id) from poverty_list_entry e where e.household_id = $1),
    'reviews', (select jsonb_agg(to_jsonb(r) - '{note,known_from}'::text[] order by r.id) from review r where r.household_id = $1),
    'cases', (select jsonb_agg(to_jsonb(c) order by c.id) from review_case c where c.household_id = $1),
    'causes', (select jsonb_agg(to_jsonb(c) - '{reason}'::text[] order by c.id) from household_cause c where c.household_id = $1))
$$;

create function erase_personal_data(certificate uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  marker constant text := 'Đã xóa';
  c      erasure_certificate;
  area   text := current_setting('app.area', true);
  before jsonb;
  whole  boolean;
  is_head boolean;
begin
  -- Seen with the caller's areas: nobody erases elsewhere. Of this transaction: an old certificate erases nothing.
  select * into c from erasure_certificate e where e.id = certificate and e.transaction = pg_current_xact_id();
  if c.id is null then
    raise exception 'no certificate of this transaction' using errcode = '23001';
  end if;
  perform set_config('app.area', '{*}', true), set_config('erasure.certificate', certificate::text, true);
  before := statistics_of(c.household_id);
  whole := c.member_id is null;
  is_head := whole or exists (select from member m where m.id = c.member_id and m.household_id = c.household_id and m.relation_code = 'head');

  with keys as (
    delete from person_key k where k.household_id = c.household_id and (whole or k.member_id = c.member_id) returning 1
  ), people as (
    update member m set full_name = marker, name_search = '', birth_date = null, birth_year = birth_year / 5 * 5, identity_number = null, identity_mark = null, occupation = null, erased_on = c.erased_at::date
    where m.household_id = c.household_id and (whole or m.id = c.member_id) returning 1
  ), heads as (
    update household h set head_name = marker, head_search = '#' || h.id, head_birth_key = 0, code = null, telephone = null, telephone_mark = null, address = null, erased_on = case when whole then c.erased_at::date end, changed_at = c.erased_at
    where h.id = c.household_id and is_head returning 1
  ), entries as (
    update poverty_list_entry e set head_name = marker, household_code = null where e.household_id = c.household_id and is_head returning 1
  ), lines as (
    update review_posting_line l set head_name = marker from review_case k where k.id = l.case_id and k.household_id = c.household_id and is_head returning 1
  ), steps as (
    update review_case_step s set reason = null from review_case k where k.id = s.case_id and k.household_id = c.household_id and whole and s.reason is not null returning 1
  ), votes as (
    update review_meeting_vote v set reason = null from review_case k where k.id = v.case_id and k.household_id = c.household_id and whole and v.reason is not null returning 1
  ), objections as (
    update review_objection o set objector = null, text = marker, evidence_reference = null, answer = case when answer is not null then marker end
    from review_case k where k.id = o.case_id and k.household_id = c.household_id and whole returning 1
  ), reviews as (
    update review r set note = null where r.household_id = c.household_id and whole and r.note is not null returning 1
  ), causes as (
    update household_cause u set reason = marker where u.household_id = c.household_id and whole and u.reason is not null returning 1
  ), needs as (
    update needs_assessment n set circumstances = null, assets = null, skills = null, wishes = null where n.household_id = c.household_id and whole returning 1
  ), promises as (
    update household_commitment p set text = marker, note = null where p.household_id = c.household_id and whole returning 1
  ), escapes as (
    update expected_escape x set reason = marker where x.household_id = c.household_id and whole returning 1
  ), visits as (
    update quality_visit q set note = null from review_case k where k.id = q.case_id and k.household_id = c.household_id and whole and q.note is not null returning 1
  ), yes as (
    update consent y set given_by = marker, witness = null, form_reference = marker, withdrawal_reference = case when withdrawal_reference is not null then marker end
    where y.household_id = c.household_id and (whole or y.member_id = c.member_id) returning 1
  ), requests as (
    update rights_request q set requester = marker, verified_reference = marker, wish = marker, evidence_reference = null
    where q.household_id = c.household_id and (whole or q.member_id = c.member_id) returning 1
  ), findings as (
    update import.finding f set content = null where f.job_id in (select r.import_id from review r where r.household_id = c.household_id) returning 1
  ), files as (
    delete from import.file_part p where p.job_id in (select r.import_id from review r where r.household_id = c.household_id) returning 1
  )
  insert into erasure_count
  select certificate, kind, n from (values
    ('person-key', (select count(*) from keys)), ('member', (select count(*) from people)), ('household', (select count(*) from heads)), ('list-entry', (select count(*) from entries)),
    ('posting-line', (select count(*) from lines)), ('case-step', (select count(*) from steps)), ('vote', (select count(*) from votes)), ('objection', (select count(*) from objections)),
    ('review-note', (select count(*) from reviews)), ('cause', (select count(*) from causes)), ('needs', (select count(*) from needs)), ('commitment', (select count(*) from promises)),
    ('expected-escape', (select count(*) from escapes)), ('quality-visit', (select count(*) from visits)), ('consent', (select count(*) from yes)), ('rights-request', (select count(*) from requests)),
    ('import-finding', (select count(*) from findings)), ('import-file-part', (select count(*) from files))) as made (kind, n) where n > 0;

  perform erase_versions(c.household_id, c.member_id, is_head);
  if before is distinct from statistics_of(c.household_id) then
    raise exception 'the erasure would change statistics' using errcode = '23001';
  end if;
  perform set_config('app.area', coalesce(area, ''), true), set_config('erasure.certificate', '', true);
end $$;
