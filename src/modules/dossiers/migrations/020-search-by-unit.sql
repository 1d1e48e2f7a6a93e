-- The units of a dossier stand in its search text, so that a search looks among a unit's own dossiers only; its phone as people type it.
update dossiers.dossiers set search = search || to_tsvector('simple',
  'unit' || regexp_replace(receiving_unit, '[^a-z0-9]', '', 'g') || ' unit' || regexp_replace(deciding_unit, '[^a-z0-9]', '', 'g') || ' ' || coalesce(regexp_replace(applicant_phone, '^\+84', '0'), ''));
