-- What looked like an attack: what, when, where, and who it said it was. Nothing
-- here is ever changed or taken away; each line is chained to the one before.
CREATE TABLE audit(
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  before BLOB NOT NULL,
  hash BLOB NOT NULL,
  line BLOB NOT NULL
);
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is not changed'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is not deleted'); END;

-- Cards that the agency bound to people.
CREATE TABLE card(
  sha256 BLOB PRIMARY KEY,
  person TEXT NOT NULL,
  at INTEGER NOT NULL,
  until INTEGER NOT NULL,
  der BLOB NOT NULL,
  binding BLOB NOT NULL,
  withdrawn INTEGER
);
CREATE INDEX card_person ON card(person);

-- The newest list of revocation of each card authority.
CREATE TABLE crl(
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  authority BLOB NOT NULL UNIQUE,
  this_update INTEGER NOT NULL,
  der BLOB NOT NULL
);

-- Time stamps, and the heads that each of them proves, by their place in its tree.
CREATE TABLE time_stamp(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  token BLOB NOT NULL
);
CREATE TABLE stamped(
  stream TEXT NOT NULL,
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL,
  stamp INTEGER NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY(stream, seq)
) WITHOUT ROWID;
CREATE UNIQUE INDEX stamped_place ON stamped(stamp, place);

-- Held operations that an administrator let go on, and why.
CREATE TABLE released(
  operation BLOB PRIMARY KEY,
  at INTEGER NOT NULL,
  reason TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX verdict_held ON verdict(code) WHERE decision = 3;
