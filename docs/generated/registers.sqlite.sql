-- the journal: leaves, tiles, keys of subjects, checkpoints.
create table if not exists "leaf" (
  "origin" text not null,
  "number" bigint not null,
  "at" text not null,
  "tick" bigint not null,
  "event" text not null,
  "subject" text not null,
  "bytes" blob not null,
  "content" blob,
  constraint "leaf_key" primary key ("origin", "number")
);
create index if not exists "leaf_by_subject" on "leaf" ("subject");
create table if not exists "tile" (
  "origin" text not null,
  "level" bigint not null,
  "number" bigint not null,
  "hashes" blob not null,
  constraint "tile_key" primary key ("origin", "level", "number")
);
create table if not exists "subject_key" (
  "subject" text not null,
  "realm" text not null,
  "quarter" text not null,
  "wrapped" blob not null,
  "maker" text not null,
  constraint "subject_key_key" primary key ("subject", "realm", "wrapped")
);
create table if not exists "checkpoint" (
  "origin" text not null,
  "size" bigint not null,
  "note" blob not null,
  constraint "checkpoint_key" primary key ("origin", "size")
);
create table if not exists "bundle_entry" (
  "number" bigint primary key,
  "origin" text not null,
  "leaf" bigint not null,
  "hash" blob not null
);
create table if not exists "witnessed" (
  "origin" text primary key,
  "size" bigint not null,
  "root" blob not null,
  "note" blob not null
);
create table if not exists "mirrored" (
  "origin" text primary key,
  "size" bigint not null,
  "next" bigint not null,
  "note" blob
);
create table if not exists "quarantined" (
  "origin" text not null,
  "number" bigint not null,
  "bytes" blob not null,
  "reason" text not null,
  constraint "quarantined_key" primary key ("origin", "number")
);
create table if not exists "cosigned" (
  "origin" text not null,
  "size" bigint not null,
  "cosigner" text not null,
  "seconds" bigint not null,
  "line" text not null,
  constraint "cosigned_key" primary key ("origin", "size", "cosigner")
);
create table if not exists "brought_up" (
  "mirror" text not null,
  "origin" text not null,
  "size" bigint not null,
  "contents" bigint not null,
  constraint "brought_up_key" primary key ("mirror", "origin")
);
create table if not exists "attachment" (
  "digest" text primary key,
  "bytes" bigint not null,
  "leaves" bigint not null,
  "whole" bigint not null
);
create table if not exists "attachment_piece" (
  "digest" text not null,
  "number" bigint not null,
  "bytes" blob not null,
  constraint "attachment_piece_key" primary key ("digest", "number")
);
create table if not exists "unfolded" (
  "origin" text not null,
  "number" bigint not null,
  "event" text not null,
  "reason" text not null,
  constraint "unfolded_key" primary key ("origin", "number")
);
create table if not exists "kept" (
  "name" text primary key,
  "value" blob not null
);

-- posts: Places where people may cross the border, with their codes and names.
create table if not exists "posts" (
  "post" text primary key,
  "code" text not null,
  "name" text not null,
  "country" text not null,
  "unlocode" text,
  "kind" text not null,
  "lat" double precision,
  "lon" double precision,
  "neighbour" text,
  "lanes" bigint not null,
  "at" text not null,
  "of_subject" text not null
);
create index if not exists "posts_by_of_subject" on "posts" ("of_subject");
create index if not exists "posts_by_code" on "posts" ("code");

-- officers: Officers by their short name.
create table if not exists "officers" (
  "enrolment" text primary key,
  "officer" text not null,
  "name" text not null,
  "languages" text,
  "at" text not null,
  "by" text not null,
  "of_subject" text not null
);
create index if not exists "officers_by_of_subject" on "officers" ("of_subject");
create index if not exists "officers_by_officer_at" on "officers" ("officer", "at");

-- role-grants: What an officer may do, at which post, from when until when, and who gave it.
create table if not exists "role-grants" (
  "grant" text primary key,
  "officer" text not null,
  "roles" text not null,
  "post" text not null,
  "from" text not null,
  "until" text,
  "at" text not null,
  "by" text not null,
  "second" text,
  "origin" text,
  "endedAt" text,
  "endedBy" text,
  "ending" text,
  "endedByHubAt" text,
  "endedOrigin" text,
  "of_subject" text not null
);
create index if not exists "role-grants_by_of_subject" on "role-grants" ("of_subject");
create index if not exists "role-grants_by_officer" on "role-grants" ("officer");

-- sign-in-codes: One-time codes, salted and hashed; nobody reads them here, used or not.
create table if not exists "sign-in-codes" (
  "code" text primary key,
  "officer" text not null,
  "salt" text not null,
  "hash" text not null,
  "expires" text not null,
  "at" text not null,
  "by" text not null,
  "post" text,
  "origin" text,
  "of_subject" text not null
);
create index if not exists "sign-in-codes_by_of_subject" on "sign-in-codes" ("of_subject");
create index if not exists "sign-in-codes_by_officer_at" on "sign-in-codes" ("officer", "at");
create index if not exists "sign-in-codes_by_by_at" on "sign-in-codes" ("by", "at");

-- sign-ins: Who signed in, when, where and by which code, and when they signed out.
create table if not exists "sign-ins" (
  "signIn" text primary key,
  "officer" text not null,
  "method" text not null,
  "as" text not null,
  "code" text,
  "device" text not null,
  "lane" text,
  "post" text not null,
  "at" text not null,
  "confirmedBy" text,
  "signedOutAt" text,
  "of_subject" text not null
);
create index if not exists "sign-ins_by_of_subject" on "sign-ins" ("of_subject");
create index if not exists "sign-ins_by_code" on "sign-ins" ("code");
create index if not exists "sign-ins_by_officer_at" on "sign-ins" ("officer", "at");

-- sign-in-refusals: Sign-ins that did not come about, under the name that was typed.
create table if not exists "sign-in-refusals" (
  "attempt" text primary key,
  "officer" text not null,
  "why" text not null,
  "device" text not null,
  "post" text not null,
  "at" text not null,
  "of_subject" text not null
);
create index if not exists "sign-in-refusals_by_of_subject" on "sign-in-refusals" ("of_subject");
create index if not exists "sign-in-refusals_by_officer_at" on "sign-in-refusals" ("officer", "at");
create index if not exists "sign-in-refusals_by_why_at" on "sign-in-refusals" ("why", "at");

-- shifts: Shifts of officers: opened, closed, counted, and the checkpoint that was printed.
create table if not exists "shifts" (
  "shift" text primary key,
  "officer" text not null,
  "post" text not null,
  "lane" text,
  "float" text,
  "openedAt" text not null,
  "closedAt" text,
  "closedBy" text,
  "counts" text,
  "checkpoint" text,
  "note" text,
  "handedTo" text,
  "of_subject" text not null
);
create index if not exists "shifts_by_of_subject" on "shifts" ("of_subject");
create index if not exists "shifts_by_officer_openedAt" on "shifts" ("officer", "openedAt");
create index if not exists "shifts_by_openedAt" on "shifts" ("openedAt");

-- nodes: Nodes of the network: whose journals are taken, with which keys, and which no more.
create table if not exists "nodes" (
  "origin" text primary key,
  "kind" text not null,
  "post" text not null,
  "device" text not null,
  "vkey" text not null,
  "hpke" text not null,
  "certificate" text not null,
  "realms" text not null,
  "predecessor" text,
  "region" text,
  "challenge" text not null,
  "enrolledAt" text not null,
  "enrolledBy" text not null,
  "enrolledSecond" text,
  "revokedAt" text,
  "revokedBy" text,
  "revokedSecond" text,
  "revokedFor" text,
  "quarantinedFrom" text,
  "retiredAt" text,
  "retiredBy" text,
  "retiredFor" text,
  "of_subject" text not null
);
create index if not exists "nodes_by_of_subject" on "nodes" ("of_subject");
create index if not exists "nodes_by_post" on "nodes" ("post");

-- hubs: The hubs that this node was admitted by: whom it asks, and whose words it believes.
create table if not exists "hubs" (
  "acceptance" text primary key,
  "node" text not null,
  "hub" text not null,
  "vkey" text not null,
  "cosigner" text not null,
  "hpke" text not null,
  "certificate" text not null,
  "addresses" text not null,
  "realms" text not null,
  "at" text not null,
  "of_subject" text not null
);
create index if not exists "hubs_by_of_subject" on "hubs" ("of_subject");
create index if not exists "hubs_by_node" on "hubs" ("node");

-- biometric-offices: The keys to which faces and pages of documents are sealed, the one in force first.
create table if not exists "biometric-offices" (
  "office" text primary key,
  "key" text not null,
  "at" text not null,
  "origin" text not null,
  "of_subject" text not null
);
create index if not exists "biometric-offices_by_of_subject" on "biometric-offices" ("of_subject");

-- forked-journals: Journals that showed two histories under their own key, with both signed checkpoints.
create table if not exists "forked-journals" (
  "origin" text primary key,
  "known" text not null,
  "shown" text not null,
  "proof" text not null,
  "at" text not null,
  "shownAt" text not null,
  "of_subject" text not null
);
create index if not exists "forked-journals_by_of_subject" on "forked-journals" ("of_subject");

-- cosignatures: What others signed under checkpoints, as the journals noted it: leaves after are later.
create table if not exists "cosignatures" (
  "cosigning" text primary key,
  "journal" text not null,
  "number" bigint not null,
  "size" bigint not null,
  "seconds" bigint not null,
  "line" text not null,
  "of_subject" text not null
);
create index if not exists "cosignatures_by_of_subject" on "cosignatures" ("of_subject");
create index if not exists "cosignatures_by_journal_number" on "cosignatures" ("journal", "number");

-- look-ups: Every look-up of a person, for supervisors and inspectors.
create table if not exists "look-ups" (
  "lookUp" text primary key,
  "at" text not null,
  "number" bigint not null,
  "origin" text,
  "officer" text not null,
  "post" text not null,
  "purpose" text not null,
  "reference" text,
  "register" text,
  "query" text,
  "forLookUp" text,
  "asked" text,
  "person" text,
  "document" text,
  "results" text,
  "of_subject" text not null
);
create index if not exists "look-ups_by_of_subject" on "look-ups" ("of_subject");
create index if not exists "look-ups_by_at" on "look-ups" ("at");
create index if not exists "look-ups_by_officer_query_at" on "look-ups" ("officer", "query", "at");
create index if not exists "look-ups_by_origin_number" on "look-ups" ("origin", "number");

-- lists: Lists from outside that posts screen against: version, owner, legal basis, validity.
create table if not exists "lists" (
  "list" text primary key,
  "version" text not null,
  "name" text not null,
  "owner" text not null,
  "legalBasis" text not null,
  "purpose" text,
  "reason" text not null,
  "action" text not null,
  "priority" text not null,
  "instruction" text,
  "contact" text not null,
  "validUntil" text not null,
  "reviewBy" text not null,
  "counts" text not null,
  "officers" text not null,
  "activatedAt" text not null,
  "endedAt" text,
  "endedBy" text,
  "endedWhy" text,
  "of_subject" text not null
);
create index if not exists "lists_by_of_subject" on "lists" ("of_subject");

-- list-versions: Versions of lists that were prepared, in force or not: file, digest and difference.
create table if not exists "list-versions" (
  "version" text primary key,
  "list" text not null,
  "after" text,
  "format" text not null,
  "file" text not null,
  "fileDigest" text not null,
  "fileBytes" bigint not null,
  "digest" text not null,
  "counts" text not null,
  "faults" bigint not null,
  "parts" bigint not null,
  "numbers" text,
  "preparedAt" text not null,
  "preparedBy" text not null,
  "depth" bigint not null,
  "of_subject" text not null
);
create index if not exists "list-versions_by_of_subject" on "list-versions" ("of_subject");
create index if not exists "list-versions_by_list_preparedAt" on "list-versions" ("list", "preparedAt");

-- list-parts: What each version of a list says of its entries, some hundred entries a row.
create table if not exists "list-parts" (
  "part" text primary key,
  "version" text not null,
  "number" bigint not null,
  "entries" text not null,
  "gone" text not null,
  "of_subject" text not null
);
create index if not exists "list-parts_by_of_subject" on "list-parts" ("of_subject");
create index if not exists "list-parts_by_version_number" on "list-parts" ("version", "number");

-- list-mappings: Which column of a list holds what, kept for its next file.
create table if not exists "list-mappings" (
  "list" text primary key,
  "mapping" text not null,
  "by" text not null,
  "at" text not null,
  "of_subject" text not null
);
create index if not exists "list-mappings_by_of_subject" on "list-mappings" ("of_subject");

-- alerts: Alerts on persons, documents and vehicles, in force, over or ended.
create table if not exists "alerts" (
  "alert" text primary key,
  "list" text not null,
  "subjectKind" text not null,
  "action" text not null,
  "silent" bigint not null,
  "priority" text not null,
  "validFrom" text not null,
  "validUntil" text not null,
  "reviewBy" text,
  "reviewedAt" text,
  "reviewedBy" text,
  "reviewedSecond" text,
  "issuedAt" text not null,
  "issuedBy" text not null,
  "issuedSecond" text,
  "post" text not null,
  "endedAt" text,
  "endedBy" text,
  "endedSecond" text,
  "endedWhy" text,
  "endedNote" text,
  "compared" text not null,
  "told" text not null,
  "terms" text not null,
  "of_subject" text not null
);
create index if not exists "alerts_by_of_subject" on "alerts" ("of_subject");
create index if not exists "alerts_by_list_issuedAt" on "alerts" ("list", "issuedAt");
create index if not exists "alerts_by_silent_issuedAt" on "alerts" ("silent", "issuedAt");
create index if not exists "alerts_by_validUntil" on "alerts" ("validUntil");

-- list-officers: Who sits on each list, as last named by one who does.
create table if not exists "list-officers" (
  "naming" text primary key,
  "list" text not null,
  "officers" text not null,
  "at" text not null,
  "by" text not null,
  "of_subject" text not null
);
create index if not exists "list-officers_by_of_subject" on "list-officers" ("of_subject");
create index if not exists "list-officers_by_list_at" on "list-officers" ("list", "at");

-- hits: Hits of persons, documents and vehicles upon alerts, from new to reviewed.
create table if not exists "hits" (
  "hit" text primary key,
  "lookUp" text not null,
  "alert" text not null,
  "list" text not null,
  "listName" text not null,
  "action" text not null,
  "priority" text not null,
  "score" double precision not null,
  "reasons" text not null,
  "instruction" text not null,
  "ownText" text,
  "contact" text not null,
  "listed" text,
  "foreign" text,
  "engine" text,
  "inside" text,
  "person" text not null,
  "personKeys" text not null,
  "raisedAt" text not null,
  "raisedBy" text not null,
  "post" text not null,
  "status" text not null,
  "takenUpAt" text,
  "takenUpBy" text,
  "ownerInformedAt" text,
  "verdict" text,
  "outcome" text,
  "evidence" text,
  "notes" text,
  "decidedAt" text,
  "decidedBy" text,
  "decidedSecond" text,
  "rememberUntil" text,
  "reopenedAt" text,
  "reopenedWhy" text,
  "of_subject" text not null
);
create index if not exists "hits_by_of_subject" on "hits" ("of_subject");
create index if not exists "hits_by_lookUp" on "hits" ("lookUp");
create index if not exists "hits_by_status_raisedAt" on "hits" ("status", "raisedAt");
create index if not exists "hits_by_list_raisedAt" on "hits" ("list", "raisedAt");
create index if not exists "hits_by_alert" on "hits" ("alert");
create index if not exists "hits_by_verdict_rememberUntil" on "hits" ("verdict", "rememberUntil");

-- hit-persons: Which hits are upon a person, by every key that person was known by.
create table if not exists "hit-persons" (
  "pair" text primary key,
  "hit" text not null,
  "personKey" text not null,
  "of_subject" text not null
);
create index if not exists "hit-persons_by_of_subject" on "hit-persons" ("of_subject");
create index if not exists "hit-persons_by_personKey" on "hit-persons" ("personKey");
create index if not exists "hit-persons_by_hit" on "hit-persons" ("hit");

-- silent-hits: Watches kept against silent alerts, and what they found; read by own-hits alone.
create table if not exists "silent-hits" (
  "watch" text primary key,
  "through" bigint not null,
  "at" text not null,
  "origin" text not null,
  "found" bigint not null,
  "hits" text not null,
  "of_subject" text not null
);
create index if not exists "silent-hits_by_of_subject" on "silent-hits" ("of_subject");
create index if not exists "silent-hits_by_origin_through" on "silent-hits" ("origin", "through");
create index if not exists "silent-hits_by_at" on "silent-hits" ("at");

-- watchlist-readings: Readings of alerts and hits.
create table if not exists "watchlist-readings" (
  "reading" text primary key,
  "what" text not null,
  "asked" text,
  "hits" text,
  "alerts" text,
  "lists" text,
  "at" text not null,
  "by" text not null,
  "post" text not null,
  "of_subject" text not null
);
create index if not exists "watchlist-readings_by_of_subject" on "watchlist-readings" ("of_subject");
create index if not exists "watchlist-readings_by_what_at" on "watchlist-readings" ("what", "at");
create index if not exists "watchlist-readings_by_by_at" on "watchlist-readings" ("by", "at");

-- stay-rules: The rules of stay as they were laid down, one after another; the newest is the law.
create table if not exists "stay-rules" (
  "law" text primary key,
  "country" text not null,
  "text" text not null,
  "laidDownAt" text not null,
  "by" text not null,
  "of_subject" text not null
);
create index if not exists "stay-rules_by_of_subject" on "stay-rules" ("of_subject");
create index if not exists "stay-rules_by_country_laidDownAt" on "stay-rules" ("country", "laidDownAt");

-- crossings: Every crossing as it stands now, corrections applied.
create table if not exists "crossings" (
  "crossing" text primary key,
  "at" text not null,
  "number" bigint not null,
  "origin" text not null,
  "post" text not null,
  "officer" text not null,
  "direction" text not null,
  "decision" text not null,
  "lookUp" text,
  "person" text not null,
  "document" text not null,
  "traveller" text not null,
  "nameKey" text not null,
  "name1" text,
  "name2" text,
  "name3" text,
  "birthDate" text,
  "birthYear" text,
  "nationality" text not null,
  "documentNumber" text,
  "documentIssuer" text,
  "plate" text,
  "asRecorded" text not null,
  "correctedAt" text,
  "evidence" text,
  "mode" text,
  "conveyance" text,
  "from" text,
  "to" text,
  "purpose" text,
  "stayDays" bigint,
  "addressInCountry" text,
  "phone" text,
  "visa" text,
  "reasons" text,
  "reasonText" text,
  "nonRefoulement" text,
  "until" text,
  "rule" text,
  "group" text,
  "groupRole" text,
  "pairedWith" text,
  "pairing" text,
  "steps" text,
  "lane" text,
  "note" text,
  "paperSerial" text,
  "of_subject" text not null
);
create index if not exists "crossings_by_of_subject" on "crossings" ("of_subject");
create index if not exists "crossings_by_documentNumber_documentIssuer_at" on "crossings" ("documentNumber", "documentIssuer", "at");
create index if not exists "crossings_by_traveller_at" on "crossings" ("traveller", "at");
create index if not exists "crossings_by_nameKey_birthYear_nationality_at" on "crossings" ("nameKey", "birthYear", "nationality", "at");
create index if not exists "crossings_by_at" on "crossings" ("at");
create index if not exists "crossings_by_name1_at" on "crossings" ("name1", "at");
create index if not exists "crossings_by_name2_at" on "crossings" ("name2", "at");
create index if not exists "crossings_by_name3_at" on "crossings" ("name3", "at");
create index if not exists "crossings_by_group" on "crossings" ("group");
create index if not exists "crossings_by_pairedWith_direction_at" on "crossings" ("pairedWith", "direction", "at");
create index if not exists "crossings_by_direction_until" on "crossings" ("direction", "until");
create index if not exists "crossings_by_lookUp" on "crossings" ("lookUp");

-- corrections: What was said about a crossing after it was recorded, in the order in which it was said.
create table if not exists "corrections" (
  "statement" text primary key,
  "correction" text,
  "crossing" text not null,
  "fact" text not null,
  "corrected" text not null,
  "why" text,
  "after" text,
  "at" text not null,
  "number" bigint not null,
  "origin" text not null,
  "officer" text not null,
  "second" text,
  "post" text not null,
  "of_subject" text not null
);
create index if not exists "corrections_by_of_subject" on "corrections" ("of_subject");
create index if not exists "corrections_by_crossing_at" on "corrections" ("crossing", "at");

-- pictures: Pages of documents that were pictured at a crossing; the pictures are sealed and apart.
create table if not exists "pictures" (
  "picture" text primary key,
  "crossing" text not null,
  "page" text not null,
  "digest" text not null,
  "bytes" bigint not null,
  "office" text not null,
  "at" text not null,
  "officer" text not null,
  "post" text not null,
  "origin" text not null,
  "number" bigint not null,
  "of_subject" text not null
);
create index if not exists "pictures_by_of_subject" on "pictures" ("of_subject");
create index if not exists "pictures_by_crossing_at" on "pictures" ("crossing", "at");

-- interpol-questions: What was asked of INTERPOL, and what it answered; unanswered ones are asked again.
create table if not exists "interpol-questions" (
  "question" text primary key,
  "lookUp" text not null,
  "at" text not null,
  "by" text not null,
  "post" text not null,
  "origin" text not null,
  "about" text not null,
  "answeredAt" text,
  "records" text,
  "hits" text,
  "late" bigint,
  "of_subject" text not null
);
create index if not exists "interpol-questions_by_of_subject" on "interpol-questions" ("of_subject");
create index if not exists "interpol-questions_by_origin_answeredAt_at" on "interpol-questions" ("origin", "answeredAt", "at");
create index if not exists "interpol-questions_by_lookUp" on "interpol-questions" ("lookUp");
create index if not exists "interpol-questions_by_at" on "interpol-questions" ("at");

-- issuer-sources: Sources of issuers that are believed: which version, how it was known to be genuine.
create table if not exists "issuer-sources" (
  "source" text primary key,
  "version" text not null,
  "name" text not null,
  "howKnown" text not null,
  "reviewBy" text not null,
  "counts" text not null,
  "officers" text not null,
  "believedAt" text not null,
  "endedAt" text,
  "endedWhy" text,
  "of_subject" text not null
);
create index if not exists "issuer-sources_by_of_subject" on "issuer-sources" ("of_subject");

-- issuer-versions: Files of issuers that were read, believed or not: digest, signer and difference.
create table if not exists "issuer-versions" (
  "version" text primary key,
  "source" text not null,
  "after" text,
  "format" text not null,
  "file" text not null,
  "fileDigest" text not null,
  "signed" text not null,
  "counts" text not null,
  "unreadable" bigint not null,
  "parts" bigint not null,
  "preparedAt" text not null,
  "preparedBy" text not null,
  "of_subject" text not null
);
create index if not exists "issuer-versions_by_of_subject" on "issuer-versions" ("of_subject");
create index if not exists "issuer-versions_by_source_preparedAt" on "issuer-versions" ("source", "preparedAt");

-- issuer-parts: What each version says of its issuers: certificates, and fingerprints of those gone.
create table if not exists "issuer-parts" (
  "part" text primary key,
  "version" text not null,
  "number" bigint not null,
  "certificates" text not null,
  "gone" text not null,
  "revocations" text not null,
  "of_subject" text not null
);
create index if not exists "issuer-parts_by_of_subject" on "issuer-parts" ("of_subject");
create index if not exists "issuer-parts_by_version_number" on "issuer-parts" ("version", "number");

-- doubted-issuers: Issuers that two officers ceased to believe by themselves: a key that was stolen.
create table if not exists "doubted-issuers" (
  "issuer" text primary key,
  "why" text not null,
  "note" text,
  "at" text not null,
  "officers" text not null,
  "of_subject" text not null
);
create index if not exists "doubted-issuers_by_of_subject" on "doubted-issuers" ("of_subject");

-- risk-rules: Risk rules as last written, with their last run on past crossings, on or off.
create table if not exists "risk-rules" (
  "rule" text primary key,
  "version" bigint not null,
  "name" text not null,
  "all" text not null,
  "look" text not null,
  "owner" text not null,
  "legalBasis" text not null,
  "validUntil" text not null,
  "standing" text not null,
  "writtenAt" text not null,
  "writtenBy" text not null,
  "trial" text,
  "triedAt" text,
  "onSince" text,
  "onBy" text,
  "offWhy" text,
  "of_subject" text not null
);
create index if not exists "risk-rules_by_of_subject" on "risk-rules" ("of_subject");
create index if not exists "risk-rules_by_standing_validUntil" on "risk-rules" ("standing", "validUntil");

-- groups: Groups that presented themselves together.
create table if not exists "groups" (
  "group" text primary key,
  "kind" text not null,
  "direction" text not null,
  "expected" bigint not null,
  "operator" text,
  "leader" text,
  "contact" text,
  "conveyance" text,
  "mode" text,
  "from" text,
  "to" text,
  "purpose" text,
  "listed" text,
  "at" text not null,
  "post" text not null,
  "officer" text not null,
  "closedAt" text,
  "closedBy" text,
  "presented" bigint,
  "mismatches" text,
  "of_subject" text not null
);
create index if not exists "groups_by_of_subject" on "groups" ("of_subject");
create index if not exists "groups_by_at" on "groups" ("at");
create index if not exists "groups_by_post_at" on "groups" ("post", "at");

-- settlements: How discrepancies were settled, by whom, why, and of which facts.
create table if not exists "settlements" (
  "settlement" text primary key,
  "kind" text not null,
  "about" text not null,
  "field" text,
  "facts" text not null,
  "foundOut" text not null,
  "stands" text,
  "why" text not null,
  "at" text not null,
  "number" bigint not null,
  "origin" text not null,
  "officer" text not null,
  "second" text,
  "post" text not null,
  "of_subject" text not null
);
create index if not exists "settlements_by_of_subject" on "settlements" ("of_subject");
create index if not exists "settlements_by_about_at" on "settlements" ("about", "at");
create index if not exists "settlements_by_at" on "settlements" ("at");
