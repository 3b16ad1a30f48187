-- the journal: leaves, tiles, keys of subjects, checkpoints.
create table if not exists "leaf" (
  "origin" text collate "C" not null,
  "number" bigint not null,
  "at" text collate "C" not null,
  "tick" bigint not null,
  "event" text collate "C" not null,
  "subject" text collate "C" not null,
  "bytes" bytea not null,
  "content" bytea,
  constraint "leaf_key" primary key ("origin", "number")
);
select create_distributed_table('"leaf"', 'origin', colocate_with => 'none') where not exists (select from pg_dist_partition where logicalrelid = '"leaf"'::regclass);
create index if not exists "leaf_by_subject" on "leaf" ("subject");
create table if not exists "tile" (
  "origin" text collate "C" not null,
  "level" bigint not null,
  "number" bigint not null,
  "hashes" bytea not null,
  constraint "tile_key" primary key ("origin", "level", "number")
);
select create_distributed_table('"tile"', 'origin', colocate_with => 'leaf') where not exists (select from pg_dist_partition where logicalrelid = '"tile"'::regclass);
create table if not exists "subject_key" (
  "subject" text collate "C" not null,
  "realm" text collate "C" not null,
  "quarter" text collate "C" not null,
  "wrapped" bytea not null,
  "maker" text collate "C" not null,
  constraint "subject_key_key" primary key ("subject", "realm", "wrapped")
);
select create_distributed_table('"subject_key"', 'subject', colocate_with => 'none') where not exists (select from pg_dist_partition where logicalrelid = '"subject_key"'::regclass);
create table if not exists "checkpoint" (
  "origin" text collate "C" not null,
  "size" bigint not null,
  "note" bytea not null,
  constraint "checkpoint_key" primary key ("origin", "size")
);
select create_distributed_table('"checkpoint"', 'origin', colocate_with => 'leaf') where not exists (select from pg_dist_partition where logicalrelid = '"checkpoint"'::regclass);
create table if not exists "bundle_entry" (
  "number" bigint primary key,
  "origin" text collate "C" not null,
  "leaf" bigint not null,
  "hash" bytea not null
);
create table if not exists "witnessed" (
  "origin" text collate "C" primary key,
  "size" bigint not null,
  "root" bytea not null,
  "note" bytea not null
);
select create_distributed_table('"witnessed"', 'origin', colocate_with => 'leaf') where not exists (select from pg_dist_partition where logicalrelid = '"witnessed"'::regclass);
create table if not exists "mirrored" (
  "origin" text collate "C" primary key,
  "size" bigint not null,
  "next" bigint not null,
  "note" bytea
);
select create_distributed_table('"mirrored"', 'origin', colocate_with => 'leaf') where not exists (select from pg_dist_partition where logicalrelid = '"mirrored"'::regclass);
create table if not exists "quarantined" (
  "origin" text collate "C" not null,
  "number" bigint not null,
  "bytes" bytea not null,
  "reason" text collate "C" not null,
  constraint "quarantined_key" primary key ("origin", "number")
);
select create_distributed_table('"quarantined"', 'origin', colocate_with => 'leaf') where not exists (select from pg_dist_partition where logicalrelid = '"quarantined"'::regclass);
create table if not exists "cosigned" (
  "origin" text collate "C" not null,
  "size" bigint not null,
  "cosigner" text collate "C" not null,
  "seconds" bigint not null,
  "line" text collate "C" not null,
  constraint "cosigned_key" primary key ("origin", "size", "cosigner")
);
select create_distributed_table('"cosigned"', 'origin', colocate_with => 'leaf') where not exists (select from pg_dist_partition where logicalrelid = '"cosigned"'::regclass);
create table if not exists "brought_up" (
  "mirror" text collate "C" not null,
  "origin" text collate "C" not null,
  "size" bigint not null,
  "contents" bigint not null,
  constraint "brought_up_key" primary key ("mirror", "origin")
);
select create_distributed_table('"brought_up"', 'origin', colocate_with => 'leaf') where not exists (select from pg_dist_partition where logicalrelid = '"brought_up"'::regclass);
create table if not exists "attachment" (
  "digest" text collate "C" primary key,
  "bytes" bigint not null,
  "leaves" bigint not null,
  "whole" bigint not null
);
select create_distributed_table('"attachment"', 'digest', colocate_with => 'none') where not exists (select from pg_dist_partition where logicalrelid = '"attachment"'::regclass);
create table if not exists "attachment_piece" (
  "digest" text collate "C" not null,
  "number" bigint not null,
  "bytes" bytea not null,
  constraint "attachment_piece_key" primary key ("digest", "number")
);
select create_distributed_table('"attachment_piece"', 'digest', colocate_with => 'attachment') where not exists (select from pg_dist_partition where logicalrelid = '"attachment_piece"'::regclass);
create table if not exists "unfolded" (
  "origin" text collate "C" not null,
  "number" bigint not null,
  "event" text collate "C" not null,
  "reason" text collate "C" not null,
  constraint "unfolded_key" primary key ("origin", "number")
);
select create_distributed_table('"unfolded"', 'origin', colocate_with => 'leaf') where not exists (select from pg_dist_partition where logicalrelid = '"unfolded"'::regclass);
create table if not exists "kept" (
  "name" text collate "C" primary key,
  "value" bytea not null
);

-- posts: Places where people may cross the border, with their codes and names.
create table if not exists "posts" (
  "post" text collate "C" primary key,
  "code" text collate "C" not null,
  "name" text collate "C" not null,
  "country" text collate "C" not null,
  "unlocode" text collate "C",
  "kind" text collate "C" not null,
  "lat" double precision,
  "lon" double precision,
  "neighbour" text collate "C",
  "lanes" bigint not null,
  "at" text collate "C" not null,
  "of_subject" text collate "C" not null
);
select create_reference_table('"posts"') where not exists (select from pg_dist_partition where logicalrelid = '"posts"'::regclass);
create index if not exists "posts_by_of_subject" on "posts" ("of_subject");
create index if not exists "posts_by_code" on "posts" ("code");

-- officers: Officers by their short name.
create table if not exists "officers" (
  "enrolment" text collate "C" primary key,
  "officer" text collate "C" not null,
  "name" text collate "C" not null,
  "languages" text collate "C",
  "at" text collate "C" not null,
  "by" text collate "C" not null,
  "of_subject" text collate "C" not null
);
select create_reference_table('"officers"') where not exists (select from pg_dist_partition where logicalrelid = '"officers"'::regclass);
create index if not exists "officers_by_of_subject" on "officers" ("of_subject");
create index if not exists "officers_by_officer_at" on "officers" ("officer", "at");

-- role-grants: What an officer may do, at which post, from when until when, and who gave it.
create table if not exists "role-grants" (
  "grant" text collate "C" primary key,
  "officer" text collate "C" not null,
  "roles" text collate "C" not null,
  "post" text collate "C" not null,
  "from" text collate "C" not null,
  "until" text collate "C",
  "at" text collate "C" not null,
  "by" text collate "C" not null,
  "second" text collate "C",
  "origin" text collate "C",
  "endedAt" text collate "C",
  "endedBy" text collate "C",
  "ending" text collate "C",
  "endedByHubAt" text collate "C",
  "endedOrigin" text collate "C",
  "of_subject" text collate "C" not null
);
select create_reference_table('"role-grants"') where not exists (select from pg_dist_partition where logicalrelid = '"role-grants"'::regclass);
create index if not exists "role-grants_by_of_subject" on "role-grants" ("of_subject");
create index if not exists "role-grants_by_officer" on "role-grants" ("officer");

-- sign-in-codes: One-time codes, salted and hashed; nobody reads them here, used or not.
create table if not exists "sign-in-codes" (
  "code" text collate "C" primary key,
  "officer" text collate "C" not null,
  "salt" text collate "C" not null,
  "hash" text collate "C" not null,
  "expires" text collate "C" not null,
  "at" text collate "C" not null,
  "by" text collate "C" not null,
  "post" text collate "C",
  "origin" text collate "C",
  "of_subject" text collate "C" not null
);
select create_reference_table('"sign-in-codes"') where not exists (select from pg_dist_partition where logicalrelid = '"sign-in-codes"'::regclass);
create index if not exists "sign-in-codes_by_of_subject" on "sign-in-codes" ("of_subject");
create index if not exists "sign-in-codes_by_officer_at" on "sign-in-codes" ("officer", "at");
create index if not exists "sign-in-codes_by_by_at" on "sign-in-codes" ("by", "at");

-- sign-ins: Who signed in, when, where and by which code, and when they signed out.
create table if not exists "sign-ins" (
  "signIn" text collate "C" primary key,
  "officer" text collate "C" not null,
  "method" text collate "C" not null,
  "as" text collate "C" not null,
  "code" text collate "C",
  "device" text collate "C" not null,
  "lane" text collate "C",
  "post" text collate "C" not null,
  "at" text collate "C" not null,
  "confirmedBy" text collate "C",
  "signedOutAt" text collate "C",
  "of_subject" text collate "C" not null
);
select create_reference_table('"sign-ins"') where not exists (select from pg_dist_partition where logicalrelid = '"sign-ins"'::regclass);
create index if not exists "sign-ins_by_of_subject" on "sign-ins" ("of_subject");
create index if not exists "sign-ins_by_code" on "sign-ins" ("code" nulls first);
create index if not exists "sign-ins_by_officer_at" on "sign-ins" ("officer", "at");

-- sign-in-refusals: Sign-ins that did not come about, under the name that was typed.
create table if not exists "sign-in-refusals" (
  "attempt" text collate "C" primary key,
  "officer" text collate "C" not null,
  "why" text collate "C" not null,
  "device" text collate "C" not null,
  "post" text collate "C" not null,
  "at" text collate "C" not null,
  "of_subject" text collate "C" not null
);
select create_reference_table('"sign-in-refusals"') where not exists (select from pg_dist_partition where logicalrelid = '"sign-in-refusals"'::regclass);
create index if not exists "sign-in-refusals_by_of_subject" on "sign-in-refusals" ("of_subject");
create index if not exists "sign-in-refusals_by_officer_at" on "sign-in-refusals" ("officer", "at");
create index if not exists "sign-in-refusals_by_why_at" on "sign-in-refusals" ("why", "at");

-- shifts: Shifts of officers: opened, closed, counted, and the checkpoint that was printed.
create table if not exists "shifts" (
  "shift" text collate "C" primary key,
  "officer" text collate "C" not null,
  "post" text collate "C" not null,
  "lane" text collate "C",
  "float" text collate "C",
  "openedAt" text collate "C" not null,
  "closedAt" text collate "C",
  "closedBy" text collate "C",
  "counts" text collate "C",
  "checkpoint" text collate "C",
  "note" text collate "C",
  "handedTo" text collate "C",
  "of_subject" text collate "C" not null
);
select create_reference_table('"shifts"') where not exists (select from pg_dist_partition where logicalrelid = '"shifts"'::regclass);
create index if not exists "shifts_by_of_subject" on "shifts" ("of_subject");
create index if not exists "shifts_by_officer_openedAt" on "shifts" ("officer", "openedAt");
create index if not exists "shifts_by_openedAt" on "shifts" ("openedAt");

-- nodes: Nodes of the network: whose journals are taken, with which keys, and which no more.
create table if not exists "nodes" (
  "origin" text collate "C" primary key,
  "kind" text collate "C" not null,
  "post" text collate "C" not null,
  "device" text collate "C" not null,
  "vkey" text collate "C" not null,
  "hpke" text collate "C" not null,
  "certificate" text collate "C" not null,
  "realms" text collate "C" not null,
  "predecessor" text collate "C",
  "region" text collate "C",
  "challenge" text collate "C" not null,
  "enrolledAt" text collate "C" not null,
  "enrolledBy" text collate "C" not null,
  "enrolledSecond" text collate "C",
  "revokedAt" text collate "C",
  "revokedBy" text collate "C",
  "revokedSecond" text collate "C",
  "revokedFor" text collate "C",
  "quarantinedFrom" text collate "C",
  "retiredAt" text collate "C",
  "retiredBy" text collate "C",
  "retiredFor" text collate "C",
  "of_subject" text collate "C" not null
);
select create_reference_table('"nodes"') where not exists (select from pg_dist_partition where logicalrelid = '"nodes"'::regclass);
create index if not exists "nodes_by_of_subject" on "nodes" ("of_subject");
create index if not exists "nodes_by_post" on "nodes" ("post");

-- hubs: The hubs that this node was admitted by: whom it asks, and whose words it believes.
create table if not exists "hubs" (
  "acceptance" text collate "C" primary key,
  "node" text collate "C" not null,
  "hub" text collate "C" not null,
  "vkey" text collate "C" not null,
  "cosigner" text collate "C" not null,
  "hpke" text collate "C" not null,
  "certificate" text collate "C" not null,
  "addresses" text collate "C" not null,
  "realms" text collate "C" not null,
  "at" text collate "C" not null,
  "of_subject" text collate "C" not null
);
select create_reference_table('"hubs"') where not exists (select from pg_dist_partition where logicalrelid = '"hubs"'::regclass);
create index if not exists "hubs_by_of_subject" on "hubs" ("of_subject");
create index if not exists "hubs_by_node" on "hubs" ("node");

-- biometric-offices: The keys to which faces and pages of documents are sealed, the one in force first.
create table if not exists "biometric-offices" (
  "office" text collate "C" primary key,
  "key" text collate "C" not null,
  "at" text collate "C" not null,
  "origin" text collate "C" not null,
  "of_subject" text collate "C" not null
);
select create_reference_table('"biometric-offices"') where not exists (select from pg_dist_partition where logicalrelid = '"biometric-offices"'::regclass);
create index if not exists "biometric-offices_by_of_subject" on "biometric-offices" ("of_subject");

-- forked-journals: Journals that showed two histories under their own key, with both signed checkpoints.
create table if not exists "forked-journals" (
  "origin" text collate "C" primary key,
  "known" text collate "C" not null,
  "shown" text collate "C" not null,
  "proof" text collate "C" not null,
  "at" text collate "C" not null,
  "shownAt" text collate "C" not null,
  "of_subject" text collate "C" not null
);
select create_reference_table('"forked-journals"') where not exists (select from pg_dist_partition where logicalrelid = '"forked-journals"'::regclass);
create index if not exists "forked-journals_by_of_subject" on "forked-journals" ("of_subject");

-- cosignatures: What others signed under checkpoints, as the journals noted it: leaves after are later.
create table if not exists "cosignatures" (
  "cosigning" text collate "C" primary key,
  "journal" text collate "C" not null,
  "number" bigint not null,
  "size" bigint not null,
  "seconds" bigint not null,
  "line" text collate "C" not null,
  "of_subject" text collate "C" not null
);
select create_reference_table('"cosignatures"') where not exists (select from pg_dist_partition where logicalrelid = '"cosignatures"'::regclass);
create index if not exists "cosignatures_by_of_subject" on "cosignatures" ("of_subject");
create index if not exists "cosignatures_by_journal_number" on "cosignatures" ("journal", "number");

-- look-ups: Every look-up of a person, for supervisors and inspectors.
create table if not exists "look-ups" (
  "lookUp" text collate "C" not null,
  "at" text collate "C" not null,
  "number" bigint not null,
  "origin" text collate "C",
  "officer" text collate "C" not null,
  "post" text collate "C" not null,
  "purpose" text collate "C" not null,
  "reference" text collate "C",
  "register" text collate "C",
  "query" text collate "C",
  "forLookUp" text collate "C",
  "asked" text collate "C",
  "person" text collate "C",
  "document" text collate "C",
  "results" text collate "C",
  "of_subject" text collate "C" not null,
  constraint "look-ups_key" primary key ("lookUp", "of_subject")
);
select create_distributed_table('"look-ups"', 'of_subject', colocate_with => 'subject_key') where not exists (select from pg_dist_partition where logicalrelid = '"look-ups"'::regclass);
create index if not exists "look-ups_by_of_subject" on "look-ups" ("of_subject");
create index if not exists "look-ups_by_at" on "look-ups" ("at");
create index if not exists "look-ups_by_officer_query_at" on "look-ups" ("officer", "query" nulls first, "at");
create index if not exists "look-ups_by_origin_number" on "look-ups" ("origin" nulls first, "number");

-- lists: Lists from outside that posts screen against: version, owner, legal basis, validity.
create table if not exists "lists" (
  "list" text collate "C" primary key,
  "version" text collate "C" not null,
  "name" text collate "C" not null,
  "owner" text collate "C" not null,
  "legalBasis" text collate "C" not null,
  "purpose" text collate "C",
  "reason" text collate "C" not null,
  "action" text collate "C" not null,
  "priority" text collate "C" not null,
  "instruction" text collate "C",
  "contact" text collate "C" not null,
  "validUntil" text collate "C" not null,
  "reviewBy" text collate "C" not null,
  "counts" text collate "C" not null,
  "officers" text collate "C" not null,
  "activatedAt" text collate "C" not null,
  "endedAt" text collate "C",
  "endedBy" text collate "C",
  "endedWhy" text collate "C",
  "of_subject" text collate "C" not null
);
select create_reference_table('"lists"') where not exists (select from pg_dist_partition where logicalrelid = '"lists"'::regclass);
create index if not exists "lists_by_of_subject" on "lists" ("of_subject");

-- list-versions: Versions of lists that were prepared, in force or not: file, digest and difference.
create table if not exists "list-versions" (
  "version" text collate "C" primary key,
  "list" text collate "C" not null,
  "after" text collate "C",
  "format" text collate "C" not null,
  "file" text collate "C" not null,
  "fileDigest" text collate "C" not null,
  "fileBytes" bigint not null,
  "digest" text collate "C" not null,
  "counts" text collate "C" not null,
  "faults" bigint not null,
  "parts" bigint not null,
  "numbers" text collate "C",
  "preparedAt" text collate "C" not null,
  "preparedBy" text collate "C" not null,
  "depth" bigint not null,
  "of_subject" text collate "C" not null
);
select create_reference_table('"list-versions"') where not exists (select from pg_dist_partition where logicalrelid = '"list-versions"'::regclass);
create index if not exists "list-versions_by_of_subject" on "list-versions" ("of_subject");
create index if not exists "list-versions_by_list_preparedAt" on "list-versions" ("list", "preparedAt");

-- list-parts: What each version of a list says of its entries, some hundred entries a row.
create table if not exists "list-parts" (
  "part" text collate "C" primary key,
  "version" text collate "C" not null,
  "number" bigint not null,
  "entries" text collate "C" not null,
  "gone" text collate "C" not null,
  "of_subject" text collate "C" not null
);
select create_reference_table('"list-parts"') where not exists (select from pg_dist_partition where logicalrelid = '"list-parts"'::regclass);
create index if not exists "list-parts_by_of_subject" on "list-parts" ("of_subject");
create index if not exists "list-parts_by_version_number" on "list-parts" ("version", "number");

-- list-mappings: Which column of a list holds what, kept for its next file.
create table if not exists "list-mappings" (
  "list" text collate "C" primary key,
  "mapping" text collate "C" not null,
  "by" text collate "C" not null,
  "at" text collate "C" not null,
  "of_subject" text collate "C" not null
);
select create_reference_table('"list-mappings"') where not exists (select from pg_dist_partition where logicalrelid = '"list-mappings"'::regclass);
create index if not exists "list-mappings_by_of_subject" on "list-mappings" ("of_subject");

-- alerts: Alerts on persons, documents and vehicles, in force, over or ended.
create table if not exists "alerts" (
  "alert" text collate "C" primary key,
  "list" text collate "C" not null,
  "subjectKind" text collate "C" not null,
  "action" text collate "C" not null,
  "silent" bigint not null,
  "priority" text collate "C" not null,
  "validFrom" text collate "C" not null,
  "validUntil" text collate "C" not null,
  "reviewBy" text collate "C",
  "reviewedAt" text collate "C",
  "reviewedBy" text collate "C",
  "reviewedSecond" text collate "C",
  "issuedAt" text collate "C" not null,
  "issuedBy" text collate "C" not null,
  "issuedSecond" text collate "C",
  "post" text collate "C" not null,
  "endedAt" text collate "C",
  "endedBy" text collate "C",
  "endedSecond" text collate "C",
  "endedWhy" text collate "C",
  "endedNote" text collate "C",
  "compared" text collate "C" not null,
  "told" text collate "C" not null,
  "terms" text collate "C" not null,
  "of_subject" text collate "C" not null
);
select create_reference_table('"alerts"') where not exists (select from pg_dist_partition where logicalrelid = '"alerts"'::regclass);
create index if not exists "alerts_by_of_subject" on "alerts" ("of_subject");
create index if not exists "alerts_by_list_issuedAt" on "alerts" ("list", "issuedAt");
create index if not exists "alerts_by_silent_issuedAt" on "alerts" ("silent", "issuedAt");
create index if not exists "alerts_by_validUntil" on "alerts" ("validUntil");

-- list-officers: Who sits on each list, as last named by one who does.
create table if not exists "list-officers" (
  "naming" text collate "C" primary key,
  "list" text collate "C" not null,
  "officers" text collate "C" not null,
  "at" text collate "C" not null,
  "by" text collate "C" not null,
  "of_subject" text collate "C" not null
);
select create_reference_table('"list-officers"') where not exists (select from pg_dist_partition where logicalrelid = '"list-officers"'::regclass);
create index if not exists "list-officers_by_of_subject" on "list-officers" ("of_subject");
create index if not exists "list-officers_by_list_at" on "list-officers" ("list", "at");

-- hits: Hits of persons, documents and vehicles upon alerts, from new to reviewed.
create table if not exists "hits" (
  "hit" text collate "C" primary key,
  "lookUp" text collate "C" not null,
  "alert" text collate "C" not null,
  "list" text collate "C" not null,
  "listName" text collate "C" not null,
  "action" text collate "C" not null,
  "priority" text collate "C" not null,
  "score" double precision not null,
  "reasons" text collate "C" not null,
  "instruction" text collate "C" not null,
  "ownText" text collate "C",
  "contact" text collate "C" not null,
  "listed" text collate "C",
  "foreign" text collate "C",
  "engine" text collate "C",
  "inside" text collate "C",
  "person" text collate "C" not null,
  "personKeys" text collate "C" not null,
  "raisedAt" text collate "C" not null,
  "raisedBy" text collate "C" not null,
  "post" text collate "C" not null,
  "status" text collate "C" not null,
  "takenUpAt" text collate "C",
  "takenUpBy" text collate "C",
  "ownerInformedAt" text collate "C",
  "verdict" text collate "C",
  "outcome" text collate "C",
  "evidence" text collate "C",
  "notes" text collate "C",
  "decidedAt" text collate "C",
  "decidedBy" text collate "C",
  "decidedSecond" text collate "C",
  "rememberUntil" text collate "C",
  "reopenedAt" text collate "C",
  "reopenedWhy" text collate "C",
  "of_subject" text collate "C" not null
);
select create_reference_table('"hits"') where not exists (select from pg_dist_partition where logicalrelid = '"hits"'::regclass);
create index if not exists "hits_by_of_subject" on "hits" ("of_subject");
create index if not exists "hits_by_lookUp" on "hits" ("lookUp");
create index if not exists "hits_by_status_raisedAt" on "hits" ("status", "raisedAt");
create index if not exists "hits_by_list_raisedAt" on "hits" ("list", "raisedAt");
create index if not exists "hits_by_alert" on "hits" ("alert");
create index if not exists "hits_by_verdict_rememberUntil" on "hits" ("verdict" nulls first, "rememberUntil" nulls first);

-- hit-persons: Which hits are upon a person, by every key that person was known by.
create table if not exists "hit-persons" (
  "pair" text collate "C" primary key,
  "hit" text collate "C" not null,
  "personKey" text collate "C" not null,
  "of_subject" text collate "C" not null
);
select create_reference_table('"hit-persons"') where not exists (select from pg_dist_partition where logicalrelid = '"hit-persons"'::regclass);
create index if not exists "hit-persons_by_of_subject" on "hit-persons" ("of_subject");
create index if not exists "hit-persons_by_personKey" on "hit-persons" ("personKey");
create index if not exists "hit-persons_by_hit" on "hit-persons" ("hit");

-- silent-hits: Watches kept against silent alerts, and what they found; read by own-hits alone.
create table if not exists "silent-hits" (
  "watch" text collate "C" primary key,
  "through" bigint not null,
  "at" text collate "C" not null,
  "origin" text collate "C" not null,
  "found" bigint not null,
  "hits" text collate "C" not null,
  "of_subject" text collate "C" not null
);
select create_reference_table('"silent-hits"') where not exists (select from pg_dist_partition where logicalrelid = '"silent-hits"'::regclass);
create index if not exists "silent-hits_by_of_subject" on "silent-hits" ("of_subject");
create index if not exists "silent-hits_by_origin_through" on "silent-hits" ("origin", "through");
create index if not exists "silent-hits_by_at" on "silent-hits" ("at");

-- watchlist-readings: Readings of alerts and hits.
create table if not exists "watchlist-readings" (
  "reading" text collate "C" primary key,
  "what" text collate "C" not null,
  "asked" text collate "C",
  "hits" text collate "C",
  "alerts" text collate "C",
  "lists" text collate "C",
  "at" text collate "C" not null,
  "by" text collate "C" not null,
  "post" text collate "C" not null,
  "of_subject" text collate "C" not null
);
select create_reference_table('"watchlist-readings"') where not exists (select from pg_dist_partition where logicalrelid = '"watchlist-readings"'::regclass);
create index if not exists "watchlist-readings_by_of_subject" on "watchlist-readings" ("of_subject");
create index if not exists "watchlist-readings_by_what_at" on "watchlist-readings" ("what", "at");
create index if not exists "watchlist-readings_by_by_at" on "watchlist-readings" ("by", "at");

-- stay-rules: The rules of stay as they were laid down, one after another; the newest is the law.
create table if not exists "stay-rules" (
  "law" text collate "C" primary key,
  "country" text collate "C" not null,
  "text" text collate "C" not null,
  "laidDownAt" text collate "C" not null,
  "by" text collate "C" not null,
  "of_subject" text collate "C" not null
);
select create_reference_table('"stay-rules"') where not exists (select from pg_dist_partition where logicalrelid = '"stay-rules"'::regclass);
create index if not exists "stay-rules_by_of_subject" on "stay-rules" ("of_subject");
create index if not exists "stay-rules_by_country_laidDownAt" on "stay-rules" ("country", "laidDownAt");

-- crossings: Every crossing as it stands now, corrections applied.
create table if not exists "crossings" (
  "crossing" text collate "C" not null,
  "at" text collate "C" not null,
  "number" bigint not null,
  "origin" text collate "C" not null,
  "post" text collate "C" not null,
  "officer" text collate "C" not null,
  "direction" text collate "C" not null,
  "decision" text collate "C" not null,
  "lookUp" text collate "C",
  "person" text collate "C" not null,
  "document" text collate "C" not null,
  "traveller" text collate "C" not null,
  "nameKey" text collate "C" not null,
  "name1" text collate "C",
  "name2" text collate "C",
  "name3" text collate "C",
  "birthDate" text collate "C",
  "birthYear" text collate "C",
  "nationality" text collate "C" not null,
  "documentNumber" text collate "C",
  "documentIssuer" text collate "C",
  "plate" text collate "C",
  "asRecorded" text collate "C" not null,
  "correctedAt" text collate "C",
  "evidence" text collate "C",
  "mode" text collate "C",
  "conveyance" text collate "C",
  "from" text collate "C",
  "to" text collate "C",
  "purpose" text collate "C",
  "stayDays" bigint,
  "addressInCountry" text collate "C",
  "phone" text collate "C",
  "visa" text collate "C",
  "reasons" text collate "C",
  "reasonText" text collate "C",
  "nonRefoulement" text collate "C",
  "until" text collate "C",
  "rule" text collate "C",
  "group" text collate "C",
  "groupRole" text collate "C",
  "pairedWith" text collate "C",
  "pairing" text collate "C",
  "steps" text collate "C",
  "lane" text collate "C",
  "note" text collate "C",
  "paperSerial" text collate "C",
  "of_subject" text collate "C" not null,
  constraint "crossings_key" primary key ("crossing", "of_subject")
);
select create_distributed_table('"crossings"', 'of_subject', colocate_with => 'subject_key') where not exists (select from pg_dist_partition where logicalrelid = '"crossings"'::regclass);
create index if not exists "crossings_by_of_subject" on "crossings" ("of_subject");
create index if not exists "crossings_by_documentNumber_documentIssuer_at" on "crossings" ("documentNumber" nulls first, "documentIssuer" nulls first, "at");
create index if not exists "crossings_by_traveller_at" on "crossings" ("traveller", "at");
create index if not exists "crossings_by_nameKey_birthYear_nationality_at" on "crossings" ("nameKey", "birthYear" nulls first, "nationality", "at");
create index if not exists "crossings_by_at" on "crossings" ("at");
create index if not exists "crossings_by_name1_at" on "crossings" ("name1" nulls first, "at");
create index if not exists "crossings_by_name2_at" on "crossings" ("name2" nulls first, "at");
create index if not exists "crossings_by_name3_at" on "crossings" ("name3" nulls first, "at");
create index if not exists "crossings_by_group" on "crossings" ("group" nulls first);
create index if not exists "crossings_by_pairedWith_direction_at" on "crossings" ("pairedWith" nulls first, "direction", "at");
create index if not exists "crossings_by_direction_until" on "crossings" ("direction", "until" nulls first);
create index if not exists "crossings_by_lookUp" on "crossings" ("lookUp" nulls first);

-- corrections: What was said about a crossing after it was recorded, in the order in which it was said.
create table if not exists "corrections" (
  "statement" text collate "C" not null,
  "correction" text collate "C",
  "crossing" text collate "C" not null,
  "fact" text collate "C" not null,
  "corrected" text collate "C" not null,
  "why" text collate "C",
  "after" text collate "C",
  "at" text collate "C" not null,
  "number" bigint not null,
  "origin" text collate "C" not null,
  "officer" text collate "C" not null,
  "second" text collate "C",
  "post" text collate "C" not null,
  "of_subject" text collate "C" not null,
  constraint "corrections_key" primary key ("statement", "of_subject")
);
select create_distributed_table('"corrections"', 'of_subject', colocate_with => 'subject_key') where not exists (select from pg_dist_partition where logicalrelid = '"corrections"'::regclass);
create index if not exists "corrections_by_of_subject" on "corrections" ("of_subject");
create index if not exists "corrections_by_crossing_at" on "corrections" ("crossing", "at");

-- pictures: Pages of documents that were pictured at a crossing; the pictures are sealed and apart.
create table if not exists "pictures" (
  "picture" text collate "C" primary key,
  "crossing" text collate "C" not null,
  "page" text collate "C" not null,
  "digest" text collate "C" not null,
  "bytes" bigint not null,
  "office" text collate "C" not null,
  "at" text collate "C" not null,
  "officer" text collate "C" not null,
  "post" text collate "C" not null,
  "origin" text collate "C" not null,
  "number" bigint not null,
  "of_subject" text collate "C" not null
);
select create_reference_table('"pictures"') where not exists (select from pg_dist_partition where logicalrelid = '"pictures"'::regclass);
create index if not exists "pictures_by_of_subject" on "pictures" ("of_subject");
create index if not exists "pictures_by_crossing_at" on "pictures" ("crossing", "at");

-- interpol-questions: What was asked of INTERPOL, and what it answered; unanswered ones are asked again.
create table if not exists "interpol-questions" (
  "question" text collate "C" primary key,
  "lookUp" text collate "C" not null,
  "at" text collate "C" not null,
  "by" text collate "C" not null,
  "post" text collate "C" not null,
  "origin" text collate "C" not null,
  "about" text collate "C" not null,
  "answeredAt" text collate "C",
  "records" text collate "C",
  "hits" text collate "C",
  "late" bigint,
  "of_subject" text collate "C" not null
);
select create_reference_table('"interpol-questions"') where not exists (select from pg_dist_partition where logicalrelid = '"interpol-questions"'::regclass);
create index if not exists "interpol-questions_by_of_subject" on "interpol-questions" ("of_subject");
create index if not exists "interpol-questions_by_origin_answeredAt_at" on "interpol-questions" ("origin", "answeredAt" nulls first, "at");
create index if not exists "interpol-questions_by_lookUp" on "interpol-questions" ("lookUp");
create index if not exists "interpol-questions_by_at" on "interpol-questions" ("at");

-- issuer-sources: Sources of issuers that are believed: which version, how it was known to be genuine.
create table if not exists "issuer-sources" (
  "source" text collate "C" primary key,
  "version" text collate "C" not null,
  "name" text collate "C" not null,
  "howKnown" text collate "C" not null,
  "reviewBy" text collate "C" not null,
  "counts" text collate "C" not null,
  "officers" text collate "C" not null,
  "believedAt" text collate "C" not null,
  "endedAt" text collate "C",
  "endedWhy" text collate "C",
  "of_subject" text collate "C" not null
);
select create_reference_table('"issuer-sources"') where not exists (select from pg_dist_partition where logicalrelid = '"issuer-sources"'::regclass);
create index if not exists "issuer-sources_by_of_subject" on "issuer-sources" ("of_subject");

-- issuer-versions: Files of issuers that were read, believed or not: digest, signer and difference.
create table if not exists "issuer-versions" (
  "version" text collate "C" primary key,
  "source" text collate "C" not null,
  "after" text collate "C",
  "format" text collate "C" not null,
  "file" text collate "C" not null,
  "fileDigest" text collate "C" not null,
  "signed" text collate "C" not null,
  "counts" text collate "C" not null,
  "unreadable" bigint not null,
  "parts" bigint not null,
  "preparedAt" text collate "C" not null,
  "preparedBy" text collate "C" not null,
  "of_subject" text collate "C" not null
);
select create_reference_table('"issuer-versions"') where not exists (select from pg_dist_partition where logicalrelid = '"issuer-versions"'::regclass);
create index if not exists "issuer-versions_by_of_subject" on "issuer-versions" ("of_subject");
create index if not exists "issuer-versions_by_source_preparedAt" on "issuer-versions" ("source", "preparedAt");

-- issuer-parts: What each version says of its issuers: certificates, and fingerprints of those gone.
create table if not exists "issuer-parts" (
  "part" text collate "C" primary key,
  "version" text collate "C" not null,
  "number" bigint not null,
  "certificates" text collate "C" not null,
  "gone" text collate "C" not null,
  "revocations" text collate "C" not null,
  "of_subject" text collate "C" not null
);
select create_reference_table('"issuer-parts"') where not exists (select from pg_dist_partition where logicalrelid = '"issuer-parts"'::regclass);
create index if not exists "issuer-parts_by_of_subject" on "issuer-parts" ("of_subject");
create index if not exists "issuer-parts_by_version_number" on "issuer-parts" ("version", "number");

-- doubted-issuers: Issuers that two officers ceased to believe by themselves: a key that was stolen.
create table if not exists "doubted-issuers" (
  "issuer" text collate "C" primary key,
  "why" text collate "C" not null,
  "note" text collate "C",
  "at" text collate "C" not null,
  "officers" text collate "C" not null,
  "of_subject" text collate "C" not null
);
select create_reference_table('"doubted-issuers"') where not exists (select from pg_dist_partition where logicalrelid = '"doubted-issuers"'::regclass);
create index if not exists "doubted-issuers_by_of_subject" on "doubted-issuers" ("of_subject");

-- risk-rules: Risk rules as last written, with their last run on past crossings, on or off.
create table if not exists "risk-rules" (
  "rule" text collate "C" primary key,
  "version" bigint not null,
  "name" text collate "C" not null,
  "all" text collate "C" not null,
  "look" text collate "C" not null,
  "owner" text collate "C" not null,
  "legalBasis" text collate "C" not null,
  "validUntil" text collate "C" not null,
  "standing" text collate "C" not null,
  "writtenAt" text collate "C" not null,
  "writtenBy" text collate "C" not null,
  "trial" text collate "C",
  "triedAt" text collate "C",
  "onSince" text collate "C",
  "onBy" text collate "C",
  "offWhy" text collate "C",
  "of_subject" text collate "C" not null
);
select create_reference_table('"risk-rules"') where not exists (select from pg_dist_partition where logicalrelid = '"risk-rules"'::regclass);
create index if not exists "risk-rules_by_of_subject" on "risk-rules" ("of_subject");
create index if not exists "risk-rules_by_standing_validUntil" on "risk-rules" ("standing", "validUntil");

-- groups: Groups that presented themselves together.
create table if not exists "groups" (
  "group" text collate "C" primary key,
  "kind" text collate "C" not null,
  "direction" text collate "C" not null,
  "expected" bigint not null,
  "operator" text collate "C",
  "leader" text collate "C",
  "contact" text collate "C",
  "conveyance" text collate "C",
  "mode" text collate "C",
  "from" text collate "C",
  "to" text collate "C",
  "purpose" text collate "C",
  "listed" text collate "C",
  "at" text collate "C" not null,
  "post" text collate "C" not null,
  "officer" text collate "C" not null,
  "closedAt" text collate "C",
  "closedBy" text collate "C",
  "presented" bigint,
  "mismatches" text collate "C",
  "of_subject" text collate "C" not null
);
select create_reference_table('"groups"') where not exists (select from pg_dist_partition where logicalrelid = '"groups"'::regclass);
create index if not exists "groups_by_of_subject" on "groups" ("of_subject");
create index if not exists "groups_by_at" on "groups" ("at");
create index if not exists "groups_by_post_at" on "groups" ("post", "at");

-- settlements: How discrepancies were settled, by whom, why, and of which facts.
create table if not exists "settlements" (
  "settlement" text collate "C" primary key,
  "kind" text collate "C" not null,
  "about" text collate "C" not null,
  "field" text collate "C",
  "facts" text collate "C" not null,
  "foundOut" text collate "C" not null,
  "stands" text collate "C",
  "why" text collate "C" not null,
  "at" text collate "C" not null,
  "number" bigint not null,
  "origin" text collate "C" not null,
  "officer" text collate "C" not null,
  "second" text collate "C",
  "post" text collate "C" not null,
  "of_subject" text collate "C" not null
);
select create_reference_table('"settlements"') where not exists (select from pg_dist_partition where logicalrelid = '"settlements"'::regclass);
create index if not exists "settlements_by_of_subject" on "settlements" ("of_subject");
create index if not exists "settlements_by_about_at" on "settlements" ("about", "at");
create index if not exists "settlements_by_at" on "settlements" ("at");
