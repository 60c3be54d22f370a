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
# a warning; the connection looks after silence instead.
PATIENCE = _plain("SET LOCAL statement_timeout = 0")
COMMIT = _plain("COMMIT")
TRACE = _plain("SELECT pg_logical_emit_message(true, 'gemeinsam', '')")

BEFORE = Statement("""
(SELECT 0::bigint, hash, notification_id, NULL::bytea, NULL::bytea
   FROM stored_events ORDER BY notification_id DESC LIMIT 1)
UNION ALL
SELECT 1, uuid_send(id), latest.version, NULL, NULL
  FROM (SELECT unnest($1::uuid[])) AS asked(id) CROSS JOIN LATERAL
       (SELECT originator_version FROM stored_events WHERE originator_id = id
         ORDER BY originator_version DESC LIMIT 1) AS latest(version)
UNION ALL
SELECT 2, key, position, digest, result FROM commands WHERE key = ANY($2::bytea[])
""")
"""What was there before, in rows of three kinds: 0 the head, 1 versions, 2 commands.

The columns are kind, key, number, digest and result.

Versions are those of streams that have any events. One statement: each that is sent and
answered gives the interpreter away several times.
"""

HASH = Statement("SELECT hash FROM stored_events WHERE notification_id = ANY($1::bigint[])")

ADD = Statement(f"""
WITH texts AS (
  INSERT INTO contents (ref, ciphertext)
  SELECT unnest($1::text[]), unnest($2::bytea[])
  ON CONFLICT DO NOTHING
), wishes AS (
  INSERT INTO commands (key, digest, result, position, day)
  SELECT unnest($3::bytea[]), unnest($4::bytea[]), unnest($5::bytea[]), unnest($6::bigint[]),
         unnest($7::date[])
), events AS (
  INSERT INTO stored_events
    (notification_id, originator_id, originator_version, topic, state, hash)
  SELECT unnest($8::bigint[]), unnest($9::uuid[]), unnest($10::bigint[]), unnest($11::text[]),
         unnest($12::bytea[]), unnest($13::bytea[])
)
SELECT pg_notify('{CHANNEL}', ''), set_config('statement_timeout', '0', true)
""")
"""Writes a draft. Arrays beside SELECT are read side by side; beside FROM each of them would
be copied to a table of its own first, which took a fifth longer.

Statement timeouts are off from then on, for the same reason as above."""
