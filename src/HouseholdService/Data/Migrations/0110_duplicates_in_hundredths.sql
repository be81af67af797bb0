-- A search reads everybody of its reach once: its steps are hundredths of that, no longer ways of looking.
alter table duplicate_search alter steps set default 100;
