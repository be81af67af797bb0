-- The 9-digit number of a person's old card (chứng minh nhân dân), beside the number of 12 digits: the same person is found by both. Sealed and marked as the other one.
alter table member add column old_number bytea, add column old_mark bytea check (octet_length(old_mark) = 17);
alter table member add check ((old_number is null) = (old_mark is null));

-- A column without a value is left out, so that digests of events of before this column still hold.
create or replace function stated(record jsonb) returns jsonb
language sql immutable parallel safe as $$
  select record - '{version,changed_at,known_from,identity_number,telephone,old_number}'::text[] - case when record ->> 'old_mark' is null then 'old_mark' else '' end
$$;

-- Numbers of those who live in households, as the members carry them. A number of 12 digits that stands elsewhere breaks the key; an old one does not: somebody is warned, and
-- the search for duplicates finds both.
create or replace function settle_person_keys(the_members uuid[]) returns void language plpgsql set search_path = public, pg_temp as $$
begin
  delete from person_key where member_id = any(the_members);
  insert into person_key (province_code, commune_code, identity_mark, member_id, household_id)
  select province_code, commune_code, identity_mark, id, household_id from member where id = any(the_members) and left_on is null and identity_mark is not null;
  insert into person_key (province_code, commune_code, identity_mark, member_id, household_id)
  select province_code, commune_code, old_mark, id, household_id from member where id = any(the_members) and left_on is null and old_mark is not null
  on conflict (identity_mark) do nothing;
end $$;

-- Whoever is erased keeps no number, whichever way the erasure came.
create function erase_old_number() returns trigger language plpgsql as $$
begin
  new.old_number := null;
  new.old_mark := null;
  return new;
end $$;
create trigger erased_person_has_no_old_number before update on member for each row when (new.erased_on is not null and new.old_number is not null) execute function erase_old_number();

-- As before, with the old number.
create or replace function erase_versions(household uuid, person uuid, is_head boolean) returns void language plpgsql set search_path = public, pg_temp as $$
declare
  marker constant text := 'Đã xóa';
begin
  update record_version v set facts = v.facts || jsonb_build_object('full_name', marker, 'name_search', '', 'birth_date', null, 'birth_year', (v.facts ->> 'birth_year')::int / 5 * 5,
    'identity_number', null, 'identity_mark', null, 'old_number', null, 'old_mark', null, 'occupation', null)
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

-- Sealed old numbers inside versions, as the rotation of keys walks over them.
create view member_version_old_seal with (security_invoker = true) as
select row_id, id, decode(substr(facts ->> 'old_number', 3), 'hex') as old_number from record_version where kind = 'member' and facts ->> 'old_number' is not null;
create trigger member_version_old_is_resealed instead of update on member_version_old_seal for each row execute function reseal_version();
