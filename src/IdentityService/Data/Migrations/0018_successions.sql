-- Which unit followed which, from reference/areas/crosswalk.csv: a grant names the unit that bore its code on the day it was given, not whoever bears the code today.
create table area_succession (
  old_code          text    not null,
  old_province_code text    not null,
  new_code          text    not null,
  new_province_code text    not null,
  changed_on        date    not null,
  is_certain        boolean not null,                            -- everybody of the old unit lives in the new one
  primary key (old_code, new_code, changed_on)
);
create index area_succession_new on area_succession (new_code);
create index area_succession_old_province on area_succession (old_province_code, new_province_code);
