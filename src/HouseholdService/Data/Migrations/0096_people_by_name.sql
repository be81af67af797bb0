-- Officers look people up by the beginning of a name as it sounds without marks. In byte order, so that a beginning is a range of the index whatever the database's language;
-- comparisons by = and < leak nothing and are used behind row security, like is not.
create index member_by_name on member (province_code, name_search collate "C", id) where left_on is null and erased_on is null;
