-- Households, members and reviews. Area codes are those of the household's commune today and lead every row; ids are UUID version 7 made by the
-- application (household ids of one file ascend, so that the B-trees grow at their right edge). LIST partitions by province: ensure_province('15').
--
-- HOW AN IMPORT FINDS A HOUSEHOLD AGAIN
--   1. with a household code: (province_code, commune_code, code)                                     -> unique index household_code
--   2. without: (commune_code, head_search, hamlet_search, head_birth_key), first among rows without a code -> unique index household_unnamed,
--      then among rows with one (index household_head; take it only when exactly one matches)
--   A member is found again inside its household: by identity_mark, else by (name_search, birth_year, birth_date), else by ordinal.
--   A review is found again by (household_id, review_year, reviewed_on): equal answers change nothing, other answers replace them.
--   The same file again must change nothing: compare with `is distinct from` and bump version only where something differs.
--
-- version counts events of the household (SubjectVersion): each event about it takes version + 1, in the same transaction.

create table household (
  province_code          text        not null,
  commune_code           text        not null,
  id                     uuid        not null,
  code                   text,                                   -- household code on the commune's lists, trimmed, upper case
  hamlet_name            text        not null default '',        -- thôn, bản, ấp, tổ dân phố
  hamlet_search          text        not null default '',        -- SearchName.Of(hamlet_name)
  head_name              text        not null,                   -- personal data: masked by default
  head_search            text        not null,                   -- SearchName.Of(head_name)
  head_birth_key         int         not null default 0,         -- yyyymmdd; yyyy0000 when only the year is known; 0 unknown
  area_type              smallint    not null check (area_type in (1, 2)),   -- 1 rural, 2 urban, by the type of the commune on the day of the last review
  ethnic_group_code      text        not null default '99',      -- of the head; 01 Kinh, 99 unknown
  persons                smallint    not null check (persons between 1 and 99),
  has_merit_member       boolean     not null default false,
  is_indigenous_minority boolean     not null default false,
  lacks_labour_capacity  boolean     not null default false,
  in_difficult_area      boolean     not null default false,     -- especially difficult commune or hamlet
  telephone              bytea,                                  -- sealed (AES-256-GCM) for this household
  telephone_mark         bytea check (octet_length(telephone_mark) = 17),    -- key number and HMAC-SHA256 of the telephone
  address                text,
  version                bigint      not null default 1,
  recorded_at            timestamptz not null default now(),
  changed_at             timestamptz not null default now(),
  primary key (id, province_code),
  check ((telephone is null) = (telephone_mark is null))
) partition by list (province_code);

create unique index household_code    on household (province_code, commune_code, code) where code is not null;
create unique index household_unnamed on household (province_code, commune_code, head_search, hamlet_search, head_birth_key) where code is null;
create index        household_head    on household (commune_code, head_search, hamlet_search);

create table member (
  province_code     text     not null,
  commune_code      text     not null,
  id                uuid     not null,
  household_id      uuid     not null,
  ordinal           smallint not null,                           -- order on the list, from 1; the head is usually 1
  full_name         text     not null,
  name_search       text     not null,                           -- SearchName.Of(full_name)
  sex               smallint check (sex in (1, 2)),              -- 1 man, 2 woman, null not stated
  birth_year        smallint,
  birth_date        date,                                        -- null when only the year is known
  ethnic_group_code text     not null default '99',
  relation_code     text     not null default 'other',           -- code_list_item kind relation; 'head' once per household
  identity_number   bytea,                                       -- 12 or 9 digits, sealed (AES-256-GCM) for this member
  identity_mark     bytea check (octet_length(identity_mark) = 17),          -- key number and HMAC-SHA256 of the number: the same in every province
  occupation        text,
  left_on           date,                                        -- no longer in the household since; null = lives in it
  primary key (id, province_code),
  foreign key (household_id, province_code) references household (id, province_code),
  check ((identity_number is null) = (identity_mark is null))
) partition by list (province_code);

create unique index member_household on member (household_id, ordinal, province_code) where left_on is null;

-- One person is in one household of the whole country: what a partitioned table cannot promise by itself.
-- Kept in step with member.identity_mark of members that live in a household (insert on conflict do nothing; zero rows = a double).
create table person_key (
  province_code   text not null,
  commune_code    text not null,
  identity_mark   bytea not null primary key check (octet_length(identity_mark) = 17),
  member_id       uuid not null,
  household_id    uuid not null
);
create index person_key_household on person_key (household_id);

-- The answers of one review. There is no class here on purpose: a class is computed from (answers, area type, standard) every time.
create table review (
  province_code           text        not null,
  commune_code            text        not null,
  id                      uuid        not null,
  household_id            uuid        not null,
  review_year             smallint    not null check (review_year between 2006 and 2100),
  reviewed_on             date        not null,
  area_type               smallint    not null check (area_type in (1, 2)),  -- on the day of the review
  standard_code           text        not null,                  -- standard whose form was filled in: its points and indicators
  income_vnd              bigint check (income_vnd between 0 and 1000000000),  -- per person and month, where it was stated
  income_points           smallint check (income_points between 0 and 1000),   -- points A (B1), where scored
  deprivation_points      smallint check (deprivation_points between 0 and 1000), -- points B (B2), where scored
  deprived_indicators     text[],                                -- codes of missed indicators, sorted; {} none missed; null not answered
  requests_average_living boolean     not null default false,    -- farm household that asked to be recognised as of average living
  causes                  text[]      not null default '{}',     -- code_list_item kind cause
  needs                   text[]      not null default '{}',     -- code_list_item kind need
  stated_class            smallint check (stated_class between 1 and 4),  -- what the workbook claims; only compared, never used
  stated_change           text,                                  -- what the workbook claims: new | relapsed | still
  reviewer                text,
  note                    text,                                  -- of the commune; never sent on
  import_id               uuid,
  recorded_at             timestamptz not null default now(),
  primary key (id, province_code),
  foreign key (household_id, province_code) references household (id, province_code)
) partition by list (province_code);

create unique index review_household on review (household_id, review_year, reviewed_on, province_code);

create table household_rest partition of household default;
create table member_rest    partition of member    default;
create table review_rest    partition of review    default;

-- Gives a province its own partitions; run by `migrate` for every province that has communes today. Doing it twice changes nothing.
create function ensure_province(code text) returns void language plpgsql as $$
declare
  kind text;
begin
  if code !~ '^[0-9]{2}$' then
    raise exception 'province code % has not two digits', code using errcode = '22023';
  end if;
  foreach kind in array array['household', 'member', 'review'] loop
    if to_regclass(format('%s_p%s', kind, code)) is null then
      execute format('create table %I partition of %I for values in (%L)', format('%s_p%s', kind, code), kind, code);
    end if;
  end loop;
end $$;

-- All residents of a commune in a year: the denominator of every official rate.
create table area_population (
  province_code text        not null,
  commune_code  text        not null,
  year          smallint    not null check (year between 2006 and 2100),
  households    int         not null check (households between 0 and 10000000),
  persons       int         not null check (persons >= households),
  recorded_on   date        not null,
  recorded_by   text        not null,
  recorded_at   timestamptz not null default now(),
  version       bigint      not null default 1,
  primary key (province_code, commune_code, year)
);
