-- Words stand under their unit, each pair as one word («unitm05719trieu»): a search of one desk no longer reads what all others have under it.
update dossiers.dossiers d set search = to_tsvector('simple', d.code) || coalesce((
    select array_to_tsvector(array_agg(distinct unit || word))
    from unnest(array[d.receiving_unit, d.deciding_unit]) as id, lateral (select 'unit' || regexp_replace(id, '[^a-z0-9]', '', 'g') as unit) as units,
      unnest(tsvector_to_array(d.search)) as lexeme, lateral (select regexp_replace(lexeme, '[^[:alnum:]]', '', 'g') as word) as words
    where lexeme !~ '^unit' and word <> '' and lexeme <> all (tsvector_to_array(to_tsvector('simple', d.code)))
  ), '')
  where tsvector_to_array(d.search) @> array['unit' || regexp_replace(d.receiving_unit, '[^a-z0-9]', '', 'g')];
