create schema if not exists audit;

create table audit.entry (
  id            uuid        not null,
  recorded_at   timestamptz not null,
  actor_id      text        not null,
  client_id     text        not null,
  agency_id     text,
  roles         text[]      not null default '{}',
  action        text        not null,
  subject_kind  text        not null,
  subject_id    uuid        not null,
  province_code text,
  commune_code  text,
  purpose       text,
  trace_id      text,
  position      bigint generated always as identity,
  tx            xid8        not null default pg_current_xact_id(),
  primary key (id, recorded_at)
) partition by range (recorded_at);

create table audit.entry_rest partition of audit.entry default;
create index entry_subject on audit.entry (subject_id, recorded_at);

create function audit.ensure_month(month date) returns void
language plpgsql as $$
declare
  first date := date_trunc('month', month);
  name  text := format('entry_%s', to_char(first, 'YYYY_MM'));
begin
  if to_regclass('audit.' || name) is null then
    execute format('create table audit.%I partition of audit.entry for values from (%L) to (%L)',
                   name, first::timestamptz, (first + interval '1 month')::timestamptz);
  end if;
end $$;

-- Several years ahead: the service's own role must never need to create a table to be able to write its trail.
select audit.ensure_month((date '2026-01-01' + make_interval(months => m))::date) from generate_series(0, 83) m;

-- The trail is append-only for everybody who is not the owner.
create function audit.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit.entry is append-only' using errcode = '42501';
end $$;
create trigger entry_is_append_only before update or delete or truncate on audit.entry
  for each statement execute function audit.refuse_change();
