-- A household in which somebody lives has exactly one head (chủ hộ) on every day of which the registry knows it. Two rules keep it:
-- 1. at most one today: an exclusion constraint of each partition, looked at when a transaction commits, so that two may change places in any order;
-- 2. one on every day: a trigger, also looked at on commit, for a household that is new and for whatever touches a head. A new household costs one look into an index;
--    the days before are counted only where a head was changed, taken away or brought back.

create function keep_one_head(part text) returns void language plpgsql as $$
begin
  if not exists (select from pg_constraint where conname = part || '_one_head') then
    execute format('alter table %I add constraint %I exclude using btree (household_id with =) where (relation_code = ''head'' and left_on is null) deferrable initially deferred', part, part || '_one_head');
  end if;
end $$;
select keep_one_head(inhrelid::regclass::text) from pg_inherits where inhparent = 'member'::regclass;

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
  perform keep_one_head(format('member_p%s', code));
end $$;

-- The first day on which a household, as it is known now, is open without exactly one head; null when there is none.
create function day_without_one_head(the_household uuid) returns date language sql stable set search_path = public, pg_temp as $$
  with home as (select h.started_on, h.closed_on from household h where h.id = the_household),
  head as (
    select m.valid_from as since, m.left_on as until from member m where m.household_id = the_household and m.relation_code = 'head'
    union all
    select v.valid_from, least(v.valid_to, (v.facts ->> 'left_on')::date) from record_version v
    where v.household_id = the_household and v.known_to is null and v.kind = 'member' and v.facts ->> 'relation_code' = 'head'),
  day as (select started_on as at from home union select since from head union select until from head where until is not null)
  select day.at from day, home
  where day.at >= home.started_on and (home.closed_on is null or day.at < home.closed_on)
    and (select count(*) from head where head.since <= day.at and (head.until is null or head.until > day.at)) <> 1
  order by day.at limit 1
$$;

-- With the owner's right, because a household that was handed over has its past in another area.
create function refuse_other_than_one_head(the_household uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  areas constant text := current_setting('app.area', true);
  day date;
begin
  perform set_config('app.area', '{*}', true);
  day := day_without_one_head(the_household);
  if day is not null then
    raise exception 'household % has not exactly one head on %', the_household, day using errcode = '23514', constraint = 'household_one_head';
  end if;
  perform set_config('app.area', coalesce(areas, ''), true);
end $$;

-- A new household is written with its head: one look, and no more as a rule; the constraint keeps that head the only one.
create function look_for_head() returns trigger language plpgsql as $$
begin
  if not exists (select from public.member m
      where m.household_id = new.id and m.province_code = new.province_code and m.relation_code = 'head' and m.left_on is null and m.valid_from <= new.started_on) then
    perform public.refuse_other_than_one_head(new.id);
  end if;
  return null;
end $$;

create function look_at_head() returns trigger language plpgsql as $$
begin
  if tg_argv[0] = 'household' then
    perform public.refuse_other_than_one_head(new.id);
    return null;
  end if;
  perform public.refuse_other_than_one_head(old.household_id);
  if tg_op = 'UPDATE' and new.household_id <> old.household_id then
    perform public.refuse_other_than_one_head(new.household_id);
  end if;
  return null;
end $$;

create constraint trigger household_has_one_head after insert on household deferrable initially deferred
  for each row when (new.closed_on is null) execute function look_for_head();
create constraint trigger household_keeps_one_head after update on household deferrable initially deferred
  for each row when ((old.started_on, old.closed_on) is distinct from (new.started_on, new.closed_on)) execute function look_at_head('household');
create constraint trigger member_keeps_one_head after update on member deferrable initially deferred
  for each row when ('head' in (old.relation_code, new.relation_code)
    and (old.relation_code, old.left_on, old.valid_from, old.household_id) is distinct from (new.relation_code, new.left_on, new.valid_from, new.household_id))
  execute function look_at_head('member');
create constraint trigger member_leaves_one_head after delete on member deferrable initially deferred
  for each row when (old.relation_code = 'head') execute function look_at_head('member');
