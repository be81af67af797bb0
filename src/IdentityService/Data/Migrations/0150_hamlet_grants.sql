-- A grant of single hamlets of a commune instead of the commune. The registry numbers hamlets; the issuer keeps what was granted and knows no names.
alter table role_grant
  add column hamlets text[] not null default '{}',
  add constraint role_grant_hamlets check (cardinality(hamlets) = 0 or (commune_code is not null and cardinality(households) = 0 and cardinality(hamlets) <= 20));
