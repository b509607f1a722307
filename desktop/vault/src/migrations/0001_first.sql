CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE device (
  one   INTEGER PRIMARY KEY CHECK (one = 1),
  name  TEXT NOT NULL,
  pkcs8 BLOB NOT NULL
);

-- Where each stream ends here, and the office's state after its last event.
CREATE TABLE stream (
  name  TEXT PRIMARY KEY,
  seq   INTEGER NOT NULL,
  hash  BLOB NOT NULL,
  shape INTEGER,
  state BLOB
) WITHOUT ROWID;

CREATE TABLE event (
  stream    TEXT NOT NULL REFERENCES stream (name) ON DELETE CASCADE,
  seq       INTEGER NOT NULL,
  operation BLOB NOT NULL,
  at        INTEGER NOT NULL,
  bytes     BLOB NOT NULL,
  PRIMARY KEY (stream, seq)
);
CREATE INDEX event_operation ON event (operation);

-- Signed operations as they came from the agency.
CREATE TABLE signed (
  id    BLOB PRIMARY KEY,
  bytes BLOB NOT NULL
);

CREATE TABLE outbox (
  place       INTEGER PRIMARY KEY,
  id          BLOB NOT NULL UNIQUE,
  bytes       BLOB NOT NULL,
  streams     TEXT NOT NULL,
  provisional BLOB NOT NULL,
  state       TEXT NOT NULL,
  sent        INTEGER NOT NULL DEFAULT 0,
  verdict     BLOB,
  created     INTEGER NOT NULL
);

-- Own operations that have come to an end: bytes and the agency's word.
CREATE TABLE receipt (
  id      BLOB PRIMARY KEY,
  bytes   BLOB NOT NULL,
  verdict BLOB,
  state   TEXT NOT NULL,
  created INTEGER NOT NULL
);

CREATE TABLE draft (
  id      TEXT PRIMARY KEY,
  kind    TEXT NOT NULL,
  json    BLOB NOT NULL,
  changed INTEGER NOT NULL
);
CREATE INDEX draft_changed ON draft (changed);

CREATE TABLE blob (
  sha256 BLOB PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE,
  size   INTEGER NOT NULL,
  media  TEXT NOT NULL,
  place  TEXT NOT NULL,
  made   INTEGER NOT NULL
);
CREATE INDEX blob_place ON blob (place);

-- What a blob belongs to: draft/ID, case/ID. Without owners it is removed.
CREATE TABLE blob_owner (
  owner  TEXT NOT NULL,
  sha256 BLOB NOT NULL REFERENCES blob (sha256) ON DELETE CASCADE,
  PRIMARY KEY (owner, sha256)
) WITHOUT ROWID;
CREATE INDEX blob_owner_sha256 ON blob_owner (sha256);

-- What lists show, computed from states; sorted as it is shown.
CREATE TABLE row (
  list TEXT NOT NULL,
  sort TEXT NOT NULL,
  key  TEXT NOT NULL,
  mark TEXT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (list, sort, key)
) WITHOUT ROWID;
CREATE UNIQUE INDEX row_key ON row (list, key);
CREATE INDEX row_mark ON row (list, mark, sort);

CREATE TABLE index_queue (
  place    INTEGER PRIMARY KEY AUTOINCREMENT,
  document TEXT NOT NULL UNIQUE,
  body     BLOB
);
