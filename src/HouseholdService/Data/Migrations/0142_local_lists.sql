-- The act by which a province sets its own standard. Absent for standards of before this script.
alter table local_standard add column decision_number text, add column decided_on date, add column signer text, add column file_sha256 text check (file_sha256 ~ '^[0-9a-f]{64}$');

-- The list of a province's own standard in a commune and year, as it was decided: apart from poverty_list, which nothing of this touches. It holds no names; whose household it
-- is is asked of the registry.
create table local_list (
  province_code   text        not null,
  commune_code    text        not null,
  id              uuid        not null primary key,
  standard_code   text        not null,                            -- of the local standard
  review_year     smallint    not null check (review_year between 2006 and 2100),
  decision_number text        not null,
  decided_on      date        not null,
  signer          text        not null,
  file_sha256     text        not null check (file_sha256 ~ '^[0-9a-f]{64}$'),      -- of the signed document
  content_hash    text        not null,                            -- ContentHash over households and local classes
  poor            int         not null,
  near_poor       int         not null,
  persons         int         not null,
  replaces_id     uuid        references local_list,               -- the list that this one corrects
  recorded_by     text        not null,
  recorded_at     timestamptz not null,
  foreign key (province_code, standard_code) references local_standard (province_code, code)
);
create unique index local_list_first    on local_list (province_code, commune_code, standard_code, review_year) where replaces_id is null;
create unique index local_list_replaced on local_list (replaces_id) where replaces_id is not null;
create index        local_list_place    on local_list (commune_code, review_year);

create table local_list_entry (
  province_code  text     not null,
  commune_code   text     not null,
  list_id        uuid     not null references local_list,
  household_id   uuid     not null,
  local_class    smallint not null check (local_class in (1, 2)),
  national_class smallint not null,
  persons        smallint not null,
  primary key (list_id, household_id)
);

create function refuse_change_of_local_list() returns trigger language plpgsql as $$
begin
  raise exception 'a decided list is immutable; decide a correction' using errcode = '23001';
end $$;
create trigger local_list_is_kept       before update or delete on local_list       for each row execute function refuse_change_of_local_list();
create trigger local_list_entry_is_kept before update or delete on local_list_entry for each row execute function refuse_change_of_local_list();
