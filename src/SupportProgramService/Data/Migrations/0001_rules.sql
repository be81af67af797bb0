-- Rules as rows, loaded by `migrate` from reference/programmes. A rule version, once a grant rests on it, never changes what it decides.

create table programme (
  code                text     not null,
  rule_version        text     not null,
  name_vi             text     not null,
  name_en             text     not null,
  kind                text     not null,
  delivered_by        text     not null,
  target              text     not null,
  evaluation          smallint not null check (evaluation in (1, 2)),   -- 1 automatic, 2 on application
  cap_vnd             bigint   check (cap_vnd > 0),
  cap_unit            text     not null,
  cap_note            text     not null,
  max_term_months     int      check (max_term_months > 0),
  term_note           text     not null,
  grace_note          text     not null,
  overdue_factor      numeric,
  documents           text     not null,
  bank_programme_code text     not null,
  application_note_vi text     not null,
  application_note_en text     not null,
  legal_basis         text     not null,
  valid_from          date,                                             -- null: not known
  valid_to            date,                                             -- inclusive
  confidence          text     not null,
  source_note         text     not null,
  primary key (code, rule_version)
);

create table programme_rule (
  programme_code text not null,
  rule_version   text not null,
  step           int  not null,
  code           text not null,
  condition      text not null,
  argument       text not null,
  decided_by     text not null,
  text_vi        text not null,
  text_en        text not null,
  legal_basis    text not null,
  confidence     text not null,
  primary key (programme_code, rule_version, step),
  foreign key (programme_code, rule_version) references programme on delete cascade
);

create table base_rate (
  ordinal      int     not null primary key,
  basis_points numeric not null check (basis_points >= 0),
  valid_from   date,
  valid_to     date,
  legal_basis  text    not null,
  confidence   text    not null
);

create table programme_rate (
  ordinal            int     not null primary key,
  programme_code     text    not null,
  beneficiary_group  text    not null,
  multiple           numeric check (multiple >= 0),
  fixed_basis_points numeric check (fixed_basis_points >= 0),
  valid_from         date,
  valid_to           date,
  legal_basis        text    not null,
  confidence         text    not null,
  check ((multiple is null) <> (fixed_basis_points is null))
);

-- One row. Running services compare the revision and compile the rules again when it has risen.
create table rule_book (
  id        int         not null primary key check (id = 1),
  revision  bigint      not null,
  hash      text        not null,
  loaded_at timestamptz not null
);
