-- What partners are told, in the order in which it became certain: appended in the transaction of the inbox, read by (tx, position) and only below the oldest
-- running transaction, dropped by day. Rows are never updated or deleted.
create table feed_event (
  province_code text        not null,
  commune_code  text        not null,
  tx            xid8        not null default pg_current_xact_id(),
  position      bigint      not null generated always as identity,
  recorded_on   date        not null default (clock_timestamp() at time zone 'UTC')::date,
  event_id      uuid        not null,
  type          text        not null,
  subject_id    uuid        not null,
  version       bigint      not null,
  occurred_at   timestamptz not null,
  traceparent   text,
  data          jsonb       not null,
  primary key (tx, position, recorded_on)
) partition by range (recorded_on);

create table feed_event_rest partition of feed_event default;
create index feed_event_id on feed_event (event_id);
create index feed_event_time on feed_event (occurred_at);

-- Names the history that cursors point into. A new row (runbook: restore) tells every reader that positions may have changed their meaning.
create table feed_epoch (
  epoch      uuid        primary key default gen_random_uuid(),
  started_at timestamptz not null default clock_timestamp(),
  reason     text        not null
);
insert into feed_epoch (reason) values ('created');

-- The epoch together with what the server itself knows: another cluster (restored from a dump) or another timeline (recovered, promoted) is another history.
create function feed_history() returns bytea
language sql stable as $$
  select substring(sha256(convert_to(concat_ws('/',
    (select epoch from feed_epoch order by started_at desc limit 1),
    (select system_identifier from pg_control_system()),
    left(pg_walfile_name(pg_current_wal_lsn()), 8)), 'UTF8')) for 8)
$$;

create function ensure_feed_day(day date) returns void
language plpgsql as $$
declare
  part    text := format('feed_event_%s', to_char(day, 'YYYYMMDD'));
  columns text;
begin
  if to_regclass(part) is not null then
    return;
  end if;
  execute format('create table %I (like feed_event including defaults including constraints)', part);
  select string_agg(quote_ident(attname), ', ' order by attnum) into columns
    from pg_attribute where attrelid = 'feed_event'::regclass and attnum > 0 and not attisdropped;
  -- Rows that came before their day's partition existed sit in the default one and would forbid the attachment.
  execute format('with moved as (delete from feed_event_rest where recorded_on = %L returning %s) insert into %I (%s) select %s from moved',
                 day, columns, part, columns, columns);
  execute format('alter table feed_event attach partition %I for values from (%L) to (%L)', part, day, day + 1);
end $$;

-- Makes the days ahead and drops the days past; the number of days dropped.
create function keep_feed_days(ahead integer, kept integer) returns integer
language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
declare
  today   date := (now() at time zone 'UTC')::date;
  part    record;
  dropped integer := 0;
begin
  if not pg_try_advisory_xact_lock(hashtext('partner.keep_feed_days')) then
    return 0;
  end if;
  set local lock_timeout = '3s';
  for days in -1..ahead loop
    perform ensure_feed_day(today + days);
  end loop;
  for part in
    select c.relname, to_date(right(c.relname, 8), 'YYYYMMDD') as day
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'feed_event'::regclass and c.relname ~ '_[0-9]{8}$'
  loop
    if part.day < today - kept then
      execute format('drop table %I', part.relname);
      dropped := dropped + 1;
    end if;
  end loop;
  return dropped;
end $$;

select keep_feed_days(14, 400);

-- A partner's word that an event has arrived.
create table feed_acknowledgement (
  event_id     uuid        not null,
  client_id    text        not null,
  received_at  timestamptz not null,
  primary key (event_id, client_id)
);
