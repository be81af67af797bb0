create table webhook_endpoint (
  id                    uuid        primary key,
  client_id             text        not null,
  agency_id             text,
  url                   text        not null,
  description           text        not null,
  types                 text[]      not null,
  communes              text[]      not null,
  area_provinces        text[]      not null,
  area_communes         text[]      not null,
  area_nationwide       boolean     not null,
  state                 text        not null check (state in ('Active', 'Paused', 'Disabled')),
  state_reason          text,
  state_changed_at      timestamptz not null,
  created_at            timestamptz not null,
  sealed_secret         bytea       not null,
  sealed_old_secret     bytea,
  old_secret_until      timestamptz,
  cursor                text        not null,
  consecutive_failures  integer     not null default 0,
  closed_until          timestamptz,
  last_success_at       timestamptz,
  last_failure_at       timestamptz,
  last_fault            text
);
create index webhook_endpoint_client on webhook_endpoint (client_id, id);

-- One bell to ring at one endpoint. due_at is the next attempt while waiting, and the end of the lease while sending: a sender that died is overtaken then.
create table webhook_delivery (
  id              uuid        primary key,
  endpoint_id     uuid        not null references webhook_endpoint (id) on delete cascade,
  event_id        uuid        not null,
  event_type      text        not null,
  subject_id      uuid        not null,
  occurred_at     timestamptz not null,
  traceparent     text,
  state           text        not null check (state in ('Waiting', 'Sending', 'Delivered', 'Exhausted')),
  attempts        integer     not null default 0,
  due_at          timestamptz not null,
  lease           uuid,
  last_status     integer,
  last_fault      text,
  last_attempt_at timestamptz,
  created_at      timestamptz not null,
  finished_at     timestamptz,
  unique (endpoint_id, event_id)
);
create index webhook_delivery_due on webhook_delivery (endpoint_id, due_at) where state in ('Waiting', 'Sending');
create index webhook_delivery_list on webhook_delivery (endpoint_id, id);
create index webhook_delivery_finished on webhook_delivery (finished_at) where finished_at is not null;
