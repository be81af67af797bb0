-- Replays of stored events to one queue, asked for by an operator.
create table messaging.replay (
  id           uuid        primary key,
  queue        text        not null,
  contract     text        not null,
  from_day     date        not null,
  to_day       date        not null,
  state        text        not null,
  sent         bigint      not null default 0,
  reason       text        not null,
  requested_by text        not null,
  requested_at timestamptz not null,
  changed_at   timestamptz not null,
  check (state in ('queued', 'running', 'done', 'cancelled', 'failed')),
  check (from_day <= to_day)
);
