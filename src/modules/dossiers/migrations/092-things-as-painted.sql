-- LĐ and LD are one series, painted alike: a plate is compared with Đ as D.
update dossiers.permits set thing = replace(thing, 'Đ', 'D') where thing like '%Đ%';
update dossiers.dossiers set things = array(select replace(thing, 'Đ', 'D') from unnest(things) with ordinality as t(thing, place) order by place)
  where array_to_string(things, ' ') like '%Đ%';
