-- What was recognised about a household that left poverty goes along with its date: support for those who left counts from it, wherever they live.
alter table household_hand_over add column exit_decided_on date;
