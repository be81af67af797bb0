create schema probe;

-- The producer's truth: what was decided.
create table probe.decision (
  event_id   uuid primary key,
  subject_id uuid   not null,
  version    bigint not null,
  unique (subject_id, version)
);

create table probe.subject (
  id      uuid primary key,
  version bigint not null
);

-- The consumer's effect. No key on purpose: a second effect of one event must be visible, not refused.
create table probe.effect (
  position   bigint generated always as identity primary key,
  event_id   uuid   not null,
  subject_id uuid   not null,
  version    bigint not null
);

create table probe.known (
  id uuid primary key
);

-- The read model: newest version of a subject, and how many events went into it.
create table probe.newest (
  subject_id uuid   primary key,
  version    bigint not null,
  level      integer not null,
  events     bigint not null
);

-- What came back to the producer: the second hop.
create table probe.answer (
  event_id   uuid   not null,
  subject_id uuid   not null,
  version    bigint not null
);
