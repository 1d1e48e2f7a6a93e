-- A police officer at a checkpoint needs none of what a specialist may do with dossiers.
alter table kernel.assignments drop constraint assignments_roles_check;
alter table kernel.assignments add constraint assignments_roles_check
  check (roles <@ array['desk', 'civil-status', 'specialist', 'leader', 'clerk', 'checkpoint', 'admin', 'auditor']);
