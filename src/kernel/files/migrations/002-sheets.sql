-- What an upload may bring: a paper (picture, PDF), or a spreadsheet, which is kept as it is and never attached as a paper.
alter table kernel.uploads add column kind text not null default 'paper' check (kind in ('paper', 'sheet'));
