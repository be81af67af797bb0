-- What the national population database answered about members: the outcome, never the data of the answer.
create table population_check (
  province_code  text        not null,
  commune_code   text        not null,
  id             uuid        not null primary key,
  household_id   uuid        not null,
  member_id      uuid        not null,
  outcome        text        not null check (outcome in ('matches', 'differs', 'not-found', 'unavailable')),
  differing      text[]      not null default '{}',
  procedure_code text        not null,
  asked_by       text        not null,
  asked_at       timestamptz not null
);
create index population_check_household on population_check (household_id, id);
