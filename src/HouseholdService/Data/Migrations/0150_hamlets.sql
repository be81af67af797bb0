-- Hamlets get numbers of ours inside their commune, so that an officer can be bound to one. A household names its hamlet in words; the number follows from the words, is never typed in, and goes
-- along when the household moves to another hamlet or commune. Four digits after the commune's five.
create table hamlet (
  province_code text        not null,
  commune_code  text        not null check (commune_code ~ '^[0-9]{5}$'),
  hamlet_code   text        not null primary key check (hamlet_code ~ '^[0-9]{9}$'),
  name          text        not null,                            -- as the first household wrote it
  name_search   text        not null check (name_search <> ''),  -- SearchName.Of(name)
  known_from    timestamptz not null default now()
);
create unique index hamlet_name on hamlet (commune_code, name_search);

-- The number of a hamlet; a new one when nobody named it before. Null where a household names none.
create function hamlet_number(province text, commune text, search text, written text) returns text language plpgsql set search_path = public, pg_temp as $$
declare
  found_code text;
begin
  if coalesce(search, '') = '' then
    return null;
  end if;
  select h.hamlet_code into found_code from hamlet h where h.commune_code = commune and h.name_search = search;
  if found_code is not null then
    return found_code;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('hamlets of ' || commune, 0));
  insert into hamlet (province_code, commune_code, hamlet_code, name, name_search)
  select province, commune, commune || lpad((1 + coalesce(max(right(h.hamlet_code, 4)::int), 0))::text, 4, '0'), coalesce(nullif(written, ''), search), search
  from hamlet h where h.commune_code = commune
  on conflict (commune_code, name_search) do nothing;
  select h.hamlet_code into strict found_code from hamlet h where h.commune_code = commune and h.name_search = search;
  return found_code;
end $$;

alter table household      add column hamlet_code text;
alter table review_meeting add column hamlet_code text;
alter table review_posting add column hamlet_code text;

-- The number follows from the words: it is no statement of its own, makes no version and changes no digest.
create or replace function stated(record jsonb) returns jsonb
language sql immutable parallel safe as $$ select record - '{version,changed_at,known_from,identity_number,telephone,hamlet_code}'::text[] $$;

select set_config('app.area', '{*}', true);
update household h set hamlet_code = n.number
from (select province_code, commune_code, hamlet_search, hamlet_number(province_code, commune_code, hamlet_search, name) as number
      from (select province_code, commune_code, hamlet_search, min(hamlet_name) as name from household where hamlet_search <> '' group by 1, 2, 3 order by 1, 2, 3) named) n
where h.province_code = n.province_code and h.commune_code = n.commune_code and h.hamlet_search = n.hamlet_search;
update review_meeting m set hamlet_code = (select min(h.hamlet_code) from household h where h.commune_code = m.commune_code and h.hamlet_name = m.hamlet_name);
update review_posting p set hamlet_code = (select min(h.hamlet_code) from household h where h.commune_code = p.commune_code and h.hamlet_name = p.hamlet_name) where p.hamlet_name is not null;
select set_config('app.area', '', true);

create index household_hamlet on household (hamlet_code, id);

create function keep_hamlet_number() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.hamlet_code := hamlet_number(new.province_code, new.commune_code, new.hamlet_search, new.hamlet_name);
  return new;
end $$;
-- An import of thousands looks the numbers up itself.
create trigger household_gets_hamlet_number before insert on household for each row
  when (new.hamlet_code is null and new.hamlet_search <> '') execute function keep_hamlet_number();
create trigger household_keeps_hamlet_number before update of commune_code, hamlet_search, hamlet_code on household for each row
  when ((new.commune_code, new.hamlet_search, new.hamlet_code) is distinct from (old.commune_code, old.hamlet_search, old.hamlet_code)) execute function keep_hamlet_number();

-- What lies in the hamlets that the transaction may see; null when it was told none, without looking. Row security of the tables they read says the same once more.
create function households_of_hamlets() returns uuid[] language plpgsql stable set search_path = public, pg_temp as $$
declare
  told text[] := walls.hamlets();
begin
  return case when told is null then null else array(select h.id from household h where h.hamlet_code = any(told)) end;
end $$;

create function cases_of_hamlets() returns uuid[] language plpgsql stable set search_path = public, pg_temp as $$
declare
  theirs uuid[] := households_of_hamlets();
begin
  return case when theirs is null then null else array(select c.id from review_case c where c.household_id = any(theirs)) end;
end $$;

create function members_of_hamlets() returns uuid[] language plpgsql stable set search_path = public, pg_temp as $$
declare
  theirs uuid[] := households_of_hamlets();
begin
  return case when theirs is null then null else array(select m.id from member m where m.household_id = any(theirs)) end;
end $$;
