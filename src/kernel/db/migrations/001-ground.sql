-- The ground everything stands on: extensions, and what the program's own role may do by default.
-- motcua_owner runs this; motcua_app runs the program and owns nothing.
create extension if not exists unaccent;
create extension if not exists pg_trgm;

create schema if not exists dossiers;
grant usage on schema kernel, dossiers to motcua_app;
alter default privileges in schema kernel grant select, insert, update, delete on tables to motcua_app;
alter default privileges in schema dossiers grant select, insert, update, delete on tables to motcua_app;
alter default privileges in schema kernel grant usage, select on sequences to motcua_app;
alter default privileges in schema dossiers grant usage, select on sequences to motcua_app;
