"""The real server under load, beside a handler that does nothing (docs/performance.md)."""
