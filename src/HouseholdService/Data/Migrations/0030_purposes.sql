-- Purposes for which personal data may be used, with their ground in the law; loaded by `migrate` from reference/privacy/purposes.csv.
create table processing_purpose (
  code             text    not null,
  valid_from       date    not null,
  valid_to         date,
  name_vi          text    not null,
  name_en          text    not null,
  legal_basis      text    not null check (legal_basis in ('public-duty', 'consent', 'vital-interest')),
  legal_source     text    not null,
  roles            text[]  not null,
  requires_consent boolean not null,
  requires_reason  boolean not null,
  confidence       text    not null,
  primary key (code, valid_from)
);
