-- Months of the trail that were ended by rule. An ending is signed with the key of the seals, chained, and copied outside; which entries it took and a digest over them stay,
-- as do the digests beside the seals, so that what is gone by rule can be told from what was removed. Only the owner adds one and takes a month away, never the service.
create table audit.ending (
  number    bigint      primary key,
  month     date        not null unique check (month = date_trunc('month', month)),
  entries   bigint      not null check (entries >= 0),
  digest    bytea       not null check (octet_length(digest) = 32),
  parts     text        not null,
  rules     text        not null check (rules <> ''),
  months    int         not null check (months > 0),
  on_day    date        not null check (on_day > month + interval '1 month'),
  previous  bytea       not null,
  ended_at  timestamptz not null,
  key_id    text        not null,
  signature bytea       not null
);

create function audit.refuse_ending_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit.ending is append-only' using errcode = '42501';
end $$;
create trigger ending_is_append_only before update or delete or truncate on audit.ending
  for each statement execute function audit.refuse_ending_change();
