-- Points of the scoring forms, loaded by a province from the act; one table for a form, a region and a time.
create table point_table (
  id            uuid        not null primary key,
  province_code text        not null,
  standard_code text        not null,
  form          text        not null,
  region        text        not null,
  valid_from    date        not null,
  valid_to      date        not null,
  is_sample     boolean     not null,
  legal_basis   text        not null,
  confidence    text        not null check (confidence in ('H', 'M', 'L')),
  items         jsonb       not null,
  recorded_by   text        not null,
  recorded_at   timestamptz not null,
  check (valid_to >= valid_from)
);
create unique index point_table_begins on point_table (province_code, standard_code, form, region, valid_from);

-- A province's own, higher standard. It never decides who is poor in the country: it has its own classes and its own list.
create table local_standard (
  province_code      text        not null,
  code               text        not null,
  valid_from         date        not null,
  valid_to           date        not null,
  name_vi            text        not null,
  name_en            text        not null default '',
  standard_code      text        not null,               -- national standard that it stands above, and whose form it reads
  rural_poor_up_to   bigint      not null,               -- đồng per person and month
  rural_near_up_to   bigint      not null,
  urban_poor_up_to   bigint      not null,
  urban_near_up_to   bigint      not null,
  rural_points_up_to int,                                -- points A that stand for the rural near line, where the province says so
  urban_points_up_to int,
  deprivations_min   int         not null,               -- fewest missed indicators of a poor household
  legal_basis        text        not null,
  recorded_by        text        not null,
  recorded_at        timestamptz not null,
  primary key (province_code, code),
  check (valid_to >= valid_from)
);
