-- Support that households may ask for now, as the support service told it: it holds a household's data until it ends.

create table open_support (
  province_code  text   not null,
  commune_code   text   not null,
  grant_id       uuid   not null primary key,
  household_id   uuid   not null,
  programme_code text   not null,
  version        bigint not null,                               -- of the grant: an older event changes nothing
  is_open        boolean not null,
  valid_to       date                                            -- last day, where the grant has one
);
create index open_support_household on open_support (household_id) where is_open;
