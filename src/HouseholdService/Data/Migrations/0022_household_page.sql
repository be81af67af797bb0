-- A page of one commune's households in the order of their ids: without it a page would walk through the whole province.
create index household_page on household (commune_code, id);
