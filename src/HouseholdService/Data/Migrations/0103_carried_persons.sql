-- How many people a household had on the list that goes along: who moves in with a class moves in with the persons of that class, so that movements add up on both sides.
alter table household_hand_over add column list_persons smallint;
