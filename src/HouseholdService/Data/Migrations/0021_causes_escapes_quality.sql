-- Causes, needs and commitments of households; households expected to escape; quality samples of reviews.

create table local_cause (
  province_code text    not null,
  code          text    not null,
  valid_from    date    not null,
  valid_to      date,
  name_vi       text    not null,
  name_en       text    not null default '',
  parent_code   text    not null,                                -- official code under which it is counted
  is_restricted boolean not null,
  legal_basis   text    not null,
  recorded_by   text    not null,
  primary key (province_code, code, valid_from),
  check (valid_to is null or valid_to >= valid_from)
);

create table household_cause (
  province_code text    not null,
  commune_code  text    not null,
  id            uuid    not null primary key,
  household_id  uuid    not null,
  cause_code    text    not null,
  is_main       boolean not null,
  is_restricted boolean not null,                                -- judges a person: own scope, with a reason, never leaves the registry
  reason        text,
  recorded_on   date    not null,
  recorded_by   text    not null,
  ended_on      date,
  check (not is_restricted or (reason is not null and not is_main))
);
create unique index household_cause_now  on household_cause (household_id, cause_code) where ended_on is null;
create unique index household_cause_main on household_cause (household_id) where ended_on is null and is_main;

create table needs_assessment (
  province_code text        not null,
  commune_code  text        not null,
  id            uuid        not null primary key,
  household_id  uuid        not null,
  assessed_on   date        not null,
  assessor      text        not null,
  workers       smallint check (workers between 0 and 99),
  circumstances text,
  assets        text,
  skills        text,
  wishes        text,
  needs         text[]      not null default '{}',
  recorded_by   text        not null,
  recorded_at   timestamptz not null
);
create index needs_assessment_household on needs_assessment (household_id, assessed_on);

create table household_commitment (
  province_code text not null,
  commune_code  text not null,
  id            uuid not null primary key,
  household_id  uuid not null,
  case_id       uuid references review_case,
  made_on       date not null,
  text          text not null,
  due_on        date check (due_on >= made_on),
  state         text not null check (state in ('open', 'kept', 'broken')),
  judged_on     date,
  note          text,
  recorded_by   text not null,
  check ((state = 'open') = (judged_on is null))
);
create index household_commitment_household on household_commitment (household_id, made_on);

create table expected_escape_list (
  province_code   text        not null,
  commune_code    text        not null,
  id              uuid        not null primary key,
  year            smallint    not null check (year between 2006 and 2100),
  version         smallint    not null,
  state           text        not null check (state in ('draft', 'frozen')),
  households      int         not null,
  decision_number text,
  decided_on      date,
  drafted_by      text        not null,
  drafted_at      timestamptz not null,
  unique (province_code, commune_code, year, version),
  check ((state = 'frozen') = (decision_number is not null and decided_on is not null))
);
create unique index expected_escape_list_draft on expected_escape_list (province_code, commune_code, year) where state = 'draft';

create table expected_escape (
  province_code text    not null,
  commune_code  text    not null,
  list_id       uuid    not null references expected_escape_list,
  household_id  uuid    not null,
  hamlet_name   text    not null,
  reason        text    not null,
  is_confirmed  boolean not null,
  primary key (list_id, household_id)
);

create function refuse_change_of_frozen_expectation() returns trigger language plpgsql as $$
begin
  if (tg_op <> 'INSERT' and exists (select from expected_escape_list l where l.id = old.list_id and l.state = 'frozen'))
     or (tg_op <> 'DELETE' and exists (select from expected_escape_list l where l.id = new.list_id and l.state = 'frozen')) then
    raise exception 'a frozen list of expected escapes is immutable; draft a new version' using errcode = '23001';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger expected_escape_is_kept before insert or update or delete on expected_escape
  for each row execute function refuse_change_of_frozen_expectation();

create table quality_sample (
  province_code text        not null,
  commune_code  text        not null,
  id            uuid        not null primary key,
  cycle_id      uuid        not null references review_cycle,
  seed          bigint      not null,
  size          int         not null check (size > 0),
  population    int         not null check (population >= size),
  drawn_by      text        not null,
  drawn_at      timestamptz not null,
  unique (cycle_id, seed)
);

create table quality_visit (
  province_code text     not null,
  commune_code  text     not null,
  sample_id     uuid     not null references quality_sample,
  case_id       uuid     not null references review_case,
  stratum       text     not null,
  start_class   smallint check (start_class between 1 and 4),
  decided_class smallint not null check (decided_class between 1 and 4),
  found_class   smallint check (found_class between 1 and 4),
  visited_on    date,
  visitor       text,
  note          text,
  primary key (sample_id, case_id)
);
