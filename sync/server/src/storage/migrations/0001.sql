CREATE TABLE setting(
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO setting VALUES ('epoch', '1');

-- Where each stream ends. Guards every append (compare and set).
CREATE TABLE head(
  stream TEXT PRIMARY KEY,
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE event(
  stream TEXT NOT NULL,
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL,
  operation BLOB NOT NULL,
  record BLOB NOT NULL,
  PRIMARY KEY(stream, seq)
);

CREATE TABLE operation(
  id BLOB PRIMARY KEY,
  bytes BLOB NOT NULL
);

CREATE TABLE verdict(
  operation BLOB PRIMARY KEY,
  decision INTEGER NOT NULL,
  at INTEGER NOT NULL,
  code TEXT NOT NULL,
  actor TEXT NOT NULL,
  device TEXT NOT NULL,
  skew INTEGER NOT NULL,
  bytes BLOB NOT NULL
);

-- What changed, in the order of commits: a stream that grew, or a held
-- operation that was decided after all.
CREATE TABLE feed(
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  stream TEXT,
  operation BLOB
);

-- A cache: states by the shape of the program that wrote them.
CREATE TABLE snapshot(
  stream TEXT PRIMARY KEY,
  shape INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL,
  state BLOB NOT NULL
);

-- When the flow of a case wants to be woken, ms.
CREATE TABLE wake(
  stream TEXT PRIMARY KEY,
  at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX wake_at ON wake(at);

CREATE TABLE blob(
  sha256 BLOB PRIMARY KEY,
  size INTEGER NOT NULL,
  manifest BLOB NOT NULL,
  sender TEXT NOT NULL,
  at INTEGER NOT NULL
);

-- Whoever may see the stream may read the blob.
CREATE TABLE blob_reader(
  sha256 BLOB NOT NULL,
  stream TEXT NOT NULL,
  PRIMARY KEY(sha256, stream)
) WITHOUT ROWID;

-- Held operations and the blobs that they wait for.
CREATE TABLE missing(
  sha256 BLOB NOT NULL,
  operation BLOB NOT NULL,
  PRIMARY KEY(sha256, operation)
) WITHOUT ROWID;

-- One-time codes: only the SHA-256 of the secret half is kept.
CREATE TABLE invitation(
  ticket TEXT PRIMARY KEY,
  secret BLOB NOT NULL,
  person TEXT NOT NULL,
  expires INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  used INTEGER,
  device TEXT
) WITHOUT ROWID;

CREATE TABLE certificate(
  serial TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  device TEXT NOT NULL,
  computer TEXT NOT NULL,
  at INTEGER NOT NULL,
  until INTEGER NOT NULL,
  der BLOB NOT NULL,
  revoked INTEGER
);
CREATE INDEX certificate_device ON certificate(device);

-- Streams that a device was told of, so that it can be told to forget them.
CREATE TABLE shown(
  device TEXT NOT NULL,
  stream TEXT NOT NULL,
  PRIMARY KEY(device, stream)
) WITHOUT ROWID;
