-- What the issuer's own role may do; everything else is refused. A new table needs a line here.
select walls.allow('select', 'client_scope', 'role', 'incompatible_role', 'area', 'area_succession');
select walls.allow('select, insert, update', 'client', 'client_key', 'role_body', 'role_grant', 'account', 'officer_session', 'second_factor_reset', 'protection_key');
select walls.allow('select, insert', 'external_login');
select walls.allow('select, insert, update, delete', 'client_authorization', 'client_token', 'used_assertion', 'recovery_code', 'sign_in_attempt');

select walls.show('role', 'role_body', 'incompatible_role', 'area', 'area_succession');
