-- The smallest version 7 id of a day (UTC).
create function messaging.first_id(day date) returns uuid
language sql immutable as $$
  select (lpad(to_hex((extract(epoch from day::timestamp) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Makes the partition of a day; rows that reached the default partition before it existed move into it.
create function messaging.ensure_part(parent text, day date, low text, high text, part_column text) returns void
language plpgsql as $$
declare
  part text := format('%s_%s', parent, to_char(day, 'YYYYMMDD'));
  columns text;
begin
  if to_regclass('messaging.' || part) is not null then
    return;
  end if;
  execute format('create table messaging.%I (like messaging.%I including defaults including constraints)', part, parent);
  select string_agg(quote_ident(attname), ', ' order by attnum) into columns
    from pg_attribute where attrelid = ('messaging.' || parent)::regclass and attnum > 0 and not attisdropped;
  execute format('with moved as (delete from messaging.%I where %I >= %L and %I < %L returning %s) insert into messaging.%I (%s) select %s from moved',
                 parent || '_rest', part_column, low, part_column, high, columns, part, columns, columns);
  execute format('alter table messaging.%I attach partition messaging.%I for values from (%L) to (%L)', parent, part, low, high);
end $$;

create function messaging.ensure_day(day date) returns void
language plpgsql as $$
begin
  perform messaging.ensure_part('outbox_message', day, format('%s 00:00:00+00', day), format('%s 00:00:00+00', day + 1), 'recorded_at');
  perform messaging.ensure_part('inbox_message', day, messaging.first_id(day)::text, messaging.first_id(day + 1)::text, 'message_id');
end $$;

-- Makes the days ahead and drops the days past. The inbox outlives the outbox by two days: whatever can be replayed can be recognised.
-- The owner's rights: the service's own role needs none on the tables' definitions.
create function messaging.keep_days(ahead integer, kept integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  today   date := (now() at time zone 'UTC')::date;
  part    record;
  dropped integer := 0;
begin
  if not pg_try_advisory_xact_lock(hashtext('messaging.keep_days')) then
    return 0;
  end if;
  set local lock_timeout = '3s';
  for offset_days in -1..ahead loop
    perform messaging.ensure_day(today + offset_days);
  end loop;
  for part in
    select c.relname, p.relname as parent, to_date(right(c.relname, 8), 'YYYYMMDD') as day
    from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent join pg_namespace n on n.oid = p.relnamespace
    where n.nspname = 'messaging' and p.relname in ('outbox_message', 'inbox_message') and c.relname ~ '_[0-9]{8}$'
  loop
    if part.day < today - kept - (case part.parent when 'inbox_message' then 2 else 0 end) then
      execute format('drop table messaging.%I', part.relname);
      dropped := dropped + 1;
    end if;
  end loop;
  return dropped;
end $$;

select messaging.keep_days(7, 30);
