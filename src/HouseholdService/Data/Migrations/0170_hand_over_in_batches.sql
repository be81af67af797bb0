-- Many households of one commune go to one other commune in one commit (moves after a reform); a single hand-over is a batch of one.

-- Whoever looks for the people of a household looks for those who left too; the index over who lives there could not answer that, and the whole table was read each time. One index says
-- both: the places on the list are still unique among those who live there, for an index never takes two nulls for the same.
drop index member_household;
create unique index member_household on member (household_id, (case when left_on is null then ordinal end), province_code);
create index household_cause_household on household_cause (household_id);
create index member_fact_member        on member_fact (member_id);

-- Digests of households with their people, as registry_digest makes one.
create function registry_digests(the_households uuid[], the_province text) returns table (household_id uuid, members uuid[], digest text)
language sql stable set search_path = public, pg_temp as $$
  select l.household_id, coalesce(array_agg(l.member_id order by l.member_id) filter (where l.member_id is not null), '{}'),
    encode(sha256(convert_to(string_agg(l.line, E'\n' order by l.line), 'UTF8')), 'hex')
  from (
    select h.id as household_id, null::uuid as member_id, 'h' || stated(to_jsonb(h))::text as line from household h where h.id = any(the_households) and h.province_code = the_province
    union all
    select m.household_id, m.id, 'm' || stated(to_jsonb(m))::text from member m where m.household_id = any(the_households) and m.province_code = the_province) l
  group by l.household_id
$$;

-- Those of the households that have a day without exactly one head, with the first such day; as day_without_one_head says it of one. The number of heads changes only where one comes or goes.
create function days_without_one_head(the_households uuid[]) returns table (household_id uuid, day date)
language sql stable set search_path = public, pg_temp as $$
  with home as (select h.id, h.started_on, h.closed_on from household h where h.id = any(the_households)),
  head as (
    select m.household_id, m.valid_from as since, m.left_on as until from member m where m.household_id = any(the_households) and m.relation_code = 'head'
    union all
    select v.household_id, v.valid_from, least(v.valid_to, (v.facts ->> 'left_on')::date) from record_version v
    where v.household_id = any(the_households) and v.known_to is null and v.kind = 'member' and v.facts ->> 'relation_code' = 'head'),
  step as (
    select h.id as household_id, h.started_on as at, 0 as change from home h
    union all select e.household_id, e.since, 1 from head e where e.until is null or e.until > e.since
    union all select e.household_id, e.until, -1 from head e where e.until > e.since),
  counted as (select s.household_id, s.at, sum(sum(s.change)) over (partition by s.household_id order by s.at) as heads from step s group by s.household_id, s.at)
  select c.household_id, min(c.at) from counted c join home h on h.id = c.household_id
  where c.at >= h.started_on and (h.closed_on is null or c.at < h.closed_on) and c.heads <> 1
  group by c.household_id
$$;

-- True while the owner's own function below counts the heads of a whole batch in one statement; nobody else is believed.
create function heads_are_counted(the_table oid) returns boolean language sql stable as $$
  select r.rolname = current_user from pg_class c join pg_roles r on r.oid = c.relowner where c.oid = the_table
$$;

create or replace function look_for_head() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('app.heads_counted', true), '') = 'on' and public.heads_are_counted(tg_relid) then
    return null;
  end if;
  if not exists (select from public.member m
      where m.household_id = new.id and m.province_code = new.province_code and m.relation_code = 'head' and m.left_on is null and m.valid_from <= new.started_on) then
    perform public.refuse_other_than_one_head(new.id);
  end if;
  return null;
end $$;

create or replace function look_at_head() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('app.heads_counted', true), '') = 'on' and public.heads_are_counted(tg_relid) then
    return null;
  end if;
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

-- What follows a household is moved with all the rest.
drop trigger household_hand_over_is_followed on household_hand_over;
drop function follow_hand_over();
drop function take_over_household(uuid, text, text, text, smallint, timestamptz);

-- Takes over the households of open offers to the caller's areas, all from one commune to one other from one day. With the owner's right, because their rows lie in the other commune's area, and
-- their past anywhere. Codes and hamlets stand in the order of the offers. Each household goes two versions on: for the event that it is registered there, and for the one that it moved.
create function take_over_households(the_offers uuid[], codes text[], hamlets text[], hamlet_keys text[], area smallint, at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  o      household_hand_over;   -- what they all have in common
  homes  uuid[];
  moved  int;
  broken record;
  areas  constant text := current_setting('app.area', true);
begin
  -- Seen with the caller's areas: nobody takes what was not offered to him.
  select * into o from household_hand_over h where h.id = the_offers[1];
  select array_agg(h.household_id order by array_position(the_offers, h.id)) into homes from household_hand_over h
  where h.id = any(the_offers) and h.state = 'offered'
    and ('*' = any(walls.areas()) or h.to_province_code = any(walls.areas()) or h.to_commune_code = any(walls.areas()))
    and (h.province_code, h.commune_code, h.to_province_code, h.to_commune_code, h.moved_on, h.choice_id is null)
      = (o.province_code, o.commune_code, o.to_province_code, o.to_commune_code, o.moved_on, o.choice_id is null);
  if homes is null or cardinality(homes) <> cardinality(the_offers) then
    raise exception 'no open offers to these areas, or not of one commune to one other' using errcode = '23001';
  end if;
  -- What was changed before is looked at as ever; from here on heads are counted at the end.
  set constraints household_has_one_head, household_keeps_one_head, member_keeps_one_head, member_leaves_one_head immediate;
  set constraints household_has_one_head, household_keeps_one_head, member_keeps_one_head, member_leaves_one_head deferred;
  perform set_config('app.area', '{*}', true);
  if o.choice_id is not null then
    with later as (
      update record_version v set known_to = greatest(now(), v.known_from + interval '1 microsecond')
      where v.household_id = any(homes) and v.kind in ('household', 'member') and v.known_to is null and v.valid_to > o.moved_on returning v.*),
    piece as (
      select l.province_code, l.commune_code, l.kind, l.id, l.household_id, l.valid_from, o.moved_on as valid_to, l.known_to, l.facts from later l where l.valid_from < o.moved_on
      union all
      select o.to_province_code, o.to_commune_code, l.kind, l.id, l.household_id, greatest(l.valid_from, o.moved_on), l.valid_to, l.known_to,
        l.facts || jsonb_build_object('province_code', o.to_province_code, 'commune_code', o.to_commune_code) || case l.kind when 'household' then jsonb_build_object('area_type', area) else '{}'::jsonb end
      from later l)
    insert into record_version (province_code, commune_code, kind, id, household_id, valid_from, valid_to, known_from, known_to, facts)
    select p.province_code, p.commune_code, p.kind, p.id, p.household_id, p.valid_from, p.valid_to, p.known_to, null, p.facts from piece p;
  end if;
  set constraints member_household_id_province_code_fkey, review_household_id_province_code_fkey deferred;
  update household h set province_code = o.to_province_code, commune_code = o.to_commune_code, code = g.code, hamlet_name = g.hamlet, hamlet_search = g.hamlet_key,
    area_type = area, valid_from = case when o.choice_id is null then o.moved_on else greatest(h.valid_from, o.moved_on) end, changed_at = at, version = version + 2
  from unnest(homes, codes, hamlets, hamlet_keys) as g (id, code, hamlet, hamlet_key)
  where h.id = g.id and h.province_code = o.province_code and h.commune_code = o.commune_code;
  get diagnostics moved = row_count;
  if moved <> cardinality(homes) then
    raise exception 'a household is no longer there' using errcode = '23001';
  end if;
  update member m set province_code = o.to_province_code, commune_code = o.to_commune_code, valid_from = greatest(m.valid_from, o.moved_on) where m.household_id = any(homes) and m.province_code = o.province_code;
  update review r set province_code = o.to_province_code, commune_code = o.to_commune_code where r.household_id = any(homes) and r.province_code = o.province_code;
  set constraints member_household_id_province_code_fkey, review_household_id_province_code_fkey immediate;
  perform set_config('app.heads_counted', 'on', true);
  set constraints household_has_one_head, household_keeps_one_head, member_keeps_one_head, member_leaves_one_head immediate;
  perform set_config('app.heads_counted', '', true);
  set constraints household_has_one_head, household_keeps_one_head, member_keeps_one_head, member_leaves_one_head deferred;
  select * into broken from days_without_one_head(homes) limit 1;
  if found then
    raise exception 'household % has not exactly one head on %', broken.household_id, broken.day using errcode = '23514', constraint = 'household_one_head';
  end if;
  update person_key             k set province_code = o.to_province_code, commune_code = o.to_commune_code where k.household_id = any(homes);
  update household_cause        c set province_code = o.to_province_code, commune_code = o.to_commune_code where c.household_id = any(homes);
  update needs_assessment       n set province_code = o.to_province_code, commune_code = o.to_commune_code where n.household_id = any(homes);
  update household_commitment   p set province_code = o.to_province_code, commune_code = o.to_commune_code where p.household_id = any(homes);
  update processing_restriction x set province_code = o.to_province_code, commune_code = o.to_commune_code where x.household_id = any(homes);
  update consent                y set province_code = o.to_province_code, commune_code = o.to_commune_code where y.household_id = any(homes);
  update rights_request         q set province_code = o.to_province_code, commune_code = o.to_commune_code where q.household_id = any(homes) and q.state in ('received', 'accepted');
  update duplicate_candidate    d set province_code = o.to_province_code, commune_code = o.to_commune_code where d.first_household_id = any(homes);
  update duplicate_candidate    d set second_province_code = o.to_province_code, second_commune_code = o.to_commune_code where d.second_household_id = any(homes);
  update population_check       l set province_code = o.to_province_code, commune_code = o.to_commune_code where l.household_id = any(homes);
  update household_livelihood   w set province_code = o.to_province_code, commune_code = o.to_commune_code where w.household_id = any(homes);
  update member_fact            f set province_code = o.to_province_code, commune_code = o.to_commune_code from member m
  where m.household_id = any(homes) and m.province_code = o.to_province_code and f.member_id = m.id;
  update record_version         v set holder_province_code = o.to_province_code, holder_commune_code = o.to_commune_code where v.household_id = any(homes);
  update household_event        e set holder_province_code = o.to_province_code, holder_commune_code = o.to_commune_code where e.households && homes;
  perform set_config('app.area', coalesce(areas, ''), true);
end $$;
