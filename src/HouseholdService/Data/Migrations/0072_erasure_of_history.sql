-- An erasure reaches what was true or believed before, what officers wrote about events, and what they wrote about suspected duplicates.
create or replace function refuse_change_of_event() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and is_erasing(to_jsonb(old), to_jsonb(new), 'reason', 'evidence') then
    return new;
  end if;
  raise exception 'an event is history; undo it by another one' using errcode = '23001';
end $$;

-- member null: the whole household with everybody whose row lies in it; otherwise one person, wherever versions of that person lie.
create function erase_versions(household uuid, person uuid, is_head boolean) returns void language plpgsql set search_path = public, pg_temp as $$
declare
  marker constant text := 'Đã xóa';
begin
  update record_version v set facts = v.facts || jsonb_build_object('full_name', marker, 'name_search', '', 'birth_date', null, 'birth_year', (v.facts ->> 'birth_year')::int / 5 * 5,
    'identity_number', null, 'identity_mark', null, 'occupation', null)
  where v.kind = 'member' and (v.id = person or (person is null and v.id in (select m.id from member m where m.household_id = household)));
  update record_version v set facts = v.facts || jsonb_build_object('head_name', marker, 'head_search', '#' || household, 'head_birth_key', 0, 'code', null, 'telephone', null, 'telephone_mark', null, 'address', null)
  where v.kind = 'household' and v.id = household and is_head;
  if person is null then
    update record_version v set facts = v.facts || '{"note": null}' where v.kind = 'review' and v.household_id = household;
    update household_event e set reason = marker, evidence = '' where household = any(e.households) and (e.reason <> '' or e.evidence <> '');
    update duplicate_candidate c set reason = marker where household in (c.first_household_id, c.second_household_id) and c.reason is not null;
    update duplicate_decision d set reason = marker from duplicate_candidate c where c.id = d.candidate_id and household in (c.first_household_id, c.second_household_id);
  end if;
end $$;
revoke execute on function erase_versions(uuid, uuid, boolean) from public;
