-- Households of a commune that the reform divided: somebody says which of its successors a hamlet went to. Each household goes there by a hand-over that belongs to the choice,
-- true from the day of the reform.
alter table household_hand_over add column choice_id uuid;
create index household_hand_over_choice on household_hand_over (choice_id) where choice_id is not null;

-- As before, and for a choice also where something happened after the day: what is known of later days is restated in the new unit, and the day of the last change stays.
create or replace function take_over_household(the_offer uuid, new_code text, hamlet text, hamlet_key text, area smallint, at timestamptz) returns void
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
  if o.choice_id is not null then
    with later as (
      update record_version v set known_to = greatest(now(), v.known_from + interval '1 microsecond')
      where v.household_id = o.household_id and v.kind in ('household', 'member') and v.known_to is null and v.valid_to > o.moved_on returning v.*),
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
  update household h set province_code = o.to_province_code, commune_code = o.to_commune_code, code = new_code, hamlet_name = hamlet, hamlet_search = hamlet_key,
    area_type = area, valid_from = case when o.choice_id is null then o.moved_on else greatest(h.valid_from, o.moved_on) end, changed_at = at, version = version + 1
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
