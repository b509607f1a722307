-- The agency's signed word on an operation, as it came with it.
ALTER TABLE signed ADD COLUMN verdict BLOB;

-- What proves a stream beside its records, as it came.
CREATE TABLE proof (
  stream TEXT PRIMARY KEY REFERENCES stream (name) ON DELETE CASCADE,
  bytes  BLOB NOT NULL
) WITHOUT ROWID;
