-- A commune's list of a year: drafted, checked, recognised by decision; immutable from then on. A correction is a new list that names the one it
-- replaces. The list in force for a year is the recognised one that no other recognised list replaces.
--
-- To load recognised lists in bulk: insert the list as 'draft', its entries, then set state 'recognised' with the decision (the triggers below allow that order only).

create table poverty_list (
  province_code            text        not null,
  commune_code             text        not null,
  id                       uuid        not null primary key,
  review_year              smallint    not null,
  standard_code            text        not null,
  state                    text        not null check (state in ('draft', 'recognised')),
  drafted_by               text        not null,                 -- subject of the token; may not recognise
  drafted_at               timestamptz not null,
  replaces_list_id         uuid references poverty_list,
  replaces_decision_number text,
  decision_number          text,
  decided_on               date,
  signer                   text,                                 -- name and title as printed on the decision
  recognised_by            text,
  recognised_at            timestamptz,
  effective_from           date,
  poor_households          int         not null default 0,
  near_poor_households     int         not null default 0,
  average_living_households int        not null default 0,
  escaped_households       int         not null default 0,
  content_hash             text,
  check ((replaces_list_id is null) = (replaces_decision_number is null)),
  check ((state = 'recognised') = (decision_number is not null and decided_on is not null and signer is not null and recognised_by is not null
         and recognised_at is not null and effective_from is not null and content_hash is not null))
);

create unique index poverty_list_draft    on poverty_list (province_code, commune_code, review_year) where state = 'draft';
create unique index poverty_list_original on poverty_list (province_code, commune_code, review_year) where state = 'recognised' and replaces_list_id is null;
create unique index poverty_list_replaced on poverty_list (replaces_list_id) where state = 'recognised';

-- The recognised class is a decision, not a computed field: it is stored with the standard, the answers and the explanation it came from.
create table poverty_list_entry (
  province_code         text     not null,
  commune_code          text     not null,
  list_id               uuid     not null references poverty_list,
  household_id          uuid     not null,
  review_id             uuid,                                    -- null: not reviewed this year (blocks recognition)
  class                 smallint not null check (class between 0 and 4),
  previous_class        smallint check (previous_class between 1 and 4),   -- on the list in force of the year before
  exit_from_class       smallint check (exit_from_class in (1, 2)),
  exit_decided_on       date,                                    -- decision that recognised the exit; set at recognition
  standard_code         text     not null,
  area_type             smallint not null check (area_type in (1, 2)),
  household_code        text,
  hamlet_name           text     not null,
  head_name             text     not null,                       -- as printed on the decision; masked by default when read
  persons               smallint not null,
  adults                smallint not null default 0,             -- 18 years and over on the decision date; set at recognition
  lacks_labour_capacity boolean  not null,
  is_ethnic_minority    boolean  not null,
  has_merit_member      boolean  not null,
  in_difficult_area     boolean  not null,
  answers               json     not null default '{}',          -- snapshot the class was computed from, byte for byte
  explanation           json     not null default '[]',           -- steps of the computation
  primary key (list_id, household_id, province_code),
  foreign key (household_id, province_code) references household (id, province_code)
);
create index poverty_list_entry_household on poverty_list_entry (household_id);

create function refuse_change_of_recognised_list() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' or old.state = 'recognised' then
    raise exception 'a recognised poverty list is immutable; draft a correction' using errcode = '23001';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger poverty_list_is_immutable before update or delete on poverty_list
  for each row execute function refuse_change_of_recognised_list();
create trigger poverty_list_is_kept before truncate on poverty_list
  for each statement execute function refuse_change_of_recognised_list();

create function refuse_change_of_recognised_entry() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE'
     or (tg_op <> 'INSERT' and exists (select from poverty_list l where l.id = old.list_id and l.state = 'recognised'))
     or (tg_op <> 'DELETE' and exists (select from poverty_list l where l.id = new.list_id and l.state = 'recognised')) then
    raise exception 'the entries of a recognised poverty list are immutable; draft a correction' using errcode = '23001';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger poverty_list_entry_is_immutable before insert or update or delete on poverty_list_entry
  for each row execute function refuse_change_of_recognised_entry();
create trigger poverty_list_entry_is_kept before truncate on poverty_list_entry
  for each statement execute function refuse_change_of_recognised_entry();
