"""What a transaction of the log asks of PostgreSQL, statement by statement."""

from adapters.event_log.postgresql_listener import CHANNEL
from adapters.event_log.postgresql_pipeline import Request, Statement

WRITER_LOCK = int.from_bytes(b"gemeinsa")
"""Key of the advisory lock; whoever else writes these tables must take it."""


def _plain(text: str) -> Request:
    return Statement(text), ()


BEGIN = _plain("BEGIN")
LOCK = _plain(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")
# A statement timeout would end the wait for the standby and still report success, with
# a warning; the cutter looks after silence instead.
PATIENCE = _plain("SET LOCAL statement_timeout = 0")
COMMIT = _plain("COMMIT")
TRACE = _plain("SELECT pg_logical_emit_message(true, 'gemeinsam', '')")

BEFORE = Statement("""
SELECT kind, key, number, digest, result FROM (
  (SELECT 0::bigint, hash, notification_id, NULL::bytea, NULL::bytea
     FROM stored_events ORDER BY notification_id DESC LIMIT 1)
  UNION ALL
  SELECT 1, uuid_send(id),
         (SELECT max(originator_version) FROM stored_events WHERE originator_id = id), NULL, NULL
    FROM unnest($1::uuid[]) AS asked(id)
  UNION ALL
  SELECT 2, key, position, digest, result FROM commands WHERE key = ANY($2::bytea[])
) AS found(kind, key, number, digest, result)
 WHERE number IS NOT NULL
""")
"""What was there before, in rows of three kinds: 0 the head, 1 versions, 2 commands.

Versions are those of streams that have any events. One statement: each that is sent and
answered gives the interpreter away several times.
"""

HASH = Statement("SELECT hash FROM stored_events WHERE notification_id = ANY($1::bigint[])")

ADD = Statement(f"""
WITH texts AS (
  INSERT INTO contents (ref, ciphertext)
  SELECT * FROM unnest($1::text[], $2::bytea[])
  ON CONFLICT DO NOTHING
), wishes AS (
  INSERT INTO commands (key, digest, result, position, day)
  SELECT * FROM unnest($3::bytea[], $4::bytea[], $5::bytea[], $6::bigint[], $7::date[])
), events AS (
  INSERT INTO stored_events
    (notification_id, originator_id, originator_version, topic, state, hash)
  SELECT * FROM
    unnest($8::bigint[], $9::uuid[], $10::bigint[], $11::text[], $12::bytea[], $13::bytea[])
)
SELECT pg_notify('{CHANNEL}', ''), set_config('statement_timeout', '0', true)
""")  # noqa: S608 - a constant
"""Writes a draft. Statement timeouts are off from then on, for the same reason as above."""
