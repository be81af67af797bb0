-- Lists may say what people are and what a household lives on. Who sends them must be allowed to record that; the list is taken without these columns otherwise.
alter table import.job add column takes_facts boolean not null default false;

do $$
begin
  for slot in 1..4 loop
    execute format($table$
      alter table import.staged_household_%1$s
        add column livelihood_on date, add column livelihood_income bigint, add column livelihood_workers smallint, add column livelihood_work text, add column livelihood_observer text;
      alter table import.staged_member_%1$s add column facts text[], add column no_facts text[];
    $table$, slot);
  end loop;
end $$;
