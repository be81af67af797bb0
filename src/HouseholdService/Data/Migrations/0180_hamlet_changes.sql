-- Hamlets are merged, renamed and split by decisions of the commune. A number ends and is never given to another hamlet; its name may come back with another number.
alter table hamlet add column founded_on date;   -- first day, where a change made it; null: since before the registry
alter table hamlet add column ended_on   date;   -- first day on which it is no more
drop index hamlet_name;
create unique index hamlet_name      on hamlet (commune_code, name_search) where ended_on is null;
create index        hamlet_past_name on hamlet (commune_code, name_search, ended_on) where ended_on is not null;

create table hamlet_change (
  province_code text        not null,
  commune_code  text        not null,
  id            uuid        not null primary key,
  kind          text        not null check (kind in ('merged', 'renamed', 'split')),
  changed_on    date        not null,                            -- first day of the successors
  evidence      text        not null check (evidence <> ''),     -- number of the resolution
  reason        text        not null default '',
  recorded_by   text        not null,
  recorded_at   timestamptz not null,
  undone_at     timestamptz,
  undone_by     text,
  undo_reason   text,
  undo_evidence text,
  check ((undone_at is null) = (undone_by is null))
);
create index hamlet_change_place on hamlet_change (commune_code, id);

create table hamlet_change_line (
  province_code text    not null,
  commune_code  text    not null,
  change_id     uuid    not null references hamlet_change,
  old_code      text    not null references hamlet,
  new_code      text    not null references hamlet,
  is_founded    boolean not null,                                -- the new one did not exist before
  primary key (change_id, old_code, new_code),
  check (old_code <> new_code)
);
create index hamlet_change_line_old on hamlet_change_line (old_code);
create index hamlet_change_line_new on hamlet_change_line (new_code);

create index household_event_hamlet_change on household_event ((facts ->> 'hamletChangeId')) where facts ->> 'hamletChangeId' is not null;

-- A new number, after the last one that the commune ever gave.
create function found_hamlet(province text, commune text, search text, written text, since date) returns text language plpgsql set search_path = public, pg_temp as $$
declare
  given text;
begin
  perform pg_advisory_xact_lock(hashtextextended('hamlets of ' || commune, 0));
  insert into hamlet (province_code, commune_code, hamlet_code, name, name_search, founded_on)
  select province, commune, commune || lpad((1 + coalesce(max(right(h.hamlet_code, 4)::int), 0))::text, 4, '0'), coalesce(nullif(written, ''), search), search, since
  from hamlet h where h.commune_code = commune
  on conflict (commune_code, name_search) where ended_on is null do nothing returning hamlet_code into given;
  return given;
end $$;

-- The hamlet of this name that is there, else the one that bore it last; nobody's when none ever did.
create function hamlet_named(commune text, search text) returns text language sql stable set search_path = public, pg_temp as $$
  select h.hamlet_code from hamlet h where h.commune_code = commune and h.name_search = search order by h.ended_on desc nulls first limit 1 $$;

-- A household that still names a hamlet that ended gets its old number, and with it a place on the work list, not a new hamlet.
create or replace function hamlet_number(province text, commune text, search text, written text) returns text language plpgsql set search_path = public, pg_temp as $$
begin
  if coalesce(search, '') = '' then
    return null;
  end if;
  return coalesce(hamlet_named(commune, search), found_hamlet(province, commune, search, written, null), hamlet_named(commune, search));
end $$;

-- What hamlets that somebody was given are today: each is followed to the one into which it went as a whole, and every number that went as a whole into that one stays in reach.
-- One that was split is followed by nobody: who heads which part has to be said anew.
create function hamlets_today(given text[]) returns text[] language sql stable set search_path = public, pg_temp as $$
  with recursive change as (
    select l.old_code, l.new_code, c.kind <> 'split' as is_certain from hamlet_change c join hamlet_change_line l on l.change_id = c.id where c.undone_at is null),
  followed as (
    select code from unnest(given) code union select c.new_code from followed f join change c on c.old_code = f.code and c.is_certain),
  today as (
    select f.code from followed f
    where not exists (select from change c where c.old_code = f.code) and not exists (select from hamlet h where h.hamlet_code = f.code and h.ended_on is not null)),
  reached as (
    select code from today union select c.old_code from reached r join change c on c.new_code = r.code and c.is_certain)
  select coalesce(array_agg(code order by code), '{}') from reached $$;
