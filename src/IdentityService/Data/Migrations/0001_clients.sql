-- The tables of the authorization server, under our names.
create table client (
  id                        uuid         primary key,
  client_id                 varchar(100) unique,
  client_secret             text,
  client_type               varchar(50),
  application_type          varchar(50),
  consent_type              varchar(50),
  display_name              text,
  display_names             text,
  json_web_key_set          text,
  permissions               text,
  post_logout_redirect_uris text,
  properties                text,
  redirect_uris             text,
  requirements              text,
  settings                  text,
  concurrency_token         varchar(50),
  agency_id                 varchar(35)  check (agency_id ~ '^[A-Z][0-9]{2}(\.[0-9A-Z]+)*$'),
  is_sample                 boolean      not null default false
);

create table client_authorization (
  id                uuid primary key,
  application_id    uuid references client (id),
  concurrency_token varchar(50),
  creation_date     timestamptz,
  properties        text,
  scopes            text,
  status            varchar(50),
  subject           varchar(400),
  type              varchar(50)
);
create index client_authorization_application on client_authorization (application_id, status, subject, type);

create table client_token (
  id                uuid primary key,
  application_id    uuid references client (id),
  authorization_id  uuid references client_authorization (id),
  concurrency_token varchar(50),
  creation_date     timestamptz,
  expiration_date   timestamptz,
  payload           text,
  properties        text,
  redemption_date   timestamptz,
  reference_id      varchar(100) unique,
  status            varchar(50),
  subject           varchar(400),
  type              varchar(150)
);
create index client_token_application on client_token (application_id, status, subject, type);
create index client_token_authorization on client_token (authorization_id);

create table client_scope (
  id                uuid primary key,
  concurrency_token varchar(50),
  description       text,
  descriptions      text,
  display_name      text,
  display_names     text,
  name              varchar(200) unique,
  properties        text,
  resources         text
);
