-- A list may have a column for each number of a person: that of 12 digits and that of the old card.
do $$
begin
  for slot in 1..4 loop
    execute format('alter table import.staged_member_%s add column old_number bytea, add column old_mark bytea, add column old_sealed_for uuid', slot);
  end loop;
end $$;
