-- What a dossier asks a permit for, folded (plates without separators): by it the same thing in another open dossier is found.
alter table dossiers.dossiers add column things text[] not null default '{}';
update dossiers.dossiers set things = array(select jsonb_path_query(form, '$.vehicles[*].plate') #>> '{}') where jsonb_typeof(form -> 'vehicles') = 'array';
create index dossiers_open_by_thing on dossiers.dossiers using gin (things) where finished_at is null and things <> '{}';
