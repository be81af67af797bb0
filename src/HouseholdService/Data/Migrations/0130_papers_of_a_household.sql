-- Who saw a household is asked by every paper on which it stands.
create index expected_escape_household on expected_escape (household_id);
