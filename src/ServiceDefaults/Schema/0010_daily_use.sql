create schema if not exists access;

-- What a caller took out of this service on a day (Viet Nam), by purpose. One small row per caller, purpose and day.
create table access.daily_use (
  caller  text   not null,
  purpose text   not null,
  day     date   not null,
  units   bigint not null,
  primary key (caller, purpose, day)
);
