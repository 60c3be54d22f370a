"""The tables of the log on both databases: docs/rules/event_log.md, rule L1."""

SQLITE = (
    """
    CREATE TABLE IF NOT EXISTS stored_events (
      notification_id INTEGER PRIMARY KEY,
      originator_id BLOB NOT NULL CHECK (length(originator_id) = 16),
      originator_version INTEGER NOT NULL,
      topic TEXT NOT NULL,
      state BLOB NOT NULL,
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      UNIQUE (originator_id, originator_version)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS commands (
      key BLOB PRIMARY KEY,
      digest BLOB NOT NULL,
      result BLOB NOT NULL,
      position INTEGER NOT NULL,
      day TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE IF NOT EXISTS contents (
      ref TEXT PRIMARY KEY,
      ciphertext BLOB NOT NULL
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS numbers (
      series TEXT PRIMARY KEY,
      number INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
)

POSTGRESQL = (
    """
    CREATE TABLE IF NOT EXISTS stored_events (
      notification_id bigint NOT NULL,
      originator_id uuid NOT NULL,
      originator_version bigint NOT NULL,
      topic text NOT NULL,
      state bytea NOT NULL,
      hash bytea NOT NULL CHECK (length(hash) = 32),
      PRIMARY KEY (originator_id, originator_version)
    ) WITH (
      autovacuum_vacuum_insert_scale_factor = 0.05,
      autovacuum_analyze_scale_factor = 0.02
    )
    """,
    """
    CREATE UNIQUE INDEX IF NOT EXISTS stored_events_notification_id_idx
      ON stored_events (notification_id)
    """,
    """
    CREATE TABLE IF NOT EXISTS commands (
      key bytea PRIMARY KEY,
      digest bytea NOT NULL,
      result bytea NOT NULL,
      position bigint NOT NULL,
      day date NOT NULL
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS contents (
      ref text PRIMARY KEY,
      ciphertext bytea NOT NULL
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS numbers (
      series text PRIMARY KEY,
      number bigint NOT NULL
    )
    """,
)
