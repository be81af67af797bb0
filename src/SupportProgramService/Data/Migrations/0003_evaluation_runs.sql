-- Evaluation of all households by new rules. The cursor commits with what it has passed, so a run that was interrupted goes on where it stood.
create table evaluation_run (
  id                 uuid        not null primary key,
  requested_by       text        not null,
  requested_at       timestamptz not null,
  rule_book          text        not null,
  state              smallint    not null check (state in (1, 2)),         -- 1 running, 2 done
  last_household_id  uuid        not null,
  households         bigint      not null,
  granted            bigint      not null,
  withdrawn          bigint      not null,
  finished_at        timestamptz,
  check ((state = 2) = (finished_at is not null))
);
create unique index evaluation_run_running on evaluation_run (state) where state = 1;
