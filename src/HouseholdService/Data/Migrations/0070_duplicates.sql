-- Suspected duplicates: dated weights, searches that run in the background, candidates with what was decided about them.

create table duplicate_weight (
  code       text not null,
  points     int  not null check (points between -1000 and 1000),
  name_vi    text not null,
  name_en    text not null,
  valid_from date not null,
  valid_to   date,
  primary key (code, valid_from)
);

create table duplicate_search (
  province_code    text        not null,
  commune_code     text        not null,
  id               uuid        not null primary key,
  reach            text        not null check (reach in ('commune', 'province', 'country')),
  state            text        not null check (state in ('queued', 'running', 'done', 'cancelled', 'failed')),
  requested_by     text        not null,
  requested_at     timestamptz not null,
  started_at       timestamptz,
  ended_at         timestamptz,
  attempts         smallint    not null default 0,
  cancel_requested boolean     not null default false,
  steps_done       smallint    not null default 0,             -- of the steps below, done
  steps            smallint    not null default 4,             -- three ways of looking, then writing
  compared         bigint      not null default 0,             -- pairs of persons that were compared
  found            int         not null default 0,             -- pairs of households that are suspected
  failure          text
);
create unique index duplicate_search_open on duplicate_search (commune_code) where state in ('queued', 'running');

-- A pair of households, the lesser id first. The area is that of the first one; who may not see both, does not see the pair.
create table duplicate_candidate (
  province_code        text        not null,
  commune_code         text        not null,
  id                   uuid        not null primary key,
  first_household_id   uuid        not null,
  second_household_id  uuid        not null,
  second_province_code text        not null,
  second_commune_code  text        not null,
  search_id            uuid        not null,
  points               int         not null,
  persons              smallint    not null,                    -- members of the first household that match one of the second
  reasons              text[]      not null,                    -- codes of duplicate_weight, of the best pair of members
  state                text        not null check (state in ('open', 'settled', 'gone')),
  verdict              text        check (verdict in ('different', 'same-household', 'same-person')),
  reason               text,
  settled_by           text,
  settled_at           timestamptz,
  found_at             timestamptz not null,
  unique (first_household_id, second_household_id),
  check ((state = 'settled') = (verdict is not null))
);
create index duplicate_candidate_area   on duplicate_candidate (commune_code, state, id);
create index duplicate_candidate_second on duplicate_candidate (second_household_id);

-- Every decision about a candidate, and every reopening; nobody changes or removes one.
create table duplicate_decision (
  province_code text        not null,
  commune_code  text        not null,
  candidate_id  uuid        not null references duplicate_candidate,
  ordinal       smallint    not null,
  verdict       text        check (verdict in ('different', 'same-household', 'same-person')),    -- null: reopened
  reason        text        not null,
  decided_by    text        not null,
  decided_at    timestamptz not null,
  primary key (candidate_id, ordinal)
);
