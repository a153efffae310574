/**
 * The schema, as the steps that lead to it: each a list of statements, applied once and in order. A step that has been released is never
 * changed; the next one mends it.
 *
 * `tenant` keeps groups of users apart: every row of a record, job or key has one, and every query asks for it. What is long (waveforms,
 * diagnoses, reports) lies in files; here is what is searched.
 */
export const MIGRATIONS: readonly (readonly string[])[] = [
  [
    `create table keys (
      id text primary key,
      name text not null,
      tenant text not null,
      scopes text[] not null,
      secret_sha256 text not null,
      created_at timestamptz not null default now(),
      revoked_at timestamptz
    )`,
    `create table records (
      id uuid primary key,
      seq bigint generated always as identity,
      tenant text not null,
      created_at timestamptz not null default now(),
      created_by text not null,
      labels text[] not null,
      present text[] not null,
      review_state text not null default 'unreviewed',
      decided_by text not null,
      head text not null
    )`,
    'create unique index records_in_order on records (tenant, seq)',
    'create index records_by_finding on records using gin (present)',
    'create index records_by_label on records using gin (labels)',
    `create table reviews (
      id bigint generated always as identity primary key,
      record_id uuid not null references records on delete cascade,
      at timestamptz not null default now(),
      author text not null references keys,
      action text not null,
      statement text,
      comment text
    )`,
    'create index reviews_of_record on reviews (record_id, id)',
    `create table jobs (
      id uuid primary key,
      tenant text not null,
      created_at timestamptz not null default now(),
      created_by text not null,
      labels text[] not null
    )`,
    `create table job_items (
      job_id uuid not null references jobs on delete cascade,
      seq integer not null,
      name text not null,
      files text not null,
      record_id uuid not null,
      state text not null default 'queued',
      worker text,
      attempts integer not null default 0,
      problem text,
      primary key (job_id, seq)
    )`,
    "create index job_items_open on job_items (state) where state in ('queued', 'running')",
    `create table audit (
      id bigint generated always as identity primary key,
      at timestamptz not null default now(),
      tenant text not null,
      key_id text not null,
      request_id text not null,
      action text not null,
      subject text
    )`,
    'create index audit_in_order on audit (tenant, id)',
  ],
  // Of a fiducial that a reader moved: JSON.
  ['alter table reviews add column edit text'],
];
