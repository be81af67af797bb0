-- A grant of single households of a commune instead of the commune: for bodies outside the State's hierarchy, which see nothing else of it.
alter table role_grant
  add column households uuid[] not null default '{}',
  add constraint role_grant_households check (cardinality(households) = 0 or (commune_code is not null and cardinality(households) <= 40));
