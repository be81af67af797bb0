-- Reference data: dated rows, loaded by `migrate` from reference/ (idempotent). A code means nothing without a date: codes were reused in 2025.
-- valid_to is inclusive, null = in force; valid_from -infinity = not known (the row may be used for any day up to valid_to).

create table province (
  code        text not null,
  valid_from  date not null,
  valid_to    date,
  name        text not null,
  name_en     text not null default '',
  type        text not null,
  legal_basis text not null default '',
  confidence  text not null default '',
  primary key (code, valid_from),
  check (valid_to is null or valid_to >= valid_from)
);

create table district (
  code          text not null,
  valid_from    date not null,
  valid_to      date,
  name          text not null,
  name_en       text not null default '',
  type          text not null,
  province_code text not null,
  primary key (code, valid_from),
  check (valid_to is null or valid_to >= valid_from)
);

create table commune (
  code          text not null,
  valid_from    date not null,
  valid_to      date,
  name          text not null,
  name_en       text not null default '',
  type          text not null,
  area_type     smallint not null check (area_type in (1, 2)),   -- 1 rural, 2 urban: decides the poverty line, so it is dated too
  province_code text not null,
  district_code text,
  legal_basis   text not null default '',
  confidence    text not null default '',
  primary key (code, valid_from),
  check (valid_to is null or valid_to >= valid_from)
);
create index commune_province on commune (province_code);

-- Which new unit a record of an old unit goes to. is_default_target true: certain without asking for the hamlet.
create table commune_succession (
  old_code          text not null,                 -- '' for an island district without communes: old_district_code says which
  new_code          text not null,
  changed_on        date not null,
  old_district_code text,
  old_province_code text not null,
  new_province_code text not null,
  coverage          text not null,
  is_default_target boolean,                       -- null: somebody must choose by hamlet; false: another row is the default
  split_class       text not null default '',
  note              text not null default '',
  primary key (old_code, new_code, changed_on)
);
create index commune_succession_new on commune_succession (new_code, changed_on);

-- A standard is a set of rules; it is in force in one or more periods, each with its own legal basis (2026 prolongs the standard of 2022).
create table poverty_standard (
  code                   text not null primary key,
  name_vi                text not null,
  name_en                text not null,
  indicator_set          text,                -- null: income only
  points_per_deprivation smallint             -- null: no scoring known
);

create table poverty_standard_period (
  standard_code text not null references poverty_standard,
  valid_from    date not null,
  valid_to      date not null,
  legal_basis   text not null,
  confidence    text not null,
  primary key (standard_code, valid_from),
  check (valid_to >= valid_from)
);

-- First matching rule in order of step decides. "above" is strict, "up_to" and both counts are inclusive; null = no bound.
-- measure 'income': income_* in đồng per person and month, deprivations_* = number of indicators;
-- measure 'points': income_* = points A (B1), deprivations_* = points B (B2).
create table poverty_standard_rule (
  standard_code    text not null references poverty_standard,
  area_type        smallint not null check (area_type in (1, 2)),
  measure          text not null check (measure in ('income', 'points')),
  step             smallint not null,
  class            smallint not null check (class between 1 and 4),
  income_above     bigint,
  income_up_to     bigint,
  deprivations_min int,
  deprivations_max int,
  on_request       boolean not null default false,
  bound_unknown    boolean not null default false,   -- the law's upper bound was not found: such a household stays undetermined
  legal_basis      text not null,
  confidence       text not null,
  primary key (standard_code, area_type, measure, step)
);

create table deprivation_indicator (
  indicator_set  text not null,
  code           text not null primary key,
  ordinal        smallint not null,
  dimension_code text not null,
  dimension_vi   text not null,
  dimension_en   text not null,
  name_vi        text not null,
  name_en        text not null,
  rule_vi        text not null default '',
  rule_en        text not null default '',
  points         smallint,
  legal_basis    text not null default '',
  confidence     text not null,
  unique (indicator_set, ordinal)
);

-- Small code lists: kind = cause | ethnic-group | category | relation | need.
create table code_list_item (
  kind        text not null,
  code        text not null,
  ordinal     smallint not null,
  name_vi     text not null,
  name_en     text not null default '',
  parent_code text,                            -- local causes are counted under the official code named here
  synonyms    text[] not null default '{}',    -- other spellings that lists use
  tags        text[] not null default '{}',    -- cause: local, restricted; ethnic-group: minority; category: its kind
  legal_basis text not null default '',
  confidence  text not null default '',
  primary key (kind, code)
);

-- Single figures of the law: numbers of months, days of the year as month * 100 + day.
create table legal_term (
  code        text not null,
  valid_from  date not null,
  valid_to    date,
  value       int  not null,
  name_vi     text not null,
  name_en     text not null,
  legal_basis text not null,
  confidence  text not null,
  primary key (code, valid_from)
);
