alter table audit.entry
  add column on_behalf_of text,
  add column before_hash  bytea,                                 -- digests of the subject, never its content
  add column after_hash   bytea;

-- The order in which entries are sealed.
create index entry_order on audit.entry (tx, position);

-- A seal closes the entries up to a place in the order: the Merkle root over their digests, chained to the seal before and signed with a key that is not
-- in this database. Places and digests of the entries are kept (48 bytes each), to name the very row that was changed; the signature covers them by the root.
create table audit.seal (
  number         bigint      primary key,
  first_tx       xid8        not null,
  first_position bigint      not null,
  last_tx        xid8        not null,
  last_position  bigint      not null,
  entries        int         not null check (entries > 0),
  root           bytea       not null,
  previous       bytea       not null,
  sealed_at      timestamptz not null,
  key_id         text        not null,
  signature      bytea       not null,
  leaves         bytea       not null
);
alter table audit.seal alter column leaves set storage external;

create function audit.refuse_seal_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit.seal is append-only' using errcode = '42501';
end $$;
create trigger seal_is_append_only before update or delete or truncate on audit.seal
  for each statement execute function audit.refuse_seal_change();

-- The months ahead, with the owner's rights: the service's own role makes no tables.
create function audit.keep_months(ahead integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform audit.ensure_month((current_date + make_interval(months => m))::date) from generate_series(0, ahead) m;
end $$;
revoke execute on function audit.ensure_month(date), audit.keep_months(integer) from public;
