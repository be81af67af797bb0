select walls.open('messaging');
select walls.allow('select, insert', 'messaging.outbox_message', 'messaging.inbox_message');
select walls.allow('select, update', 'messaging.relay_cursor');
select walls.allow('select, insert, update, delete', 'messaging.parked_message');
select walls.allow('select, insert, update', 'messaging.replay');
select walls.allow_call('messaging.keep_days(integer, integer)');
