-- Where and in which class a household stood, from a day until the day before another; with what came before, so that an area can tell from its own rows how its list moved (reports 2
-- and 3). Always computed from all facts of the household: the order of arrival leaves no mark.
create table class_stay (
  province_code      text     not null,
  commune_code       text     not null,
  household_id       uuid     not null,
  from_day           date     not null,
  until_day          date     check (until_day > from_day),        -- first day on which it is no longer so
  class              smallint not null,                            -- 0: on no list
  persons            integer  not null,
  came_from_province text,                                         -- handed over from another commune on the first day
  came_from_commune  text,
  came_class         smallint not null,                            -- class and persons with which it came
  came_persons       integer  not null,
  went_to_province   text,                                         -- handed over to another commune on until_day
  went_to_commune    text,
  was_poor           boolean  not null,                            -- at any time before the first day
  was_near_poor      boolean  not null,
  primary key (household_id, from_day)
);
create index class_stay_place on class_stay (province_code, commune_code, from_day);

alter table report_layout add column lines text[] not null default '{}';
alter table report_column add column is_printed boolean not null default true;

create function stays_of(households uuid[]) returns setof class_stay language sql stable as $$
  with told as (
    select f.*, count(*) filter (where not f.is_move) over (partition by f.household_id order by f.version) as word
    from recognition_fact f where f.household_id = any(households)
  ), facts as (
    select t.household_id, t.version, t.province_code, t.commune_code, t.effective_on,
           coalesce(max(t.class) filter (where not t.is_move) over said, 0)::smallint as class, coalesce(max(t.persons) filter (where not t.is_move) over said, 0) as persons
    from told t window said as (partition by t.household_id, t.word)
  ), dated as (
    select f.*, max(f.effective_on) over (partition by f.household_id order by f.version) as from_day from facts f
  ), days as (
    -- Of several on one day the last holds.
    select distinct on (d.household_id, d.from_day) d.* from dated d order by d.household_id, d.from_day, d.version desc
  ), steps as (
    select d.*, lag(d.province_code) over w as old_province, lag(d.commune_code) over w as old_commune, coalesce(lag(d.class) over w, 0)::smallint as old_class, coalesce(lag(d.persons) over w, 0) as old_persons,
           lead(d.from_day) over w as until_day, lead(d.province_code) over w as next_province, lead(d.commune_code) over w as next_commune,
           coalesce(bool_or(d.class = 1) over before, false) as was_poor, coalesce(bool_or(d.class = 2) over before, false) as was_near_poor
    from days d window w as (partition by d.household_id order by d.from_day), before as (partition by d.household_id order by d.from_day rows between unbounded preceding and 1 preceding)
  )
  select s.province_code, s.commune_code, s.household_id, s.from_day, s.until_day, s.class, s.persons,
         case when s.old_commune <> s.commune_code then s.old_province end, case when s.old_commune <> s.commune_code then s.old_commune end, s.old_class, s.old_persons,
         case when s.next_commune <> s.commune_code then s.next_province end, case when s.next_commune <> s.commune_code then s.next_commune end, s.was_poor, s.was_near_poor
  from steps s
$$;

insert into class_stay select * from stays_of((select coalesce(array_agg(distinct household_id), '{}') from recognition_fact));

-- What happened to the households of an area between the end of one day and the end of another: each stay in the area once, with the class at its beginning (or with which it came)
-- and at its end (none when it was handed over). By province, moves inside it are none.
create function passages_in(province text, commune text, opening date, closing date, by_province boolean)
returns table (commune_code text, start_class smallint, end_class smallint, is_withdrawn boolean, moved_in boolean, moved_out boolean, was_poor boolean, was_near_poor boolean,
  households bigint, start_persons bigint, end_persons bigint, gained bigint, lost bigint)
language sql stable as $$
  with inside as (
    select s.*, case when by_province then '' else s.commune_code end as area,
           s.from_day > opening and case when by_province then s.came_from_province <> s.province_code else s.came_from_commune is not null end is true as comes,
           coalesce(s.until_day <= closing, false) and case when by_province then s.went_to_province <> s.province_code else s.went_to_commune is not null end is true as goes
    from class_stay s
    where s.province_code = province and (commune is null or s.commune_code = commune) and s.from_day <= closing and (s.until_day is null or s.until_day > opening)
  ), numbered as (
    select i.*, count(*) filter (where i.comes) over (partition by i.household_id, i.area order by i.from_day) as stay from inside i
  ), first as (
    select distinct on (n.household_id, n.area, n.stay) n.* from numbered n order by n.household_id, n.area, n.stay, n.from_day
  ), last as (
    select distinct on (n.household_id, n.area, n.stay) n.* from numbered n order by n.household_id, n.area, n.stay, n.from_day desc
  ), ends as (
    select f.area, case when f.from_day <= opening then f.class when f.comes then f.came_class else 0 end as start_class,
           case when f.from_day <= opening then f.persons when f.comes then f.came_persons else 0 end as start_persons,
           case when l.goes then 0 else l.class end as end_class, case when l.goes then 0 else l.persons end as end_persons, f.comes as moved_in, l.goes as moved_out, f.was_poor, f.was_near_poor
    from first f join last l using (household_id, area, stay)
  )
  select e.area, case when e.start_class in (1, 2) then e.start_class else 0 end::smallint, case when e.end_class in (1, 2) then e.end_class else 0 end::smallint, e.end_class = 0 and not e.moved_out,
         e.moved_in, e.moved_out, e.was_poor, e.was_near_poor, count(*), sum(e.start_persons), sum(e.end_persons), sum(greatest(0, e.end_persons - e.start_persons)), sum(greatest(0, e.start_persons - e.end_persons))
  from ends e where e.start_class in (1, 2) or e.end_class in (1, 2)
  group by 1, 2, 3, 4, 5, 6, 7, 8
$$;
