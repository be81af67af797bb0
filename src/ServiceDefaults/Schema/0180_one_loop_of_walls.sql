-- One place walks over tables and puts a policy on each; the walls say which. Policies that are there stay as they are, so that a service that runs is not held up.
create function walls.put_policy(name text, policy text, tables text[]) returns void
language plpgsql as $$
declare
  target regclass;
begin
  foreach target in array tables::regclass[] loop
    if not (select relrowsecurity and relforcerowsecurity from pg_class where oid = target) then
      execute format('alter table %s enable row level security', target);
      execute format('alter table %s force row level security', target);
    end if;
    if not exists (select from pg_policy where polrelid = target and polname = name) then
      execute format('create policy %I on %s %s', name, target, policy);
    end if;
  end loop;
end $$;

create or replace function walls.put_around(variadic tables text[]) returns void
language sql as $$ select walls.put_policy('area', 'using (array[province_code, commune_code, ''*''] && (select walls.areas())::text[])', tables) $$;

-- Where the wall of the area stood before the table had hamlets, it is taken for the wider one.
create or replace function walls.put_around_hamlets(variadic tables text[]) returns void
language plpgsql as $$
declare
  narrow regclass;
begin
  for narrow in select polrelid from pg_policy where polrelid = any (tables::regclass[]) and polname = 'area' and pg_get_expr(polqual, polrelid) not like '%hamlet_code%' loop
    execute format('drop policy area on %s', narrow);
  end loop;
  perform walls.put_policy('area', 'using (array[province_code, commune_code, hamlet_code, ''*''] && (select walls.areas())::text[])', tables);
end $$;

create or replace function walls.show_records(key text, variadic tables text[]) returns void
language sql as $$ select walls.put_policy('also_record', format('for select using (%I = any ((select walls.records())::uuid[]))', key), tables) $$;

create or replace function walls.show_in_hamlets(key text, records text, variadic tables text[]) returns void
language sql as $$ select walls.put_policy('also_hamlet', format('using (%I = any ((select %s())::uuid[]))', key, records::regproc), tables) $$;

create or replace function walls.frame_hamlets(variadic tables text[]) returns void
language sql as $$
  select walls.put_policy('also_hamlet', 'for select using (commune_code = any ((select walls.hamlet_communes())::text[]))', tables),
         walls.put_policy('also_hamlet_holds', 'for update using (commune_code = any ((select walls.hamlet_communes())::text[])) with check (false)', tables) $$;

-- Tables with rows of single hamlets and of the whole commune: walls.frame_whole_commune('hamlet_name', 'posting'). Those of the whole commune, which name no hamlet, are read by who has one.
create function walls.frame_whole_commune(key text, variadic tables text[]) returns void
language sql as $$ select walls.put_policy('also_hamlet', format('for select using (%I is null and commune_code = any ((select walls.hamlet_communes())::text[]))', key), tables) $$;

revoke execute on function walls.put_policy(text, text, text[]), walls.frame_whole_commune(text, text[]) from public;
