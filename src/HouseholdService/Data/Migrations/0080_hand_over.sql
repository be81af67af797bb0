-- A household goes from one commune to another by two hands: the commune that holds it offers it, the other one accepts. Nothing changes before. The offer belongs to the
-- area that made it and is shown to the area it is made to (Rights.sql).

create table household_hand_over (
  province_code    text        not null,
  commune_code     text        not null,
  id               uuid        not null primary key,
  household_id     uuid        not null,
  to_province_code text        not null,
  to_commune_code  text        not null,
  moved_on         date        not null,                          -- first day in the other commune
  reason           text        not null,
  evidence         text        not null,
  state            text        not null check (state in ('offered', 'accepted', 'refused', 'withdrawn')),
  offered_by       text        not null,
  offered_at       timestamptz not null,
  closed_by        text,
  closed_at        timestamptz,
  close_reason     text,
  event_id         uuid,
  -- The recognition that goes along: it holds until the next list of the commune where the household lives.
  list_id          uuid,
  list_year        smallint,
  decision_number  text,
  decided_on       date,
  class            smallint
);
create unique index household_hand_over_open      on household_hand_over (household_id) where state = 'offered';
create index        household_hand_over_household on household_hand_over (household_id, state);
create index        household_hand_over_from      on household_hand_over (commune_code, id);
create index        household_hand_over_to        on household_hand_over (to_commune_code, id);

create function refuse_change_of_hand_over() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state <> 'offered' then
    raise exception 'a hand-over that has ended is history; offer the household again' using errcode = '23001';
  end if;
  return new;
end $$;
create trigger household_hand_over_is_kept before update or delete on household_hand_over for each row execute function refuse_change_of_hand_over();

-- Who holds a household today sees its past elsewhere; null: nobody but the area that held it then.
alter table record_version  add column holder_province_code text, add column holder_commune_code text;
alter table household_event add column holder_province_code text, add column holder_commune_code text;

create or replace function refuse_change_of_event() returns trigger language plpgsql as $$
declare
  holder constant text[] := '{holder_province_code,holder_commune_code}';
begin
  if tg_op = 'UPDATE' and (is_erasing(to_jsonb(old), to_jsonb(new), 'reason', 'evidence') or to_jsonb(old) - holder = to_jsonb(new) - holder) then
    return new;
  end if;
  raise exception 'an event is history; undo it by another one' using errcode = '23001';
end $$;

create or replace function refuse_change_of_consent() returns trigger language plpgsql as $$
declare
  area constant text[] := '{province_code,commune_code}';
begin
  if tg_op = 'UPDATE' and (is_erasing(to_jsonb(old), to_jsonb(new), 'given_by', 'witness', 'form_reference', 'withdrawal_reference') or to_jsonb(old) - area = to_jsonb(new) - area) then
    return new;
  end if;
  if tg_op = 'DELETE' or old.withdrawn_on is not null
     or (to_jsonb(old) - '{withdrawn_on,withdrawal_reference,withdrawn_by,withdrawn_at}'::text[]) is distinct from (to_jsonb(new) - '{withdrawn_on,withdrawal_reference,withdrawn_by,withdrawn_at}'::text[]) then
    raise exception 'a consent is history: withdraw it, or record a new one' using errcode = '23001';
  end if;
  return new;
end $$;

-- A household changes its partition together with its people and reviews; keys between them are looked at when all have moved.
alter table member alter constraint member_household_id_province_code_fkey deferrable initially immediate;
alter table review alter constraint review_household_id_province_code_fkey deferrable initially immediate;

-- What a commune decided stays in its partition when the household leaves; that no listed household is taken away is kept by a trigger instead of a key.
alter table poverty_list_entry drop constraint poverty_list_entry_household_id_province_code_fkey;
create function refuse_loss_of_listed_household() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  area text := current_setting('app.area', true);
begin
  perform set_config('app.area', '{*}', true);
  if exists (select from old_rows o join poverty_list_entry e on e.household_id = o.id) then
    raise exception 'a household on a list is not taken away' using errcode = '23503';
  end if;
  perform set_config('app.area', coalesce(area, ''), true);
  return null;
end $$;
create trigger household_on_a_list_stays after delete on household referencing old table as old_rows for each statement execute function refuse_loss_of_listed_household();

-- Takes over the household of an open offer to the caller's areas. With the owner's right, because its rows lie in the other commune's area, and its past anywhere.
create function take_over_household(the_offer uuid, new_code text, hamlet text, hamlet_key text, area smallint, at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  o     household_hand_over;
  areas text := current_setting('app.area', true);
begin
  -- Seen with the caller's areas: nobody takes what was not offered to him.
  select * into o from household_hand_over h where h.id = the_offer and h.state = 'offered'
    and ('*' = any(walls.areas()) or h.to_province_code = any(walls.areas()) or h.to_commune_code = any(walls.areas()));
  if o.id is null then
    raise exception 'no open offer to these areas' using errcode = '23001';
  end if;
  perform set_config('app.area', '{*}', true);
  set constraints member_household_id_province_code_fkey, review_household_id_province_code_fkey deferred;
  update household h set province_code = o.to_province_code, commune_code = o.to_commune_code, code = new_code, hamlet_name = hamlet, hamlet_search = hamlet_key,
    area_type = area, valid_from = o.moved_on, changed_at = at, version = version + 1
  where h.id = o.household_id and h.province_code = o.province_code and h.commune_code = o.commune_code;
  if not found then
    raise exception 'the household is no longer there' using errcode = '23001';
  end if;
  update member m set province_code = o.to_province_code, commune_code = o.to_commune_code, valid_from = greatest(m.valid_from, o.moved_on) where m.household_id = o.household_id;
  update review r set province_code = o.to_province_code, commune_code = o.to_commune_code where r.household_id = o.household_id;
  set constraints member_household_id_province_code_fkey, review_household_id_province_code_fkey immediate;
  update person_key             k set province_code = o.to_province_code, commune_code = o.to_commune_code where k.household_id = o.household_id;
  update household_cause        c set province_code = o.to_province_code, commune_code = o.to_commune_code where c.household_id = o.household_id;
  update needs_assessment       n set province_code = o.to_province_code, commune_code = o.to_commune_code where n.household_id = o.household_id;
  update household_commitment   p set province_code = o.to_province_code, commune_code = o.to_commune_code where p.household_id = o.household_id;
  update processing_restriction x set province_code = o.to_province_code, commune_code = o.to_commune_code where x.household_id = o.household_id;
  update consent                y set province_code = o.to_province_code, commune_code = o.to_commune_code where y.household_id = o.household_id;
  update rights_request         q set province_code = o.to_province_code, commune_code = o.to_commune_code where q.household_id = o.household_id and q.state in ('received', 'accepted');
  update duplicate_candidate    d set province_code = o.to_province_code, commune_code = o.to_commune_code where d.first_household_id = o.household_id;
  update duplicate_candidate    d set second_province_code = o.to_province_code, second_commune_code = o.to_commune_code where d.second_household_id = o.household_id;
  update population_check       l set province_code = o.to_province_code, commune_code = o.to_commune_code where l.household_id = o.household_id;
  update record_version         v set holder_province_code = o.to_province_code, holder_commune_code = o.to_commune_code where v.household_id = o.household_id;
  update household_event        e set holder_province_code = o.to_province_code, holder_commune_code = o.to_commune_code where o.household_id = any(e.households);
  perform set_config('app.area', coalesce(areas, ''), true);
end $$;
