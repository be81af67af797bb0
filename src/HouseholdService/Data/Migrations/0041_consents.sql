-- What needs a person's own yes, and who said it. A consent is never edited but for its withdrawal.

create table consent_kind (
  code        text     not null,
  valid_from  date     not null,
  valid_to    date,
  about       text     not null check (about in ('household', 'person', 'either')),
  months      smallint not null check (months between 1 and 120),
  name_vi     text     not null,
  name_en     text     not null,
  text_vi     text     not null,
  text_en     text     not null,
  legal_basis text     not null,
  confidence  text     not null,
  primary key (code, valid_from),
  check (valid_to is null or valid_to >= valid_from)
);

create table consent (
  province_code        text        not null,
  commune_code         text        not null,
  id                   uuid        not null primary key,
  household_id         uuid        not null,
  member_id            uuid,                                     -- null: the household
  kind_code            text        not null,
  given_on             date        not null,
  until                date        not null check (until >= given_on),
  obtained             text        not null check (obtained in ('paper-form', 'electronic', 'voice-recorded')),
  form_reference       text        not null,
  form_sha256          text check (form_sha256 ~ '^[0-9a-f]{64}$'),
  given_by             text        not null,                     -- personal data
  relation             text        not null,
  witness              text,                                     -- personal data
  taken_by             text        not null,
  recorded_at          timestamptz not null,
  withdrawn_on         date check (withdrawn_on >= given_on),
  withdrawal_reference text,
  withdrawn_by         text,
  withdrawn_at         timestamptz,
  check ((withdrawn_on is null) = (withdrawn_by is null) and (withdrawn_on is null) = (withdrawal_reference is null) and (withdrawn_on is null) = (withdrawn_at is null))
);
create index consent_household on consent (household_id, kind_code);

create function refuse_change_of_consent() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.withdrawn_on is not null
     or (to_jsonb(old) - '{withdrawn_on,withdrawal_reference,withdrawn_by,withdrawn_at}'::text[]) is distinct from (to_jsonb(new) - '{withdrawn_on,withdrawal_reference,withdrawn_by,withdrawn_at}'::text[]) then
    raise exception 'a consent is history: withdraw it, or record a new one' using errcode = '23001';
  end if;
  return new;
end $$;
create trigger consent_is_kept before update or delete on consent for each row execute function refuse_change_of_consent();
