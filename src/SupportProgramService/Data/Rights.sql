-- What the role of support may do; everything else is refused. A new table needs a line here, and a second one when its rows belong to an area.
select walls.put_around('household', 'recognition', 'support_grant');

select walls.allow('select', 'programme', 'programme_rule', 'base_rate', 'programme_rate', 'rule_book', 'area_unit');
select walls.allow('select, insert, update', 'household', 'recognition', 'evaluation_run');
select walls.allow('select, insert, update, delete', 'support_grant');

select walls.show('programme', 'programme_rule', 'base_rate', 'programme_rate', 'rule_book', 'area_unit', 'evaluation_run');
