-- The primary key is what refuses a replay, however many instances answer at once.
create table used_assertion (
  client_id  text        not null,
  token_id   text        not null,
  expires_at timestamptz not null,
  primary key (client_id, token_id)
);
create index used_assertion_expiry on used_assertion (client_id, expires_at);
