-- Reports answer "how many on that date" from movements, not from a snapshot: a recognised class adds on its day and takes away the class before it.
create table area_unit (
  code          text    not null,
  valid_from    date    not null,
  valid_to      date,
  name          text    not null,
  province_code text    not null,
  is_province   boolean not null,
  primary key (code, valid_from)
);
create index area_unit_province on area_unit (province_code, valid_from) where not is_province;

create table report_layout (
  report_id   integer not null,
  valid_from  date    not null,
  valid_to    date,
  title_vi    text    not null,
  title_en    text    not null,
  legal_basis text    not null,
  confidence  text    not null,
  primary key (report_id, valid_from)
);

create table report_column (
  report_id   integer not null,
  number      integer not null,
  valid_from  date    not null,
  valid_to    date,
  group_vi    text    not null,
  heading_vi  text    not null,
  heading_en  text    not null,
  measure     text,
  numerator   integer,
  denominator integer,
  primary key (report_id, number, valid_from)
);

-- Every recognition ever told, per household and version. Events may come late or out of order; what a household adds to the movements is
-- always computed from all its versions, so the order of arrival leaves no mark.
create table recognition_fact (
  household_id  uuid     not null,
  version       bigint   not null,
  province_code text     not null,
  commune_code  text     not null,
  effective_on  date     not null,
  class         smallint not null,
  persons       integer  not null,
  primary key (household_id, version)
);

-- Households and persons that enter (+) or leave (-) a class on a day. A few hundred rows per commune and decade: a report is a short sum.
create table class_movement (
  province_code text     not null,
  commune_code  text     not null,
  moved_on      date     not null,
  class         smallint not null,
  households    bigint   not null,
  persons       bigint   not null,
  primary key (province_code, commune_code, moved_on, class)
);

create table area_population (
  province_code text    not null,
  commune_code  text    not null,
  year          integer not null,
  version       bigint  not null,
  recorded_on   date    not null,
  households    integer not null,
  persons       integer not null,
  primary key (province_code, commune_code, year)
);

create table recognised_list (
  list_id             uuid    primary key,
  province_code       text    not null,
  commune_code        text    not null,
  version             bigint  not null,
  review_year         integer not null,
  decision_number     text    not null,
  decided_on          date    not null,
  replaces_decision   text,
  standard_code       text    not null,
  poor                integer not null,
  near_poor           integer not null,
  average_living      integer not null,
  escaped             integer not null,
  content_hash        text    not null
);
create index recognised_list_commune on recognised_list (province_code, commune_code, decided_on);

-- What a household adds to the movements: for each version, it leaves the class before and enters the new one, on the version's day but never
-- before the day of the version before it (a later decision does not rewrite what was reported for earlier days).
create function movements_of(households uuid[])
returns table (province_code text, commune_code text, moved_on date, class smallint, households bigint, persons bigint)
language sql stable as $$
  with ordered as (
    select f.*, max(f.effective_on) over (partition by f.household_id order by f.version) as moved_on
    from recognition_fact f where f.household_id = any(households)
  ), steps as (
    select o.*, lag(o.province_code) over w as old_province, lag(o.commune_code) over w as old_commune,
           lag(o.class) over w as old_class, lag(o.persons) over w as old_persons
    from ordered o window w as (partition by o.household_id order by o.version)
  )
  select s.province_code, s.commune_code, s.moved_on, s.class, 1::bigint, s.persons::bigint from steps s where s.class > 0
  union all
  select s.old_province, s.old_commune, s.moved_on, s.old_class, -1::bigint, -s.old_persons::bigint from steps s where s.old_class > 0
$$;
