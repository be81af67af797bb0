-- Postings of lists of provinces' own standards, apart from those of reviews. Like the list they hold no names: whose household it is is asked of the registry, while the posting runs.
create table local_list_posting (
  province_code   text        not null,
  commune_code    text        not null,
  id              uuid        not null primary key,
  list_id         uuid        not null references local_list,
  hamlet_name     text,                                            -- null: the whole commune
  places          text[]      not null check (cardinality(places) > 0),
  from_day        date        not null,
  until           date        not null check (until >= from_day),
  proof_reference text,
  proof_sha256    text check (proof_sha256 ~ '^[0-9a-f]{64}$'),
  irregularities  text[]      not null default '{}',
  posted_by       text        not null,
  recorded_at     timestamptz not null
);
create index local_list_posting_list on local_list_posting (list_id, id);
create trigger local_list_posting_is_kept before update or delete on local_list_posting for each row execute function refuse_change_of_local_list();

-- Who saw a household is asked by every paper on which it stands.
create index local_list_entry_household on local_list_entry (household_id);
