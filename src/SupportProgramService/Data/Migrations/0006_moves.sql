-- Version of the registry at which a household's place was told last: a move and a recognition travel on lanes of their own, and the older word on the place must not win.
alter table household add column place_version bigint not null default 0;
update household set place_version = version;
