-- A whole queue is checked by reading the open dossiers of its procedures once, instead of looking for each plate.
create index dossiers_open_with_things on dossiers.dossiers (procedure_code) where finished_at is null and things <> '{}';
