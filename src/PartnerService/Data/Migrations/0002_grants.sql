-- The present state of each grant, built from events. A grant may move to another commune: the id is the key, the area is what it says now.
create table eligibility_grant (
  province_code              text        not null,
  commune_code               text        not null,
  id                         uuid        primary key,
  version                    bigint      not null,
  granted_version            bigint,
  state                      text        not null check (state in ('Granted', 'Withdrawn')),
  household_id               uuid        not null,
  programme_code             text        not null,
  rule_version               text        not null,
  reasons                    text[]      not null,
  household_class            text,
  list_id                    uuid,
  decision_number            text,
  decided_on                 date,
  valid_from                 date,
  valid_to                   date,
  cap_vnd                    bigint,
  interest_basis_points      numeric,
  max_term_months            integer,
  withdrawn_on               date,
  withdrawal_decision_number text,
  event_id                   uuid        not null,
  replaces_event_id          uuid,
  changed_at                 timestamptz not null
);
create index eligibility_grant_household on eligibility_grant (household_id);

-- What a grant's details say about the household beyond the grant itself. No name, no number, no ethnic group, no points.
create table household (
  province_code               text    not null,
  commune_code                text    not null,
  id                          uuid    primary key,
  version                     bigint  not null,
  is_recognised               boolean not null,
  class                       text    not null,
  previous_class              text,
  exit_decided_on             date,
  exit_from_class             text,
  standard_code               text,
  area_type                   text,
  list_id                     uuid,
  review_year                 integer,
  decision_number             text,
  decided_on                  date,
  replaces_decision_number    text,
  has_labour_capacity         boolean,
  has_merit_member            boolean,
  is_preferential_group       boolean,
  is_especially_difficult_area boolean
);

-- On which ground, for what and how confidentially details are shared; dated, loaded from reference/partners.
create table sharing_ground (
  code           text not null,
  valid_from     date not null,
  valid_to       date,
  legal_basis    text not null,
  purpose_vi     text not null,
  purpose_en     text not null,
  classification text not null,
  confidence     text not null,
  primary key (code, valid_from)
);
