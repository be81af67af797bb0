-- Public keys of machine partners with their dates; those in use are copied into the client's key set.
create table client_key (
  client_id     uuid        not null references client (id),
  key_id        text        not null,
  jwk           text        not null,
  registered_at timestamptz not null,
  registered_by text        not null,
  expires_on    date        not null,
  retired_at    timestamptz,
  primary key (client_id, key_id)
);
create index client_key_expiry on client_key (expires_on) where retired_at is null;
