-- What a role may delegate, where it holds and what it demands is data of the role.
alter table role
  add column area_levels         text[]  not null default '{nationwide,province,commune}',
  add column needs_second_factor boolean not null default false,
  add column delegates           text[]  not null default '{}';

create table incompatible_role (
  role        text not null,
  other_role  text not null,
  reason_vi   text not null,
  reason_en   text not null,
  valid_from  date not null,
  valid_to    date,
  legal_basis text,
  confidence  text not null check (confidence in ('H', 'M', 'L')),
  primary key (role, other_role, valid_from)
);

-- The body that holds a role of the State. It moves by a new row; grants keep their dates, so history stays.
create table role_body (
  role        text not null,
  body_vi     text not null,
  body_en     text not null,
  valid_from  date not null,
  valid_to    date,
  legal_basis text,
  confidence  text not null check (confidence in ('H', 'M', 'L')),
  primary key (role, valid_from)
);

-- Enough of the administrative units to tell which commune lies in which province on a day.
create table area (
  code          text not null,
  province_code text not null,
  valid_from    date not null,
  valid_to      date,
  primary key (code, province_code, valid_from)
);

-- A grant belongs to a client or to an officer's account; a commune grant remembers the province of that day.
alter table role_grant
  alter column client_id drop not null,
  add column account_id       uuid references account (id),
  add column commune_province text,
  add column revoked_by       text,
  add column reason           text,
  add constraint role_grant_subject check (num_nonnulls(client_id, account_id) = 1);
create index role_grant_account on role_grant (account_id) where revoked_at is null;
