-- Households of communes whose successor the State's table names for certain: an officer of the province has them taken over in the background. Each goes by a hand-over of its
-- own that bears the id of the move, as by a choice for a hamlet.
create table unit_move (
  province_code     text        not null,                          -- of the new communes
  commune_code      text        not null,                          -- empty: a whole province
  id                uuid        not null primary key,
  changed_on        date        not null,                          -- first day of the new communes
  state             text        not null check (state in ('queued', 'running', 'done', 'undo-queued', 'undoing', 'undone', 'failed')),
  households        int         not null default 0,                -- found when it began
  moved             int         not null default 0,
  waiting           int         not null default 0,                -- could not go yet, with reasons in unit_move_wait
  taken_back        int         not null default 0,
  reason            text        not null,
  evidence          text        not null,
  requested_by      text        not null,
  requested_at      timestamptz not null,
  started_at        timestamptz,
  ended_at          timestamptz,
  attempts          smallint    not null default 0,
  failure           text,
  undo_requested_by text,
  undo_requested_at timestamptz,
  undo_reason       text,
  undo_evidence     text,
  check ((state in ('undo-queued', 'undoing', 'undone')) <= (undo_requested_by is not null))
);
create unique index unit_move_open  on unit_move (province_code, changed_on) where state in ('queued', 'running', 'undo-queued', 'undoing');
create index        unit_move_place on unit_move (province_code, id);

create table unit_move_wait (
  province_code text not null,
  commune_code  text not null,                                     -- the new commune
  move_id       uuid not null references unit_move,
  household_id  uuid not null,
  code          text not null,                                     -- of the refusal, with its words
  vi            text not null,
  en            text not null,
  primary key (move_id, household_id)
);

-- What a move took over goes back by a hand-over of its own, which names the one it takes back.
alter table household_hand_over add column takes_back_id uuid references household_hand_over;
create unique index household_hand_over_taken_back on household_hand_over (takes_back_id) where takes_back_id is not null and state = 'accepted';
