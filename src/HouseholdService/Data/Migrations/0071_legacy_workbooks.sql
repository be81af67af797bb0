-- Old workbooks (.xls) are read, too.
alter table import.job drop constraint job_file_kind_check;
alter table import.job add constraint job_file_kind_check check (file_kind in ('xlsx', 'xls', 'csv'));
