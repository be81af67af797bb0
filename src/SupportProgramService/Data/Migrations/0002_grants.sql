-- A household's place and newest version: the small table that is one for the whole country, because an event may come from a province the household
-- has just moved to. Everything that grows with time stands in tables partitioned by province.
create table household (
  province_code text   not null,
  commune_code  text   not null,
  id            uuid   not null primary key,
  version       bigint not null,
  revision      int    not null,
  due_on        date                                   -- first day on which time alone can change the answer
);
create index household_due   on household (due_on) where due_on is not null;
create index household_place on household (province_code, commune_code);

-- What decisions recognised, as told by the registry; kept, so that an earlier day can be answered with the facts of that day.
create table recognition (
  province_code                text     not null,
  commune_code                 text     not null,
  household_id                 uuid     not null,
  version                      bigint   not null,
  is_withdrawn                 boolean  not null,
  list_id                      uuid     not null,
  review_year                  int      not null,
  decision_number              text     not null,
  decided_on                   date     not null,
  effective_from               date     not null,
  effective_to                 date,
  class                        smallint not null,
  area_type                    smallint not null,
  exit_decided_on              date,
  exit_from_class              smallint,
  persons                      int      not null,
  adult_members                int      not null,
  has_labour_capacity          boolean  not null,
  is_ethnic_minority           boolean  not null,
  has_merit_member             boolean  not null,
  is_especially_difficult_area boolean  not null,
  primary key (household_id, version, province_code)
) partition by list (province_code);

create table support_grant (
  province_code         text        not null,
  commune_code          text        not null,
  id                    uuid        not null,
  household_id          uuid        not null,
  programme_code        text        not null,
  version               bigint      not null,
  state                 smallint    not null check (state in (1, 2)),      -- 1 granted, 2 withdrawn
  rule_version          text        not null,
  household_class       smallint    not null,
  list_id               uuid        not null,
  decision_number       text        not null,
  decided_on            date        not null,
  valid_from            date        not null,
  valid_to              date,
  cap_vnd               bigint,
  interest_basis_points numeric,
  max_term_months       int,
  reasons               text[]      not null,
  withdrawn_on          date,
  changed_at            timestamptz not null,
  primary key (id, province_code),
  check ((state = 2) = (withdrawn_on is not null))
) partition by list (province_code);
create unique index support_grant_household on support_grant (household_id, programme_code, province_code);
create index support_grant_commune on support_grant (commune_code, programme_code, state);

create table recognition_rest   partition of recognition   default;
create table support_grant_rest partition of support_grant default;

-- Gives a province its own partitions; run by `migrate` for every province of today. Doing it twice changes nothing.
create function ensure_province(code text) returns void language plpgsql as $$
declare
  kind text;
begin
  if code !~ '^[0-9]{2}$' then
    raise exception 'province code % has not two digits', code using errcode = '22023';
  end if;
  foreach kind in array array['recognition', 'support_grant'] loop
    if to_regclass(format('%s_p%s', kind, code)) is null then
      execute format('create table %I partition of %I for values in (%L)', format('%s_p%s', kind, code), kind, code);
    end if;
  end loop;
end $$;
