-- Erasing one household (or person) takes its rows out of the stored files that brought it, and leaves those of the others: the service reads every file of the communes
-- in which the household was, writes it anew without the rows, and seals that in its place. What was sent is known by its digest for good (file_sha256); each rewriting
-- is a line here with the digests before and after, and the certificate under which it happened.

alter table import.job
  add column redacted_at timestamptz,                           -- last rewriting; null: the file is kept as it came
  add column kept_sha256 bytea,                                 -- of what is kept since; null with redacted_at: nobody could read it as a list, so it was dropped as a whole
  add column kept_kind   text check (kept_kind in ('xlsx', 'csv')),
  add column kept_bytes  bigint;

create table import.redaction (
  province_code  text        not null,
  commune_code   text        not null,
  id             uuid        not null primary key,
  job_id         uuid        not null references import.job,
  certificate_id uuid        not null references erasure_certificate,
  rows           int         not null check (rows >= 0),         -- of the file, emptied
  findings       int         not null check (findings >= 0),     -- whose content was taken away
  before_sha256  bytea       not null,
  after_sha256   bytea,                                          -- null: dropped as a whole
  redacted_at    timestamptz not null,
  unique (job_id, certificate_id)
);
create index redaction_certificate on import.redaction (certificate_id);
create trigger redaction_is_kept before update or delete on import.redaction for each row execute function refuse_change_of_certificate();

-- Takes the pieces of a file away and the content of findings, so that the file is written anew in the same transaction; under a certificate of this transaction only. The
-- file may lie in another commune than the household today: the owner's right, which is bound to the certificate instead.
create function redact_file(certificate uuid, the_job uuid, rows int, findings bigint[], before bytea, after bytea, kind text, bytes bigint) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  area text := current_setting('app.area', true);
  c    erasure_certificate;
  j    import.job;
begin
  select * into c from erasure_certificate e where e.id = certificate and e.transaction = pg_current_xact_id();
  if c.id is null then
    raise exception 'no certificate of this transaction' using errcode = '23001';
  end if;
  perform set_config('app.area', '{*}', true);
  select * into j from import.job o where o.id = the_job for update;
  if j.ended_at is null or before is distinct from (case when j.redacted_at is null then j.file_sha256 else j.kept_sha256 end) then
    raise exception 'the file is not the one that was read' using errcode = '40001';
  end if;
  delete from import.file_part p where p.job_id = the_job;
  update import.finding f set content = null where f.job_id = the_job and f.position = any (findings);
  update import.job o set redacted_at = c.erased_at, kept_sha256 = after, kept_kind = kind, kept_bytes = bytes where o.id = the_job;
  insert into import.redaction values (j.province_code, j.commune_code, gen_random_uuid(), the_job, certificate, rows, coalesce(cardinality(findings), 0), before, after, c.erased_at);
  perform set_config('app.area', coalesce(area, ''), true);
end $$;

-- Reasons that officers wrote about the household elsewhere go, too.
create or replace function refuse_change_of_hand_over() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and is_erasing(to_jsonb(old), to_jsonb(new), 'reason', 'evidence', 'close_reason') then
    return new;
  end if;
  if tg_op = 'DELETE' or old.state <> 'offered' then
    raise exception 'a hand-over that has ended is history; offer the household again' using errcode = '23001';
  end if;
  return new;
end $$;

create function erase_reasons(household uuid) returns void language sql set search_path = public, pg_temp as $$
  update household_opening o set reason = 'Đã xóa', end_reason = case when o.end_reason is not null then 'Đã xóa' end where o.household_id = household;
  update household_hand_over h set reason = 'Đã xóa', evidence = 'Đã xóa', close_reason = case when h.close_reason is not null then 'Đã xóa' end where h.household_id = household;
  update processing_restriction r set end_reason = 'Đã xóa' where r.household_id = household and r.end_reason is not null;
$$;
revoke execute on function erase_reasons(uuid) from public;

-- As before; but what was answered to the person and done goes with the person (dates, kinds and states stay, which is all that the clocks count), and files and findings
-- are counted as the service rewrote them under this certificate.
create or replace function erase_personal_data(certificate uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  marker constant text := 'Đã xóa';
  c      erasure_certificate;
  area   text := current_setting('app.area', true);
  before jsonb;
  whole  boolean;
  is_head boolean;
begin
  -- Seen with the caller's areas: nobody erases elsewhere. Of this transaction: an old certificate erases nothing.
  select * into c from erasure_certificate e where e.id = certificate and e.transaction = pg_current_xact_id();
  if c.id is null then
    raise exception 'no certificate of this transaction' using errcode = '23001';
  end if;
  perform set_config('app.area', '{*}', true), set_config('erasure.certificate', certificate::text, true);
  before := statistics_of(c.household_id);
  whole := c.member_id is null;
  is_head := whole or exists (select from member m where m.id = c.member_id and m.household_id = c.household_id and m.relation_code = 'head');

  with keys as (
    delete from person_key k where k.household_id = c.household_id and (whole or k.member_id = c.member_id) returning 1
  ), people as (
    update member m set full_name = marker, name_search = '', birth_date = null, birth_year = birth_year / 5 * 5, identity_number = null, identity_mark = null, occupation = null, erased_on = c.erased_at::date
    where m.household_id = c.household_id and (whole or m.id = c.member_id) returning 1
  ), heads as (
    update household h set head_name = marker, head_search = '#' || h.id, head_birth_key = 0, code = null, telephone = null, telephone_mark = null, address = null, erased_on = case when whole then c.erased_at::date end, changed_at = c.erased_at
    where h.id = c.household_id and is_head returning 1
  ), entries as (
    update poverty_list_entry e set head_name = marker, household_code = null where e.household_id = c.household_id and is_head returning 1
  ), lines as (
    update review_posting_line l set head_name = marker from review_case k where k.id = l.case_id and k.household_id = c.household_id and is_head returning 1
  ), steps as (
    update review_case_step s set reason = null from review_case k where k.id = s.case_id and k.household_id = c.household_id and whole and s.reason is not null returning 1
  ), votes as (
    update review_meeting_vote v set reason = null from review_case k where k.id = v.case_id and k.household_id = c.household_id and whole and v.reason is not null returning 1
  ), objections as (
    update review_objection o set objector = null, text = marker, evidence_reference = null, answer = case when answer is not null then marker end
    from review_case k where k.id = o.case_id and k.household_id = c.household_id and whole returning 1
  ), reviews as (
    update review r set note = null where r.household_id = c.household_id and whole and r.note is not null returning 1
  ), causes as (
    update household_cause u set reason = marker where u.household_id = c.household_id and whole and u.reason is not null returning 1
  ), needs as (
    update needs_assessment n set circumstances = null, assets = null, skills = null, wishes = null where n.household_id = c.household_id and whole returning 1
  ), promises as (
    update household_commitment p set text = marker, note = null where p.household_id = c.household_id and whole returning 1
  ), escapes as (
    update expected_escape x set reason = marker where x.household_id = c.household_id and whole returning 1
  ), visits as (
    update quality_visit q set note = null from review_case k where k.id = q.case_id and k.household_id = c.household_id and whole and q.note is not null returning 1
  ), yes as (
    update consent y set given_by = marker, witness = null, form_reference = marker, withdrawal_reference = case when withdrawal_reference is not null then marker end
    where y.household_id = c.household_id and (whole or y.member_id = c.member_id) returning 1
  ), requests as (
    update rights_request q set requester = marker, verified_reference = marker, wish = marker, evidence_reference = null, answer = case when q.answer is not null then marker end,
      outcome = case when q.outcome is not null then marker end, extension_reason = case when q.extension_reason is not null then marker end
    where q.household_id = c.household_id and (whole or q.member_id = c.member_id) returning 1
  )
  insert into erasure_count
  select certificate, kind, n from (values
    ('person-key', (select count(*) from keys)), ('member', (select count(*) from people)), ('household', (select count(*) from heads)), ('list-entry', (select count(*) from entries)),
    ('posting-line', (select count(*) from lines)), ('case-step', (select count(*) from steps)), ('vote', (select count(*) from votes)), ('objection', (select count(*) from objections)),
    ('review-note', (select count(*) from reviews)), ('cause', (select count(*) from causes)), ('needs', (select count(*) from needs)), ('commitment', (select count(*) from promises)),
    ('expected-escape', (select count(*) from escapes)), ('quality-visit', (select count(*) from visits)), ('consent', (select count(*) from yes)), ('rights-request', (select count(*) from requests)),
    ('import-file', (select count(*) from import.redaction r where r.certificate_id = certificate)),
    ('import-row', (select coalesce(sum(r.rows), 0) from import.redaction r where r.certificate_id = certificate)),
    ('import-finding', (select coalesce(sum(r.findings), 0) from import.redaction r where r.certificate_id = certificate))) as made (kind, n) where n > 0;

  if whole then
    perform erase_reasons(c.household_id);
  end if;
  perform erase_versions(c.household_id, c.member_id, is_head);
  if before is distinct from statistics_of(c.household_id) then
    raise exception 'the erasure would change statistics' using errcode = '23001';
  end if;
  perform set_config('app.area', coalesce(area, ''), true), set_config('erasure.certificate', '', true);
end $$;
