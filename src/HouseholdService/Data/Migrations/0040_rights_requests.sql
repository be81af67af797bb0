-- Requests of people about their own data, and the restrictions that follow from them.

create table rights_request (
  province_code      text        not null,
  commune_code       text        not null,
  id                 uuid        not null primary key,
  household_id       uuid        not null,
  member_id          uuid,                                       -- null: the whole household
  kind               text        not null check (kind in ('access', 'correction', 'restriction', 'erasure', 'objection')),
  channel            text        not null,
  requester          text        not null,                       -- personal data: masked when read
  relation           text        not null,
  verified_how       text        not null,
  verified_reference text        not null,
  wish               text        not null,                       -- never leaves the registry
  evidence_reference text,
  evidence_sha256    text check (evidence_sha256 ~ '^[0-9a-f]{64}$'),
  received_on        date        not null,
  received_by        text        not null,
  answer_due_on      date        not null check (answer_due_on >= received_on),
  finish_due_on      date        not null check (finish_due_on >= answer_due_on),
  extension_reason   text,
  state              text        not null check (state in ('received', 'accepted', 'refused', 'done', 'withdrawn')),
  answered_on        date,
  answered_by        text check (answered_by <> received_by),    -- the second person, held by the database too
  answer             text,
  legal_source       text,
  disclosed_at       timestamptz,
  finished_on        date,
  finished_by        text,
  outcome            text,
  check ((answered_on is null) = (answered_by is null) and (answered_on is null) = (answer is null)),
  check (state not in ('accepted', 'refused', 'done') or answered_on is not null),
  check (state <> 'refused' or legal_source is not null),
  check ((state in ('done', 'withdrawn')) = (finished_on is not null))
);
create index rights_request_commune   on rights_request (province_code, commune_code, state, answer_due_on);
create index rights_request_household on rights_request (household_id);

create table processing_restriction (
  province_code text not null,
  commune_code  text not null,
  id            uuid not null primary key,
  household_id  uuid not null,
  member_id     uuid,
  request_id    uuid not null unique references rights_request,
  from_on       date not null,
  recorded_by   text not null,
  ended_on      date check (ended_on >= from_on),
  ended_by      text,
  end_reason    text,
  check ((ended_on is null) = (ended_by is null) and (ended_on is null) = (end_reason is null))
);
create index processing_restriction_now on processing_restriction (household_id) where ended_on is null;
create index processing_restriction_of on processing_restriction (household_id, from_on);
