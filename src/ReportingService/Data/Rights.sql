-- What the role of reporting may do; everything else is refused. A new table needs a line here, and a second one when its rows belong to an area.
select walls.put_around('recognition_fact', 'class_movement', 'class_stay', 'area_population', 'recognised_list');

select walls.allow('select', 'area_unit', 'report_layout', 'report_column', 'disclosure_rule');
select walls.allow('select, insert', 'recognition_fact', 'publication', 'public_number');
select walls.allow('select, insert, delete', 'class_stay');
select walls.allow('select, insert, update', 'class_movement', 'area_population', 'recognised_list');

select walls.show('area_unit', 'report_layout', 'report_column', 'disclosure_rule', 'publication', 'public_number', 'class_movement', 'class_stay', 'area_population', 'recognised_list');
