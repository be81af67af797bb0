-- What everybody may see: the year's figures of a province, published once, with small numbers hidden when they were published. Hidden values are not stored here.
create table disclosure_rule (
  code        text    not null,
  valid_from  date    not null,
  valid_to    date,
  value       integer not null check (value > 0),
  name_vi     text    not null,
  name_en     text    not null,
  legal_basis text    not null,
  confidence  text    not null,
  primary key (code, valid_from)
);

create table publication (
  province_code text        not null,
  year          integer     not null,
  id            uuid        not null unique,
  as_of         date        not null,
  threshold     integer     not null,
  published_at  timestamptz not null,
  published_by  text        not null,
  primary key (province_code, year)                              -- once: a second version beside the first would tell what both hide
);

create table public_number (
  province_code text     not null,
  year          integer  not null,
  ordinal       integer  not null,
  area_code     text     not null,
  area_name     text     not null,
  measure       text     not null,
  value         bigint,
  is_hidden     boolean  not null check (not is_hidden or value is null),
  primary key (province_code, year, ordinal),
  foreign key (province_code, year) references publication
);

create function refuse_change_of_publication() returns trigger language plpgsql as $$
begin
  raise exception 'published figures stay as they were published' using errcode = '23001';
end $$;
create trigger publication_is_kept   before update or delete on publication   for each row execute function refuse_change_of_publication();
create trigger public_number_is_kept before update or delete on public_number for each row execute function refuse_change_of_publication();
