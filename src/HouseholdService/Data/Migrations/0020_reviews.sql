-- The review of a commune: cycle, cases with their steps, meetings with votes, postings, objections. Every step of a case is a row that nobody changes.
-- household_id has no foreign key on purpose: a household may be handed over to another province while its case stays with the commune that reviewed it.

create table holiday (
  day         date not null primary key,
  kind        text not null check (kind in ('holiday', 'working-day')),
  name_vi     text not null,
  name_en     text not null,
  legal_basis text not null default '',
  confidence  text not null default ''
);

create table review_rule (
  kind        text not null check (kind in ('annual', 'monthly', 'both')),
  code        text not null,
  valid_from  date not null,
  valid_to    date,
  value       int  not null,
  unit        text not null default '',
  on_breach   text not null check (on_breach in ('refuse', 'mark')),
  name_vi     text not null,
  name_en     text not null,
  legal_basis text not null default '',
  confidence  text not null default '',
  primary key (kind, code, valid_from),
  check (valid_to is null or valid_to >= valid_from)
);

create table review_step_rule (
  kind             text     not null check (kind in ('annual', 'monthly', 'both')),
  step             text     not null,
  ordinal          smallint not null,
  evidence         text[]   not null default '{}',
  without_evidence text     not null check (without_evidence in ('refuse', 'mark')),
  if_skipped       text     not null check (if_skipped in ('refuse', 'mark')),
  actors           text[]   not null default '{}',
  name_vi          text     not null,
  name_en          text     not null,
  valid_from       date     not null,
  valid_to         date,
  legal_basis      text     not null default '',
  confidence       text     not null default '',
  primary key (kind, step, valid_from),
  check (valid_to is null or valid_to >= valid_from)
);

create table review_cycle (
  province_code        text        not null,
  commune_code         text        not null,
  id                   uuid        not null primary key,
  kind                 text        not null check (kind in ('annual', 'monthly')),
  year                 smallint    not null check (year between 2006 and 2100),
  month                smallint    not null check (month between 0 and 12),
  list_year            smallint    not null,
  plan_number          text        not null,
  planned_on           date        not null,
  opens_on             date        not null,
  closes_on            date        not null,
  state                text        not null check (state in ('planned', 'open', 'closed', 'reported', 'locked', 'cancelled')),
  committee_decision   text,
  committee_decided_on date,
  planned_by           text        not null,
  opened_at            timestamptz,
  closed_at            timestamptz,
  report_number        text,
  reported_on          date,
  totals               json,
  locked_at            timestamptz,
  locked_by            text,
  cancel_reason        text,
  check (planned_on <= opens_on and opens_on <= closes_on),
  check ((kind = 'annual') = (month = 0))
);
create unique index review_cycle_one on review_cycle (province_code, commune_code, kind, year, month) where state <> 'cancelled';

create table review_cycle_person (
  province_code text   not null,
  commune_code  text   not null,
  id            uuid   not null primary key,
  cycle_id      uuid   not null references review_cycle,
  role          text   not null check (role in ('committee-head', 'committee-member', 'reviewer')),
  full_name     text   not null,
  position      text   not null default '',
  account       text,
  hamlets       text[] not null default '{}',
  households    uuid[] not null default '{}',
  relatives     uuid[] not null default '{}'                     -- households of the own family
);
create index review_cycle_person_cycle on review_cycle_person (cycle_id);

create table review_case (
  province_code      text        not null,
  commune_code       text        not null,
  id                 uuid        not null primary key,
  cycle_id           uuid        not null references review_cycle,
  household_id       uuid        not null,
  hamlet_name        text        not null,
  state              text        not null,
  origin             text        not null check (origin in ('on-list', 'asked-to-enter', 'asked-to-leave')),
  channel            text,
  started_on         date        not null,
  start_class        smallint check (start_class between 1 and 4),
  passed_screening   boolean,
  review_id          uuid,
  reviewer_id        uuid,
  visited_on         date,
  standard_code      text,                                       -- fixed at the visit
  scoring_version    text,                                       -- fixed at the visit
  scored_class       smallint check (scored_class between 1 and 4),   -- by the score, whatever the meeting says
  class              smallint check (class between 1 and 4),          -- posted and decided
  meeting_id         uuid,
  meeting_agreed     boolean,
  posting_id         uuid,
  posting_round      smallint    not null default 0,
  posted_until       date,
  open_objections    smallint    not null default 0 check (open_objections >= 0),
  decision_number    text,
  decided_on         date,
  outcome            text check (outcome in ('recognised', 'refused', 'withdrawn')),
  certificate_number text,
  irregularities     text[]      not null default '{}',
  steps              smallint    not null,
  last_step          text        not null,
  last_step_on       date        not null,
  last_step_at       timestamptz not null,
  check ((state = 'contested') = (open_objections > 0))
);
create unique index review_case_open on review_case (household_id) where state <> 'closed';
create index        review_case_cycle on review_case (cycle_id, state, id);
create index        review_case_household on review_case (household_id);
create unique index review_case_certificate on review_case (province_code, commune_code, certificate_number) where certificate_number is not null;

create table review_case_step (
  province_code      text        not null,
  commune_code       text        not null,
  case_id            uuid        not null references review_case,
  ordinal            smallint    not null,
  step               text        not null,
  from_state         text,
  to_state           text        not null,
  taken_on           date        not null,
  recorded_at        timestamptz not null,
  actor_id           text        not null,
  evidence_kind      text,
  evidence_reference text,
  evidence_sha256    text check (evidence_sha256 ~ '^[0-9a-f]{64}$'),
  reason             text,
  irregularities     text[]      not null default '{}',
  primary key (case_id, ordinal)
);

create table review_meeting (
  province_code      text        not null,
  commune_code       text        not null,
  id                 uuid        not null primary key,
  cycle_id           uuid        not null references review_cycle,
  hamlet_name        text        not null,
  held_on            date        not null,
  place              text        not null,
  chair              text        not null,
  secretary          text        not null,
  present            int         not null check (present > 0),
  households_invited int         not null check (households_invited >= 0),
  households_present int         not null check (households_present between 0 and households_invited),
  front_present      boolean     not null,
  minutes_reference  text        not null,
  minutes_sha256     text        not null check (minutes_sha256 ~ '^[0-9a-f]{64}$'),
  signatures         text[]      not null,
  irregularities     text[]      not null default '{}',
  recorded_by        text        not null,
  recorded_at        timestamptz not null
);
create index review_meeting_cycle on review_meeting (cycle_id, id);

create table review_meeting_vote (
  province_code  text     not null,
  commune_code   text     not null,
  meeting_id     uuid     not null references review_meeting,
  case_id        uuid     not null references review_case,
  agree          int      not null check (agree >= 0),
  disagree       int      not null check (disagree >= 0),
  scored_class   smallint not null check (scored_class between 1 and 4),
  proposed_class smallint check (proposed_class between 1 and 4),
  is_agreed      boolean  not null,
  reason         text,
  primary key (meeting_id, case_id)
);
create index review_meeting_vote_case on review_meeting_vote (case_id);

create table review_posting (
  province_code   text        not null,
  commune_code    text        not null,
  id              uuid        not null primary key,
  cycle_id        uuid        not null references review_cycle,
  round           smallint    not null check (round in (1, 2)),
  hamlet_name     text,
  places          text[]      not null,
  from_day        date        not null,
  until           date        not null check (until >= from_day),
  proof_reference text,
  proof_sha256    text check (proof_sha256 ~ '^[0-9a-f]{64}$'),
  lines           int         not null,
  posted_by       text        not null,
  recorded_at     timestamptz not null,
  irregularities  text[]      not null default '{}'
);
create index review_posting_cycle on review_posting (cycle_id, id);

create table review_posting_line (
  province_code text     not null,
  commune_code  text     not null,
  posting_id    uuid     not null references review_posting,
  ordinal       int      not null,
  case_id       uuid     not null references review_case,
  head_name     text     not null,                               -- personal data: shown in full while the posting runs, masked afterwards
  hamlet_name   text     not null,
  class         smallint not null check (class between 1 and 4),
  start_class   smallint check (start_class between 1 and 4),
  primary key (posting_id, ordinal)
);
create index review_posting_line_case on review_posting_line (case_id);

create table review_objection (
  province_code      text     not null,
  commune_code       text     not null,
  id                 uuid     not null primary key,
  cycle_id           uuid     not null references review_cycle,
  case_id            uuid     not null references review_case,
  kind               text     not null,
  channel            text     not null,
  objector           text,                                       -- personal data
  text               text     not null,                          -- never leaves the registry
  evidence_reference text,
  received_on        date     not null,
  due_on             date     not null check (due_on >= received_on),
  state              text     not null check (state in ('received', 'triaged', 'upheld', 'rejected', 'dismissed', 'withdrawn')),
  group_name         text,
  priority           smallint check (priority between 1 and 3),
  answer             text,
  answered_on        date,
  answered_by        text,
  check ((state in ('received', 'triaged')) = (answered_on is null))
);
create index review_objection_cycle on review_objection (cycle_id, state, due_on);
create index review_objection_case  on review_objection (case_id);

create function refuse_change_of_review_history() returns trigger language plpgsql as $$
begin
  raise exception 'a step, a vote and a posted line are history; add a new one' using errcode = '23001';
end $$;
create trigger review_case_step_is_kept    before update or delete on review_case_step    for each row execute function refuse_change_of_review_history();
create trigger review_meeting_vote_is_kept before update or delete on review_meeting_vote for each row execute function refuse_change_of_review_history();
create trigger review_posting_line_is_kept before update or delete on review_posting_line for each row execute function refuse_change_of_review_history();
