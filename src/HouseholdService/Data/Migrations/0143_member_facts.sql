-- What a member is from a day to a day: member of an association, person of merit, disabled, without capacity to work, under social protection; codes of the list member-fact.
-- It belongs to the person, wherever the person lives.
create table member_fact (
  province_code text        not null,
  commune_code  text        not null,
  id            uuid        not null primary key,
  member_id     uuid        not null,
  code          text        not null,
  since_on      date        not null,
  until_on      date        check (until_on >= since_on),          -- first day on which it is no longer so
  evidence      text        not null,                              -- number of the card or decision
  recorded_by   text        not null,
  recorded_at   timestamptz not null,
  ended_by      text,
  end_reason    text
);
create unique index member_fact_open  on member_fact (member_id, code) where until_on is null;
create index        member_fact_place on member_fact (commune_code, code, id);

-- Income and work of a household as seen between reviews, so that what help brought can be followed. It classifies nobody.
create table household_livelihood (
  province_code text        not null,
  commune_code  text        not null,
  id            uuid        not null primary key,
  household_id  uuid        not null,
  seen_on       date        not null,
  income_vnd    bigint      not null check (income_vnd between 0 and 1000000000),  -- per person and month
  workers       smallint    not null check (workers between 0 and 99),             -- of working age who worked
  work          text        not null,                              -- what they lived on
  note          text,
  observer      text        not null,
  recorded_by   text        not null,
  recorded_at   timestamptz not null,
  unique (household_id, seen_on)
);
create index household_livelihood_place on household_livelihood (commune_code, id);

-- Both follow a household that is handed over.
create function follow_hand_over() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  areas constant text := current_setting('app.area', true);
begin
  perform set_config('app.area', '{*}', true);
  update member_fact f set province_code = new.to_province_code, commune_code = new.to_commune_code from member m where m.id = f.member_id and m.household_id = new.household_id;
  update household_livelihood l set province_code = new.to_province_code, commune_code = new.to_commune_code where l.household_id = new.household_id;
  perform set_config('app.area', coalesce(areas, ''), true);
  return null;
end $$;
create trigger household_hand_over_is_followed after update on household_hand_over for each row when (new.state = 'accepted' and old.state = 'offered') execute function follow_hand_over();

-- Whoever is erased is no longer described; figures of income stay, as those of reviews do.
create function erase_member_facts() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from member_fact where member_id = new.id;
  return null;
end $$;
create trigger erased_person_has_no_facts after update on member for each row when (new.erased_on is not null and old.erased_on is null) execute function erase_member_facts();
create function erase_livelihood_texts() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update household_livelihood set work = 'Đã xóa', note = null where household_id = new.id;
  return null;
end $$;
create trigger erased_household_has_no_texts after update on household for each row when (new.erased_on is not null and old.erased_on is null) execute function erase_livelihood_texts();
