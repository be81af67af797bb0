-- What the role of the partner service may do; everything else is refused. A new table needs a line here, and a second one when its rows belong to an area.
select walls.put_around('feed_event', 'eligibility_grant', 'household');

select walls.allow('select', 'feed_epoch', 'sharing_ground');
select walls.allow('select, insert', 'feed_event', 'feed_acknowledgement');
select walls.allow('select, insert, update', 'eligibility_grant', 'household');
select walls.allow('select, insert, update, delete', 'webhook_endpoint', 'webhook_delivery');

select walls.show('feed_epoch', 'sharing_ground');

select walls.allow_call('keep_feed_days(integer, integer)');
