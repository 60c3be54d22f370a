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
