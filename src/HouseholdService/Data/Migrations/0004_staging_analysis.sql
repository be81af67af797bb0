-- The service's own role owns no table and so may not analyze one; the staging tables of a slot are filled and emptied too fast for autovacuum.
create function analyze_staged(slot integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  execute format('analyze import.%I, import.%I', 'staged_household_' || slot, 'staged_member_' || slot);
end $$;
