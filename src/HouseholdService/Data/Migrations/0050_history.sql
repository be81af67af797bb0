-- Two time axes. The tables household, member and review say what is true and known now; record_version says what was true before, and what was believed before.
-- A version holds from valid_from to valid_to (in the world) and was known from known_from to known_to (here); both ends are exclusive, null is open.
--
-- One instant stands for a transaction: its start. A row that a later transaction changed first takes one microsecond more than that one, so that versions of a row
-- never overlap. Facts are whole rows as jsonb, so that a new column of the table is history from its first day.
--
-- Fresh rows cost nothing: the row of the table is itself the version known since known_from. Only what an UPDATE or DELETE takes away is written, by triggers, so
-- that neither an import nor a feature can forget it.

alter table household add column valid_from date        not null default (now() at time zone 'Asia/Ho_Chi_Minh')::date,
                      add column known_from timestamptz not null default now();
alter table member    add column valid_from date        not null default (now() at time zone 'Asia/Ho_Chi_Minh')::date,
                      add column known_from timestamptz not null default now();
alter table household add column started_on date not null default (now() at time zone 'Asia/Ho_Chi_Minh')::date;   -- first day of which the registry knows it
alter table household add column closed_on date;                                  -- nobody has lived in it since
drop index household_code;
drop index household_unnamed;
create unique index household_code    on household (province_code, commune_code, code) where code is not null and closed_on is null;
create unique index household_unnamed on household (province_code, commune_code, head_search, hamlet_search, head_birth_key) where code is null and closed_on is null;
alter table review    add column known_from timestamptz not null default now();   -- true on the day of the visit, reviewed_on

create table record_version (
  row_id        uuid        not null default gen_random_uuid(),
  province_code text        not null,
  commune_code  text        not null,
  kind          text        not null check (kind in ('household', 'member', 'review')),
  id            uuid        not null,                            -- of the row
  household_id  uuid        not null,
  valid_from    date        not null,
  valid_to      date        check (valid_to > valid_from),
  known_from    timestamptz not null,
  known_to      timestamptz check (known_to > known_from),
  facts         jsonb       not null                             -- personal data: the row as it was
) partition by list (province_code);
create index record_version_household on record_version (household_id, known_to);
create index record_version_row       on record_version (row_id);
create index record_version_id        on record_version (id, known_to);
create table record_version_rest partition of record_version default;

-- Gives a province its own partitions; run by `migrate` for every province that has communes today. Doing it twice changes nothing.
create or replace function ensure_province(code text) returns void language plpgsql as $$
declare
  kind text;
begin
  if code !~ '^[0-9]{2}$' then
    raise exception 'province code % has not two digits', code using errcode = '22023';
  end if;
  foreach kind in array array['household', 'member', 'review', 'record_version'] loop
    if to_regclass(format('%s_p%s', kind, code)) is null then
      execute format('create table %I partition of %I for values in (%L)', format('%s_p%s', kind, code), kind, code);
    end if;
  end loop;
end $$;

-- What a row states, without what only counts or dates its versions. Sealed values are left out for their marks: a value sealed anew is the same value.
create function stated(record jsonb) returns jsonb
language sql immutable parallel safe as $$ select record - '{version,changed_at,known_from,identity_number,telephone}'::text[] $$;

create function stamp_version() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.known_from := case
    when current_setting('app.rotating', true) = 'on' then old.known_from   -- marks made anew under another key mark the same
    when stated(to_jsonb(new)) = stated(to_jsonb(old)) then old.known_from
    when old.known_from <= now() then now()
    else old.known_from + interval '1 microsecond' end;
  return new;
end $$;

-- The owner's right, because the service itself may add versions but change none; row security binds the owner too.
create function keep_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- What was known until now.
  insert into record_version (province_code, commune_code, kind, id, household_id, valid_from, valid_to, known_from, known_to, facts)
  select o.province_code, o.commune_code, tg_table_name, o.id, coalesce((was ->> 'household_id')::uuid, o.id),
    coalesce(was ->> 'valid_from', was ->> 'reviewed_on')::date, null, o.known_from, n.known_from, was
  from old_rows o join new_rows n on n.id = o.id cross join lateral to_jsonb(o) was
  where n.known_from > o.known_from;
  if tg_table_name = 'review' then
    return null;
  end if;

  -- A life event: what was true until its day stays true of the days before.
  insert into record_version (province_code, commune_code, kind, id, household_id, valid_from, valid_to, known_from, known_to, facts)
  select o.province_code, o.commune_code, tg_table_name, o.id, coalesce((was ->> 'household_id')::uuid, o.id),
    (was ->> 'valid_from')::date, (now_is ->> 'valid_from')::date, n.known_from, null, was
  from old_rows o join new_rows n on n.id = o.id cross join lateral to_jsonb(o) was cross join lateral to_jsonb(n) now_is
  where (now_is ->> 'valid_from')::date > (was ->> 'valid_from')::date;

  -- A day taken back: earlier versions end where the row now begins.
  with widened as (
    select n.id, n.known_from, (to_jsonb(n) ->> 'valid_from')::date as valid_from from old_rows o join new_rows n on n.id = o.id
    where (to_jsonb(n) ->> 'valid_from')::date < (to_jsonb(o) ->> 'valid_from')::date)
  insert into record_version (province_code, commune_code, kind, id, household_id, valid_from, valid_to, known_from, known_to, facts)
  select v.province_code, v.commune_code, v.kind, v.id, v.household_id, v.valid_from, w.valid_from, w.known_from, null, v.facts
  from widened w join record_version v on v.id = w.id and v.known_to is null and v.valid_from < w.valid_from and v.valid_to > w.valid_from;
  delete from record_version v using old_rows o, new_rows n
  where n.id = o.id and v.id = n.id and v.known_to is null and v.known_from >= n.known_from and v.valid_to > (to_jsonb(n) ->> 'valid_from')::date
    and (to_jsonb(n) ->> 'valid_from')::date < (to_jsonb(o) ->> 'valid_from')::date;
  update record_version v set known_to = n.known_from from old_rows o, new_rows n
  where n.id = o.id and v.id = n.id and v.known_to is null and v.known_from < n.known_from and v.valid_to > (to_jsonb(n) ->> 'valid_from')::date
    and (to_jsonb(n) ->> 'valid_from')::date < (to_jsonb(o) ->> 'valid_from')::date;
  return null;
end $$;

-- A row goes when what made it is undone: it never was. That it was believed stays.
create function keep_deleted() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from record_version v using old_rows o where v.id = o.id and v.known_to is null and v.known_from >= now();
  update record_version v set known_to = greatest(now(), v.known_from + interval '1 microsecond') from old_rows o where v.id = o.id and v.known_to is null;
  insert into record_version (province_code, commune_code, kind, id, household_id, valid_from, valid_to, known_from, known_to, facts)
  select o.province_code, o.commune_code, tg_table_name, o.id, coalesce((was ->> 'household_id')::uuid, o.id),
    coalesce(was ->> 'valid_from', was ->> 'reviewed_on')::date, null, o.known_from, now(), was
  from old_rows o cross join lateral to_jsonb(o) was where o.known_from < now();
  return null;
end $$;

do $$
declare
  kind text;
begin
  foreach kind in array array['household', 'member', 'review'] loop
    execute format('create trigger %1$s_is_stamped before update on %1$s for each row execute function stamp_version()', kind);
    execute format('create trigger %1$s_is_remembered after update on %1$s referencing old table as old_rows new table as new_rows for each statement execute function keep_changed()', kind);
    execute format('create trigger %1$s_is_not_forgotten after delete on %1$s referencing old table as old_rows for each statement execute function keep_deleted()', kind);
  end loop;
end $$;

-- The rows of one household that were true on a day, as they were known at an instant.
create function as_of(the_household uuid, on_day date, at timestamptz) returns table (kind text, id uuid, facts jsonb)
language sql stable set search_path = public, pg_temp as $$
  select 'household', h.id, to_jsonb(h) from household h where h.id = the_household and h.valid_from <= on_day and h.known_from <= at
  union all
  select 'member', m.id, to_jsonb(m) from member m where m.household_id = the_household and m.valid_from <= on_day and m.known_from <= at
  union all
  select 'review', r.id, to_jsonb(r) from review r where r.household_id = the_household and r.reviewed_on <= on_day and r.known_from <= at
  union all
  select v.kind, v.id, v.facts from record_version v
  where v.household_id = the_household and v.valid_from <= on_day and (v.valid_to is null or v.valid_to > on_day) and v.known_from <= at and (v.known_to is null or v.known_to > at)
$$;

-- What happened in life, and what was put right: one row for each command. Facts hold codes, dates and ids, never a name or a number.
create table household_event (
  province_code text        not null,
  commune_code  text        not null,
  id            uuid        not null primary key,
  household_id  uuid        not null,                            -- whom it is about first
  kind          text        not null,
  effective_on  date        not null,                            -- true from this day
  recorded_at   timestamptz not null,
  known_at      timestamptz not null default now(),              -- stamp of its transaction, see record_version
  recorded_by   text        not null,
  reason        text        not null default '',                 -- never leaves the registry
  evidence      text        not null default '',                 -- number of the paper
  households    uuid[]      not null,                            -- all whose rows it touched, in order of id
  members       uuid[]      not null,
  facts         jsonb       not null default '{}',
  before_sha256 text        not null check (before_sha256 ~ '^[0-9a-f]{64}$'),
  after_sha256  text        not null check (after_sha256 ~ '^[0-9a-f]{64}$'),
  undoes_id     uuid        unique,                              -- the event that this one takes back
  check ((kind = 'undone') = (undoes_id is not null))
);
create index household_event_households on household_event using gin (households);
create index household_event_place      on household_event (province_code, commune_code, id);

create index household_event_known      on household_event (household_id, known_at);

create function refuse_change_of_event() returns trigger language plpgsql as $$
begin
  raise exception 'an event is history; undo it by another one' using errcode = '23001';
end $$;
create trigger household_event_is_kept before update or delete on household_event for each row execute function refuse_change_of_event();

-- Digest of what the rows state; who holds them can show that nothing else was recorded, or that an undo restored them.
create function registry_digest(households uuid[], members uuid[]) returns text
language sql stable set search_path = public, pg_temp as $$
  select encode(sha256(convert_to(coalesce(string_agg(line, E'\n' order by line), ''), 'UTF8')), 'hex') from (
    select 'h' || stated(to_jsonb(h))::text as line from household h where h.id = any(households)
    union all
    select 'm' || stated(to_jsonb(m))::text from member m where m.id = any(members)) lines
$$;

-- Identity numbers of those who live in households, as the members carry them; a number that stands elsewhere breaks the key. Columns are found by their names.
create function settle_person_keys(the_members uuid[]) returns void language plpgsql set search_path = public, pg_temp as $$
declare
  shared text;
begin
  delete from person_key where member_id = any(the_members);
  select string_agg(format('%I', k.attname), ', ') into shared from pg_attribute k
  join pg_attribute m on m.attrelid = 'member'::regclass and m.attname = k.attname and not m.attisdropped
  where k.attrelid = 'person_key'::regclass and k.attnum > 0 and not k.attisdropped and k.attname not in ('member_id', 'household_id');
  execute format('insert into person_key (%1$s, member_id, household_id) select %1$s, id, household_id from member where id = any($1) and left_on is null and identity_number is not null', shared)
  using the_members;
end $$;

-- Puts the rows that an event touched back to what they stated before it, and takes away those that it made. The caller proves by digest that nothing came between,
-- and that all rows lie in its areas: this runs with the owner's right, because the service itself may delete no household and no person.
create function restore_before(the_event uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  e     household_event;
  kind  text;
  ids   uuid[];
  made  uuid[];
  names text;
begin
  select * into strict e from household_event where id = the_event;
  -- Places on a list, codes and names of heads are unique: who moves back must not meet who is about to.
  update household h set code = null, head_search = h.id::text where h.id = any(e.households) and (
    exists (select from record_version v where v.id = h.id and v.kind = 'household' and v.known_to = e.known_at and v.valid_to is null)
    or (h.known_from >= e.known_at and not exists (select from record_version v where v.id = h.id and v.known_from < e.known_at)));
  update member set ordinal = -1000 - ordinal where id = any(e.members) and left_on is null;
  foreach kind in array array['household', 'member'] loop
    ids := case kind when 'household' then e.households else e.members end;
    select string_agg(format('%I', attname), ', ' order by attnum) into names from pg_attribute
    where attrelid = kind::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attname not in ('id', 'province_code', 'version', 'changed_at', 'known_from');
    execute format('update %1$I r set (%2$s) = (select %2$s from jsonb_populate_record(null::%1$I, v.facts)) from record_version v
      where r.id = any($1) and v.id = r.id and v.kind = %1$L and v.known_to = $2 and v.valid_to is null', kind, names) using ids, e.known_at;
  end loop;
  made := array(select m.id from member m where m.id = any(e.members) and not exists (select from record_version v where v.id = m.id and v.known_from < e.known_at));
  delete from person_key where member_id = any(made);
  delete from member where id = any(made);
  delete from household h where h.id = any(e.households) and h.known_from >= e.known_at
    and not exists (select from record_version v where v.id = h.id and v.known_from < e.known_at);
end $$;

-- Sealed values inside versions, as the rotation of keys walks over them; row security is that of the table.
create view member_version_seal with (security_invoker = true) as
select row_id, id, decode(substr(facts ->> 'identity_number', 3), 'hex') as identity_number from record_version where kind = 'member' and facts ->> 'identity_number' is not null;
create view household_version_seal with (security_invoker = true) as
select row_id, id, decode(substr(facts ->> 'telephone', 3), 'hex') as telephone from record_version where kind = 'household' and facts ->> 'telephone' is not null;

create function reseal_version() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update record_version set facts = facts || (to_jsonb(new) - '{row_id,id}'::text[]) where row_id = old.row_id;
  return new;
end $$;
create trigger member_version_is_resealed    instead of update on member_version_seal    for each row execute function reseal_version();
create trigger household_version_is_resealed instead of update on household_version_seal for each row execute function reseal_version();
