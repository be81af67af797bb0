create schema if not exists idempotency;

-- One row per answered request that carried a key. The answer is sealed with a key derived from the caller's own Idempotency-Key, of which only a hash
-- is kept: whoever reads this table learns neither the answers (a signing secret, a person) nor how to ask for them again.
create table idempotency.answer (
  caller        text        not null,
  key_hash      bytea       not null,
  request_hash  bytea       not null,
  sealed_answer bytea       not null,
  recorded_at   timestamptz not null,
  expires_at    timestamptz not null,
  primary key (caller, key_hash)
);
create index answer_expiry on idempotency.answer (expires_at);
