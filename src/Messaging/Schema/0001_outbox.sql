create schema if not exists messaging;

-- What this service said: appended in the transaction of the state, read by (tx, position), dropped by day. Rows are never updated or deleted.
-- recorded_at is the clock of the insert, not of the transaction: a row never looks older than the transaction id it carries.
create table messaging.outbox_message (
  lane          smallint    not null,
  tx            xid8        not null default pg_current_xact_id(),
  position      bigint      not null generated always as identity,
  recorded_at   timestamptz not null default clock_timestamp(),
  message_id    uuid        not null,
  contract      text        not null,
  subject_id    uuid        not null,
  version       bigint      not null,
  province_code text        not null,
  commune_code  text        not null,
  body          bytea       not null,
  traceparent   text,
  occurred_at   timestamptz not null,
  primary key (lane, tx, position, recorded_at)
) partition by range (recorded_at);

create table messaging.outbox_message_rest partition of messaging.outbox_message default;

-- How far each lane has been confirmed by the broker. The page stays half empty so that the frequent updates stay inside it.
create table messaging.relay_cursor (
  lane        smallint    primary key,
  tx          xid8        not null default '0',
  position    bigint      not null default 0,
  recorded_at timestamptz not null default now()
) with (fillfactor = 50);

insert into messaging.relay_cursor (lane) select generate_series(0, 15);
