-- A posting of a province's own list belongs to the hamlet in which it hangs, as postings of reviews do.
alter table local_list_posting add column hamlet_code text;
alter table local_list_posting disable trigger local_list_posting_is_kept;
select set_config('app.area', '{*}', true);
update local_list_posting p set hamlet_code = (select min(h.hamlet_code) from household h where h.commune_code = p.commune_code and h.hamlet_name = p.hamlet_name) where p.hamlet_name is not null;
select set_config('app.area', '', true);
alter table local_list_posting enable trigger local_list_posting_is_kept;
