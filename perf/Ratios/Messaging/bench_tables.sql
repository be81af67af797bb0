create schema bench;

create table bench.effect (
  id         uuid   primary key,
  subject_id uuid   not null,
  version    bigint not null,
  decided_on date   not null,
  persons    int    not null
);

create table bench.newest (
  subject_id uuid   primary key,
  version    bigint not null,
  persons    int    not null
);
