-- A list can be looked at before it is taken.
alter table import.job drop constraint job_on_faults_check, add constraint job_on_faults_check check (on_faults in ('reject', 'skip', 'preview'));
alter table import.job drop constraint job_state_check,
  add constraint job_state_check check (state in ('queued', 'reading', 'checking', 'merging', 'done', 'previewed', 'refused', 'cancelled', 'failed'));

-- A list may have one row for each household: it names heads alone.
do $$
begin
  for slot in 1..4 loop
    execute format('alter table import.staged_household_%s add column is_head_only boolean not null default false', slot);
  end loop;
end $$;
