-- Single records that the transaction may read outside its areas, told like the areas: set_config('app.records', '{id,id}', true). The service decides which, from
-- what was granted or opened; a policy for select alone, so that nothing of theirs is ever changed this way.
create function walls.records() returns uuid[]
language sql stable parallel safe as $$ select nullif(current_setting('app.records', true), '')::uuid[] $$;

-- Shows such records through the wall: walls.show_records('household_id', 'member', 'review'). A plain comparison of a column with an array computed once per statement.
-- Policies are asked in reverse order of their names: this one only about rows that the areas do not show.
create function walls.show_records(key text, variadic tables text[]) returns void
language plpgsql as $$
declare
  target regclass;
begin
  foreach target in array tables::regclass[] loop
    if not exists (select from pg_policy where polrelid = target and polname = 'also_record') then
      execute format('create policy also_record on %s for select using (%I = any ((select walls.records())::uuid[]))', target, key);
    end if;
  end loop;
end $$;

revoke execute on function walls.records(), walls.show_records(text, text[]) from public;
grant execute on function walls.records() to public;
