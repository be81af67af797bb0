-- Row security and rights. Every service's Rights.sql says with these words what its own role may do; whatever it does not say is refused.
create schema walls;

-- Areas that the transaction may see: told by set_config('app.area', …, true) at its start, '{15,04492}' (a province, a commune) or '{*}' for the
-- service's own work over the country. Nothing told, nothing seen.
create function walls.areas() returns text[]
language sql stable parallel safe as $$ select nullif(current_setting('app.area', true), '')::text[] $$;

-- Puts tables with province_code and commune_code behind row security, for their owner too. One comparison with one subquery, computed once per statement:
-- three of them cost a reading of a single household a third more.
create function walls.put_around(variadic tables text[]) returns void
language plpgsql as $$
declare
  target regclass;
begin
  foreach target in array tables::regclass[] loop
    if not (select relrowsecurity and relforcerowsecurity from pg_class where oid = target) then
      execute format('alter table %s enable row level security', target);
      execute format('alter table %s force row level security', target);
    end if;
    if not exists (select from pg_policy where polrelid = target and polname = 'area') then
      execute format($policy$
        create policy area on %s using (
          array[province_code, commune_code, '*'] && (select walls.areas())::text[])
      $policy$, target);
    end if;
  end loop;
end $$;

create function walls.role_name(kind text) returns text
language sql stable as $$ select current_setting('walls.service') || '_' || kind $$;

-- Makes the two roles where they are missing and takes away what they had in this database; the Rights.sql that follow in the same transaction give anew.
create function walls.prepare_roles(app_password text) returns void
language plpgsql as $$
declare
  kind   text;
  part   record;
begin
  foreach kind in array array['app', 'report'] loop
    if not exists (select from pg_roles where rolname = walls.role_name(kind)) then
      execute format('create role %I login nosuperuser nobypassrls nocreatedb nocreaterole noinherit', walls.role_name(kind));
    end if;
    for part in
      select distinct c.oid::regclass as name from pg_class c, aclexplode(c.relacl) a where a.grantee = walls.role_name(kind)::regrole
      union
      select distinct t.attrelid::regclass from pg_attribute t, aclexplode(t.attacl) a where a.grantee = walls.role_name(kind)::regrole
    loop
      execute format('revoke all on %s from %I', part.name, walls.role_name(kind));
    end loop;
    execute format('grant connect on database %I to %I', current_database(), walls.role_name(kind));
  end loop;
  if app_password <> '' then
    execute format('alter role %I password %L', walls.role_name('app'), app_password);
  end if;
  execute format('revoke connect, temporary on database %I from public', current_database());
  execute 'revoke create on schema public from public';
end $$;

-- What the service's role may do with tables: walls.allow('select, insert', 'household', 'member').
create function walls.allow(rights text, variadic tables text[]) returns void
language plpgsql as $$
declare
  target regclass;
begin
  foreach target in array tables::regclass[] loop
    execute format('grant %s on %s to %I', rights, target, walls.role_name('app'));
  end loop;
end $$;

-- What the reading role may see besides.
create function walls.show(variadic tables text[]) returns void
language plpgsql as $$
declare
  target regclass;
begin
  foreach target in array tables::regclass[] loop
    execute format('grant select on %s to %I', target, walls.role_name('report'));
  end loop;
end $$;

-- Functions with the owner's rights that the service's role may call.
create function walls.allow_call(variadic functions text[]) returns void
language plpgsql as $$
declare
  target regprocedure;
begin
  foreach target in array functions::regprocedure[] loop
    execute format('revoke execute on function %s from public', target);
    execute format('grant execute on function %s to %I', target, walls.role_name('app'));
  end loop;
end $$;

create function walls.open(variadic schemas text[]) returns void
language plpgsql as $$
declare
  target text;
begin
  foreach target in array schemas loop
    execute format('grant usage on schema %I to %I, %I', target, walls.role_name('app'), walls.role_name('report'));
  end loop;
end $$;

revoke execute on all functions in schema walls from public;
grant execute on function walls.areas() to public;
