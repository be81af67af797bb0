-- A role is a set of scopes from one day to another; a grant gives it to a client in one area for a time.
create table role (
  code        text   not null,
  valid_from  date   not null,
  valid_to    date,
  name_vi     text   not null,
  name_en     text   not null,
  scopes      text[] not null,
  legal_basis text,
  confidence  text   not null check (confidence in ('H', 'M', 'L')),
  primary key (code, valid_from),
  check (valid_to >= valid_from)
);

create table role_grant (
  id            uuid        primary key,
  client_id     uuid        not null references client (id),
  role_code     text        not null,
  province_code text,
  commune_code  text,
  nationwide    boolean     not null,
  valid_from    date        not null,
  valid_to      date,
  granted_by    text        not null,
  granted_at    timestamptz not null,
  revoked_at    timestamptz,
  check (num_nonnulls(province_code, commune_code, nullif(nationwide, false)) = 1),
  check (valid_to >= valid_from)
);
create index role_grant_client on role_grant (client_id) where revoked_at is null;
