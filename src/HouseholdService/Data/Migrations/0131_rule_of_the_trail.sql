-- The audit trail has a dated rule like everything else. No act that names its months was found: a rule may say that nobody has decided, and is then only proposed.
alter table retention_rule alter column months drop not null,
  add constraint retention_rule_decided check (months is not null or state = 'proposed'),
  drop constraint retention_rule_action_check,
  add constraint retention_rule_action_check check (action in ('delete', 'pseudonymise', 'archive', 'end-month'));
