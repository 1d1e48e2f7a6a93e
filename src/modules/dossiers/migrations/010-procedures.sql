-- Procedures (thủ tục): published versions that dossiers are pinned to, and drafts from the national register.

-- Words as people type them: no accents, đ as d, small letters, one space. The program folds its queries the same way.
-- `unaccent` is only stable because its dictionary may be replaced; naming the dictionary makes the promise ours.
create function dossiers.fold(value text) returns text language sql immutable strict parallel safe as
$$ select trim(regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, normalize(value, NFC))), '[^[:alnum:]]+', ' ', 'g')) $$;

create table dossiers.procedures (
  id uuid primary key,
  code text not null,                       -- mã thủ tục, the same through all versions
  version int not null default 1,
  profile text,                             -- the era of a package; null for a register draft
  source text not null check (source in ('package', 'register')),
  status text not null check (status in ('draft', 'published', 'retired')),
  name text not null,
  words text not null default '',           -- plain sentence and everyday words
  field text not null,
  levels text[] not null,
  popular boolean not null default false,
  edition jsonb,                            -- what the compiler reads; null for a register draft
  facts jsonb,                              -- what the national register says; null for a package
  valid_from date,
  valid_to date,                            -- the first day it no longer holds
  hash text not null,                       -- of the content: publishing or importing the same again changes nothing
  changed_at timestamptz not null,
  changed_by text not null,
  folded text not null generated always as (dossiers.fold(name || ' ' || words)) stored,
  search tsvector not null generated always as (
    setweight(to_tsvector('simple', dossiers.fold(name)), 'A') || setweight(to_tsvector('simple', dossiers.fold(words)), 'A')
    || setweight(to_tsvector('simple', dossiers.fold(field)), 'C')) stored,
  check ((source = 'package') = (edition is not null and profile is not null))
);
create unique index procedures_versions on dossiers.procedures (code, profile, version) where source = 'package';
create unique index procedures_register on dossiers.procedures (code) where source = 'register';
create index procedures_published on dossiers.procedures (code, valid_from) where status = 'published';
create index procedures_by_field on dossiers.procedures (field, name) where status <> 'retired';
create index procedures_search on dossiers.procedures using gin (search);
create index procedures_folded on dossiers.procedures using gin (folded gin_trgm_ops);
