-- A third level of areas: callers who have single hamlets and not their commune are told as '{044920003}' beside provinces and communes. Most tables compare province and commune and show
-- such a caller nothing; those that keep rows of a hamlet say so.

-- The hamlets, and their communes, that the transaction may see; null when none was told.
create function walls.hamlets() returns text[]
language sql stable parallel safe as $$ select array_agg(code) from unnest(walls.areas()) code where length(code) = 9 $$;

create function walls.hamlet_communes() returns text[]
language sql stable parallel safe as $$ select array_agg(distinct left(code, 5)) from unnest(walls.areas()) code where length(code) = 9 $$;

-- Tables with a column hamlet_code: still one comparison with one array, which has one more place.
create function walls.put_around_hamlets(variadic tables text[]) returns void
language plpgsql as $$
declare
  target regclass;
begin
  foreach target in array tables::regclass[] loop
    perform walls.put_around(target::text);
    if exists (select from pg_policy where polrelid = target and polname = 'area' and pg_get_expr(polqual, polrelid) not like '%hamlet_code%') then
      execute format('drop policy area on %s', target);
      execute format($policy$
        create policy area on %s using (
          array[province_code, commune_code, hamlet_code, '*'] && (select walls.areas())::text[])
      $policy$, target);
    end if;
  end loop;
end $$;

-- Tables whose rows hang from records of a hamlet: walls.show_in_hamlets('household_id', 'households_of_hamlets', 'member'). Policies are asked in reverse order of their names, so that
-- this one, and with it the search for the records, comes only to rows that the areas do not show; without hamlets the function answers null.
create function walls.show_in_hamlets(key text, records text, variadic tables text[]) returns void
language plpgsql as $$
declare
  target regclass;
begin
  foreach target in array tables::regclass[] loop
    if not exists (select from pg_policy where polrelid = target and polname = 'also_hamlet') then
      execute format('create policy also_hamlet on %s using (%I = any ((select %s())::uuid[]))', target, key, records::regproc);
    end if;
  end loop;
end $$;

-- Tables of the commune that name nobody of its hamlets: read and held (for share) by who has a hamlet, never changed.
create function walls.frame_hamlets(variadic tables text[]) returns void
language plpgsql as $$
declare
  target regclass;
begin
  foreach target in array tables::regclass[] loop
    if not exists (select from pg_policy where polrelid = target and polname = 'also_hamlet') then
      execute format('create policy also_hamlet on %s for select using (commune_code = any ((select walls.hamlet_communes())::text[]))', target);
      execute format('create policy also_hamlet_holds on %s for update using (commune_code = any ((select walls.hamlet_communes())::text[])) with check (false)', target);
    end if;
  end loop;
end $$;

revoke execute on function walls.hamlets(), walls.hamlet_communes(), walls.put_around_hamlets(text[]), walls.show_in_hamlets(text, text, text[]), walls.frame_hamlets(text[]) from public;
grant execute on function walls.hamlets(), walls.hamlet_communes() to public;
