select walls.open('public', 'walls', 'audit', 'idempotency');
select walls.allow('select, insert, update, delete', 'idempotency.answer');
select walls.allow('select, insert, update', 'access.daily_use');
-- The trail grows and is read; its place in the order is the database's to give. Seals are added by the worker, and never changed.
select walls.allow('select, insert (id, recorded_at, actor_id, on_behalf_of, client_id, agency_id, roles, action, subject_kind, subject_id, province_code,
  commune_code, purpose, before_hash, after_hash, trace_id)', 'audit.entry');
select walls.allow('select, insert', 'audit.seal');
select walls.allow('select', 'audit.ending');
select walls.allow_call('audit.keep_months(integer)');
-- Subjects whose tokens are refused: the event of the issuer writes them, each instance reads them.
select walls.open('access');
select walls.allow('select, insert, update, delete', 'access.revocation');
