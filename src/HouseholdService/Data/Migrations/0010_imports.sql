-- Imports of workbooks: jobs with their files, what was found in them, and staging.
--
-- A job is run by whoever holds the session advisory lock of its id; the lock dies with the session, so a job whose service was killed is taken up again by
-- itself. Reading starts anew then (the file is stored); merging goes on with the first chunk that is not merged: chunk, events, audit and mark are one commit.

create schema import;

-- Columns that officers' lists have, with their headings; loaded by `migrate` from reference/workbook/columns.csv.
create table import.workbook_column (
  field       text     not null primary key,
  ordinal     smallint not null,
  heading_vi  text     not null,
  heading_en  text     not null default '',
  group_vi    text     not null default '',
  synonyms    text[]   not null default '{}',
  required    text     not null default '',
  kind        text     not null default '',
  meaning     text     not null default '',
  valid_from  date     not null,
  valid_to    date
);

create table import.job (
  id               uuid        not null primary key,
  province_code    text        not null,
  commune_code     text        not null,
  year             smallint    not null,
  reviewed_on      date        not null,
  on_faults        text        not null check (on_faults in ('reject', 'skip')),
  file_name        text        not null,
  file_kind        text        not null check (file_kind in ('xlsx', 'csv')),
  file_bytes       bigint      not null,
  file_sha256      bytea       not null,
  state            text        not null default 'queued'
                   check (state in ('queued', 'reading', 'checking', 'merging', 'done', 'refused', 'cancelled', 'failed')),
  cancel_requested boolean     not null default false,
  slot             smallint    check (slot between 1 and 4),     -- staging tables that hold its rows, while it runs
  attempts         smallint    not null default 0,
  failure          text,                                         -- type of the exception that ended it; never its text
  actor_id         text        not null,
  client_id        text        not null,
  agency_id        text,
  roles            text[]      not null,
  traceparent      text,
  requested_at     timestamptz not null,
  started_at       timestamptz,
  ended_at         timestamptz,
  rows_read        int         not null default 0,
  rows_expected    int,
  households       int         not null default 0,               -- in the file
  members          int         not null default 0,
  households_faulty    int     not null default 0,               -- not taken
  households_added     int     not null default 0,
  households_changed   int     not null default 0,
  households_unchanged int     not null default 0,
  reviews_recorded     int     not null default 0,
  faults           int         not null default 0,
  repairs          int         not null default 0,
  notices          int         not null default 0
);
create index job_commune on import.job (commune_code, year, requested_at);
create index job_active  on import.job (requested_at) where state in ('queued', 'reading', 'checking', 'merging');
create unique index job_slot on import.job (slot) where slot is not null;
-- One import of a commune at a time: households are matched against what is there.
create unique index job_one_per_commune on import.job (commune_code) where state in ('reading', 'checking', 'merging');

-- The file as it came, in pieces, each sealed for its place: kept with who sent it and when, readable by every instance that has the keys.
create table import.file_part (
  job_id uuid  not null references import.job,
  part   int   not null,
  bytes  bytea not null,
  primary key (job_id, part)
);
alter table import.file_part alter column bytes set storage external;

-- What was found. The value as typed and the arguments of its text are personal data: sealed, and only here.
create table import.finding (
  job_id        uuid     not null references import.job,
  sheet_no      smallint not null,                               -- -1: the file as a whole
  row_no        int      not null,
  column_no     smallint not null,                               -- -1: the row as a whole
  position      bigint   not null generated always as identity,
  province_code text     not null,
  commune_code  text     not null,
  level         smallint not null check (level between 1 and 3), -- 1 fault, 2 repair, 3 notice
  code          text     not null,
  sheet         text     not null,
  heading       text,
  content       bytea,                                           -- sealed; null when there is neither value nor argument
  household     int      not null default 0,                     -- ordinal in the file
  primary key (job_id, sheet_no, row_no, column_no, position)
);

create table import.chunk (
  job_id       uuid not null references import.job,
  from_ordinal int  not null,
  to_ordinal   int  not null,
  merged_at    timestamptz,
  added        int  not null default 0,                          -- households new to the registry
  changed      int  not null default 0,                          -- found again, something differs
  unchanged    int  not null default 0,
  reviews      int  not null default 0,
  primary key (job_id, from_ordinal)
);

-- Staging: four sets of tables, one for each job that runs. They are unlogged: after a crash of the server they are empty, and the job reads its file again.
do $$
begin
  for slot in 1..4 loop
    execute format($table$
      create unlogged table import.staged_household_%1$s (
        ordinal                 int      not null,
        household_id            uuid     not null,               -- new, or that of the household found again
        review_id               uuid     not null,
        is_known                boolean  not null default false,
        has_fault               boolean  not null,
        changes                 smallint not null default 0,     -- of a known household: 1 size or area, 2 other facts, 4 members, 8 review
        sheet_no                smallint not null,
        first_row               int      not null,
        last_row                int      not null,
        code                    text,
        hamlet_name             text     not null,
        hamlet_search           text     not null,
        head_name               text     not null,
        head_search             text     not null,
        head_birth_key          int      not null,
        ethnic_group_code       text     not null,
        persons                 smallint not null,
        has_merit_member        boolean,                         -- null: the list does not say
        is_indigenous_minority  boolean,
        lacks_labour_capacity   boolean,
        in_difficult_area       boolean,
        telephone               bytea,
        telephone_mark          bytea,
        sealed_for              uuid,                            -- household for which the telephone is sealed
        address                 text,
        reviewed_on             date     not null,
        income_vnd              bigint,
        income_points           smallint,
        deprivation_points      smallint,
        deprived_indicators     text[],
        requests_average_living boolean  not null,
        causes                  text[]   not null,
        needs                   text[]   not null,
        stated_class            smallint,
        stated_change           text,
        reviewer                text,
        class                   smallint not null
      ) with (autovacuum_enabled = off);
      create index on import.staged_household_%1$s (ordinal);
      create index on import.staged_household_%1$s (household_id);
      create unlogged table import.staged_member_%1$s (
        household_ordinal int      not null,
        ordinal           smallint not null,
        member_id         uuid     not null,
        is_known          boolean  not null default false,
        row_no            int      not null,
        full_name         text     not null,
        name_search       text     not null,
        sex               smallint,
        birth_year        smallint,
        birth_date        date,
        ethnic_group_code text     not null,
        relation_code     text     not null,
        identity_number   bytea,
        identity_mark     bytea,
        sealed_for        uuid,                                  -- member for which the number is sealed
        occupation        text
      ) with (autovacuum_enabled = off);
      create index on import.staged_member_%1$s (household_ordinal);
    $table$, slot);
  end loop;
end $$;
