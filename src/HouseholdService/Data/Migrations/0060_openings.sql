-- A household of another commune, opened by an officer with a written reason for a time. The row carries the household's area, not the officer's: that commune and its
-- province see who opened what, and may end it.
create table household_opening (
  province_code text        not null,
  commune_code  text        not null,
  id            uuid        primary key,
  household_id  uuid        not null,
  opened_by     text        not null,
  roles         text[]      not null,
  opened_from   text[]      not null,                            -- areas of the officer, as codes
  reason        text        not null,
  opened_at     timestamptz not null,
  open_until    timestamptz not null,
  ended_at      timestamptz,
  ended_by      text,
  end_reason    text,
  check (open_until >= opened_at),
  check (num_nonnulls(ended_at, ended_by, end_reason) in (0, 3))
);
create index household_opening_officer on household_opening (opened_by, household_id) where ended_at is null;
create index household_opening_area    on household_opening (commune_code, id);
