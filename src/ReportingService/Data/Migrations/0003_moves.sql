-- A household that another commune took over keeps the class on which it stands: it leaves the figures of one area and enters those of the other on the day of the move.
alter table recognition_fact add column is_move boolean not null default false;

create or replace function movements_of(households uuid[])
returns table (province_code text, commune_code text, moved_on date, class smallint, households bigint, persons bigint)
language sql stable as $$
  with told as (
    select f.*, count(*) filter (where not f.is_move) over (partition by f.household_id order by f.version) as word
    from recognition_fact f where f.household_id = any(households)
  ), facts as (
    select t.household_id, t.version, t.province_code, t.commune_code, t.effective_on,
           coalesce(max(t.class) filter (where not t.is_move) over said, 0)::smallint as class, coalesce(max(t.persons) filter (where not t.is_move) over said, 0) as persons
    from told t window said as (partition by t.household_id, t.word)
  ), ordered as (
    select f.*, max(f.effective_on) over (partition by f.household_id order by f.version) as moved_on from facts f
  ), steps as (
    select o.*, lag(o.province_code) over w as old_province, lag(o.commune_code) over w as old_commune,
           lag(o.class) over w as old_class, lag(o.persons) over w as old_persons
    from ordered o window w as (partition by o.household_id order by o.version)
  )
  select s.province_code, s.commune_code, s.moved_on, s.class, 1::bigint, s.persons::bigint from steps s where s.class > 0
  union all
  select s.old_province, s.old_commune, s.moved_on, s.old_class, -1::bigint, -s.old_persons::bigint from steps s where s.old_class > 0
$$;
