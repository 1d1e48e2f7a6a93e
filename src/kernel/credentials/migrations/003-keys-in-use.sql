-- Which keys still have a paper in use.
create index credentials_by_key on kernel.credentials (kid, expires_at);
