-- Officers as persons. Of a person nothing is kept but a name to sign in with; who is behind it is known to the body that asked for the account.
create table account (
  id                  uuid        primary key,
  user_name           text        not null unique check (user_name ~ '^[a-z][a-z0-9.-]{2,63}$'),
  province_code       text,
  password_hash       text,
  password_changed_at timestamptz,
  totp_secret         bytea,
  totp_confirmed_at   timestamptz,
  totp_last_step      bigint,
  one_time_hash       bytea,
  one_time_until      timestamptz,
  disabled_at         timestamptz,
  created_at          timestamptz not null,
  created_by          text        not null,
  is_sample           boolean     not null default false
);

-- An account of an outside identity provider that stands for an account here.
create table external_login (
  issuer     text        not null,
  subject    text        not null,
  account_id uuid        not null references account (id),
  linked_at  timestamptz not null,
  linked_by  text        not null,
  primary key (issuer, subject)
);
create index external_login_account on external_login (account_id);

create table recovery_code (
  account_id uuid        not null references account (id),
  code_hash  bytea       not null,
  used_at    timestamptz,
  primary key (account_id, code_hash)
);

create table officer_session (
  id            uuid        primary key,
  account_id    uuid        not null references account (id),
  way           text        not null check (way in ('password', 'external')),
  second_factor boolean     not null,
  started_at    timestamptz not null,
  last_seen_at  timestamptz not null,
  ended_at      timestamptz,
  ended_by      text
);
create index officer_session_account on officer_session (account_id, started_at desc);

-- Attempts are counted for names, whether an account of that name exists or not: the answer tells nobody which names exist.
create table sign_in_attempt (
  name_hash  bytea       primary key,
  failures   integer     not null,
  last_at    timestamptz not null,
  wait_until timestamptz
);

-- Two administrators take a second factor away: one asks, another one agrees.
create table second_factor_reset (
  id           uuid        primary key,
  account_id   uuid        not null references account (id),
  reason       text        not null,
  requested_by text        not null,
  requested_at timestamptz not null,
  decided_by   text,
  decided_at   timestamptz,
  check (decided_by is distinct from requested_by)
);
create unique index second_factor_reset_open on second_factor_reset (account_id) where decided_at is null;

-- Keys with which cookies and forms are protected, sealed with the storage key.
create table protection_key (
  name     text  primary key,
  document bytea not null
);
