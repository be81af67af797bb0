-- An inspection asks what somebody did in some days. Lines come nearly in the order of time, so that a summary of each block finds the days and costs writers next to nothing.
create index entry_time on audit.entry using brin (recorded_at);
