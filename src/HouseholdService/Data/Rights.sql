-- What the registry's own role may do; everything else is refused. A new table needs a line here, and a second one when its rows belong to an area.
select walls.put_around('household', 'member', 'person_key', 'review', 'area_population', 'poverty_list', 'poverty_list_entry', 'import.job', 'import.finding',
  'review_cycle', 'review_cycle_person', 'review_case', 'review_case_step', 'review_meeting', 'review_meeting_vote', 'review_posting', 'review_posting_line', 'review_objection',
  'household_cause', 'needs_assessment', 'household_commitment', 'expected_escape_list', 'expected_escape', 'quality_sample', 'quality_visit',
  'duplicate_search', 'duplicate_candidate', 'duplicate_decision', 'household_opening',
  'rights_request', 'processing_restriction', 'consent', 'erasure_certificate');
-- What may be read of a single household that was granted or opened outside the caller's areas.
select walls.show_records('id', 'household');
select walls.show_records('household_id', 'member', 'review', 'household_cause', 'needs_assessment', 'household_commitment');

select walls.open('import');
select walls.allow('select', 'province', 'district', 'commune', 'commune_succession', 'poverty_standard', 'poverty_standard_period', 'poverty_standard_rule',
  'deprivation_indicator', 'code_list_item', 'legal_term', 'holiday', 'review_rule', 'review_step_rule', 'processing_purpose', 'import.workbook_column');
select walls.allow('select, insert, update', 'household', 'member', 'review', 'area_population', 'poverty_list');
select walls.allow('select, insert, update, delete', 'person_key', 'poverty_list_entry');
select walls.allow('select, insert, update', 'review_cycle', 'review_case', 'review_meeting', 'review_posting', 'review_objection');
select walls.allow('select, insert, update', 'local_cause', 'household_cause', 'needs_assessment', 'household_commitment', 'expected_escape_list', 'quality_sample', 'quality_visit');
select walls.allow('select, insert, update, delete', 'review_cycle_person', 'expected_escape');
select walls.allow('select, insert', 'review_case_step', 'review_meeting_vote', 'review_posting_line');
select walls.allow('select', 'duplicate_weight');
select walls.allow('select, insert', 'point_table', 'local_standard');
select walls.allow('select, insert, update', 'duplicate_search', 'duplicate_candidate');
select walls.allow('select, insert', 'duplicate_decision');
select walls.allow('select, insert, update', 'household_opening');
select walls.allow('select', 'consent_kind', 'erasure_count');
select walls.allow('select, insert', 'erasure_certificate');
select walls.allow('select, insert, update', 'rights_request', 'processing_restriction');
select walls.allow('select, insert, update (withdrawn_on, withdrawal_reference, withdrawn_by, withdrawn_at)', 'consent');
select walls.allow('select, insert, update', 'import.job');
-- What is sealed is sealed again when a key is replaced; nothing else of a file or finding changes.
select walls.allow('select, insert, update (bytes)', 'import.file_part');
select walls.allow('select, insert, update (content), delete', 'import.finding');
select walls.allow('select, insert, update, delete', 'import.chunk');
select walls.allow('select, insert, update, delete, truncate', 'import.staged_household_' || slot, 'import.staged_member_' || slot) from generate_series(1, 4) slot;

select walls.show('province', 'district', 'commune', 'commune_succession', 'poverty_standard', 'poverty_standard_period', 'poverty_standard_rule', 'deprivation_indicator',
  'code_list_item', 'legal_term', 'holiday', 'review_rule', 'review_step_rule', 'duplicate_weight', 'area_population', 'processing_purpose', 'consent_kind');

select walls.allow_call('analyze_staged(integer)', 'erase_personal_data(uuid)');

-- What was true or believed before. The service adds versions; only the triggers close them, and only erasure takes facts out of them.
select walls.put_around('record_version', 'household_event');
select walls.allow('select, insert', 'record_version', 'household_event');
select walls.allow('select, update', 'member_version_seal', 'member_version_old_seal', 'household_version_seal');
select walls.allow_call('restore_before(uuid)');
select walls.allow_call('take_over_households(uuid[], text[], text[], text[], smallint, timestamptz)');
select walls.allow_call('refuse_other_than_one_head(uuid)');

select walls.put_around('population_check');
select walls.allow('select, insert', 'population_check');

-- A hand-over has two sides: the offering area of the row, and the area to which it is offered, which reads it and closes it.
select walls.put_around('household_hand_over');
select walls.allow('select, insert, update (state, closed_by, closed_at, close_reason, event_id, list_id, list_year, decision_number, decided_on, class, exit_decided_on, list_persons)', 'household_hand_over');
drop policy if exists other_side_reads  on household_hand_over;
drop policy if exists other_side_closes on household_hand_over;
create policy other_side_reads  on household_hand_over for select using (to_province_code = any ((select walls.areas())::text[]) or to_commune_code = any ((select walls.areas())::text[]));
create policy other_side_closes on household_hand_over for update using (to_province_code = any ((select walls.areas())::text[]) or to_commune_code = any ((select walls.areas())::text[]));
select walls.put_around('unit_move', 'unit_move_wait', 'local_list', 'local_list_entry', 'local_list_posting', 'member_fact', 'household_livelihood', 'import.placed_row');
select walls.allow('select, insert, update (until_on, ended_by, end_reason)', 'member_fact');
select walls.allow('select, insert', 'household_livelihood', 'import.placed_row');
select walls.allow('select, insert', 'local_list', 'local_list_entry', 'local_list_posting');
select walls.allow('select, insert, update', 'unit_move');
select walls.allow('select, insert, delete', 'unit_move_wait');
-- Who holds a household today sees its past elsewhere.
drop policy if exists holder_reads on record_version;
drop policy if exists holder_reads on household_event;
create policy holder_reads on record_version  for select using (holder_province_code = any ((select walls.areas())::text[]) or holder_commune_code = any ((select walls.areas())::text[]));
create policy holder_reads on household_event for select using (holder_province_code = any ((select walls.areas())::text[]) or holder_commune_code = any ((select walls.areas())::text[]));
-- The past of an opened or granted household, as it can be read itself.
select walls.show_records('household_id', 'record_version');

-- Told by the support service; nobody else writes it.
select walls.put_around('open_support');
select walls.allow('select, insert, update', 'open_support');

-- Files out of which erased people were taken, and what holds data anywhere.
select walls.put_around('import.redaction');
select walls.allow('select', 'import.redaction');
select walls.allow_call('redact_file(uuid, uuid, integer, bigint[], bytea, bytea, text, bigint)', 'erasure_holds(uuid, date, integer, boolean)');

-- How long things are kept. Only the function takes anything away, and only for a rule in force.
select walls.put_around('legal_hold', 'retention_act', 'retention_archive');
select walls.allow('select', 'retention_rule', 'retention_archive');
select walls.allow('select, insert', 'retention_act');
select walls.allow('select, insert, update', 'retention_round');
select walls.allow('select, insert, update (ended_on, ended_by, end_order)', 'legal_hold');
select walls.show('retention_rule');
select walls.allow_call('retention_due(text, date, integer, text[], text[])', 'retention_hold(uuid[], text, text, date, integer, boolean)',
  'retention_apply(text, text, date, date, integer, text[], text[], text, integer, timestamptz)');

-- Who has a hamlet and not its commune: rows of the hamlet, what hangs from its households and cases, and the frame of the commune's work. Whatever is not named here shows him nothing.
select walls.put_around_hamlets('household', 'hamlet', 'review_meeting', 'review_posting', 'local_list_posting');
select walls.frame_whole_commune('hamlet_name', 'review_posting', 'local_list_posting');
select walls.allow('select, insert, update (ended_on)', 'hamlet');
select walls.put_around('hamlet_change', 'hamlet_change_line');
select walls.allow('select, insert, update (undone_at, undone_by, undo_reason, undo_evidence)', 'hamlet_change');
select walls.allow('select, insert', 'hamlet_change_line');
select walls.show_in_hamlets('household_id', 'households_of_hamlets', 'member', 'person_key', 'review', 'household_cause', 'needs_assessment', 'household_commitment', 'poverty_list_entry',
  'review_case', 'expected_escape', 'consent', 'processing_restriction', 'record_version', 'population_check', 'household_livelihood', 'local_list_entry');
select walls.show_in_hamlets('case_id', 'cases_of_hamlets', 'review_case_step', 'review_meeting_vote', 'review_posting_line', 'review_objection');
-- Whom a second visit meets is not told to who led the first.
drop policy if exists also_hamlet on quality_visit;
select walls.show_in_hamlets('member_id', 'members_of_hamlets', 'member_fact');
select walls.frame_hamlets('poverty_list', 'review_cycle', 'review_cycle_person', 'hamlet_change', 'hamlet_change_line', 'expected_escape_list', 'local_list');
-- What happened to households of several hamlets at once would tell of the others.
drop policy if exists also_hamlet on household_event;
create policy also_hamlet on household_event using (household_id = any ((select households_of_hamlets())::uuid[]) and households <@ (select households_of_hamlets())::uuid[]);
