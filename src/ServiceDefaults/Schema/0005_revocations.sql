create schema if not exists access;

-- Subjects whose older tokens are refused. A row matters for as long as a token lives; it is written by the event of the issuer and read by every instance each second.
create table access.revocation (
  subject    text        primary key,
  revoked_at timestamptz not null
);
create index revocation_time on access.revocation (revoked_at);
