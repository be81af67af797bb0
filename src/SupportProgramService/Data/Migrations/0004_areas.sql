-- Provinces and communes with their days, to check the areas that requests name. Codes were reused in 2025: code and day together name a unit.
create table area_unit (
  code          text not null,
  valid_from    date not null,                          -- 0001-01-01: not known
  valid_to      date,
  province_code text not null,
  primary key (code, valid_from)
);
