-- What the issuer's own role may do; everything else is refused. A new table needs a line here.
select walls.allow('select', 'client', 'client_scope', 'role', 'role_grant');
select walls.allow('select, insert, update, delete', 'client_authorization', 'client_token', 'used_assertion');

select walls.show('role');
