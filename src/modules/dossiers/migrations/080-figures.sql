-- For the board of permits: what was issued of one procedure in a span, and what was answered in it.
create index permits_by_procedure on dossiers.permits (procedure_code, issued_at);
create index dossiers_answered on dossiers.dossiers (procedure_code, finished_at) where finished_at is not null;
