-- A dossier is found by what it asks a permit for, however a plate is spelled: it stands in the search text without separators.
update dossiers.dossiers set search = search || to_tsvector('simple', translate(lower(regexp_replace(array_to_string(things, ' '), '[^[:alnum:] ]', '', 'g')), 'đ', 'd'))
  where things <> '{}';
