-- Which rows of an imported file went to which household; no content of the rows.
create table import.placed_row (
  province_code text     not null,
  commune_code  text     not null,
  job_id        uuid     not null,
  household_id  uuid     not null,
  sheet_no      smallint not null,                                 -- from 0
  first_row     int      not null,                                 -- as the spreadsheet numbers it
  last_row      int      not null,
  outcome       text     not null check (outcome in ('added', 'changed', 'unchanged')),
  primary key (job_id, household_id)
);
create index placed_row_household on import.placed_row (household_id);
