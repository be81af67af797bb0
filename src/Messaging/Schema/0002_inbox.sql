-- What a consumer has done already. The day is part of the id (UUID version 7), so one id always meets the same partition and the key finds every repetition.
create table messaging.inbox_message (
  consumer    text        not null,
  message_id  uuid        not null,
  received_at timestamptz not null default now(),
  primary key (consumer, message_id)
) partition by range (message_id);

create table messaging.inbox_message_rest partition of messaging.inbox_message default;

-- Events whose handling waits for something that has not arrived yet.
create table messaging.parked_message (
  consumer    text        not null,
  message_id  uuid        not null,
  missing     text        not null,
  attempts    integer     not null default 1,
  parked_at   timestamptz not null default now(),
  due_at      timestamptz not null,
  traceparent text,
  body        bytea       not null,
  primary key (consumer, message_id)
);

create index parked_message_due on messaging.parked_message (due_at);
