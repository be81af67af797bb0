-- Why the data of a household may not be erased on a day, seen over the whole country: a household that was handed over still has lists, support and reviews of the
-- commune that it left. Only kinds come back, never what is behind them. Whoever asks must be able to see the household itself.
-- by_itself: the question of the rules of retention, which no request of the person answers.
create function erasure_holds(the_household uuid, on_day date, newly_escaped_months int, by_itself boolean) returns table (kind text)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  area text := current_setting('app.area', true);
begin
  if not exists (select from household h where h.id = the_household and array[h.province_code, h.commune_code, '*'] && walls.areas()) then
    return;
  end if;
  perform set_config('app.area', '{*}', true);
  return query
    with entries as (
      select e.class, e.exit_decided_on, l.review_year, l.commune_code from poverty_list_entry e join poverty_list l on l.id = e.list_id
      where e.household_id = the_household and l.state = 'recognised'
        and not exists (select from poverty_list o where o.replaces_list_id = l.id and o.state = 'recognised')
    ), newest as (
      select max(l.review_year) as year from household h join poverty_list l on l.province_code = h.province_code and l.commune_code = h.commune_code
      where h.id = the_household and l.state = 'recognised'
    )
    select k.kind from (values
      (1, 'list-in-force', exists (select from entries e, newest n where e.class in (1, 2, 3) and e.review_year >= coalesce(n.year, e.review_year))),
      (2, 'support-term', exists (select from entries e where e.exit_decided_on is not null and (newly_escaped_months is null or on_day <= e.exit_decided_on + make_interval(months => newly_escaped_months)))),
      (3, 'support-open', exists (select from open_support s where s.household_id = the_household and s.is_open and (s.valid_to is null or on_day <= s.valid_to))),
      (4, 'review-open', exists (select from review_case c where c.household_id = the_household and c.state <> 'closed')),
      (5, 'hand-over-open', exists (select from household_hand_over o where o.household_id = the_household and o.state = 'offered')),
      (6, 'request-open', by_itself and exists (select from rights_request q where q.household_id = the_household and q.state in ('received', 'accepted'))),
      (7, 'restricted', by_itself and exists (select from processing_restriction r where r.household_id = the_household and r.ended_on is null)),
      (8, 'opening-open', by_itself and exists (select from household_opening o where o.household_id = the_household and o.ended_at is null and o.open_until > now()))
    ) as k (place, kind, is_so) where k.is_so order by k.place;
  perform set_config('app.area', coalesce(area, ''), true);
end $$;
