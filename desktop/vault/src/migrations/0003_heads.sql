-- The heads of all streams are read at each start: without the states that lie beside them.
CREATE INDEX stream_head ON stream (name, seq, hash);
