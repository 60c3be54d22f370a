"""Checks the public log of a Gemeinsam platform, and shares no code with it.

The rules are those of docs/rules/public_log.md. Read `verifying` for the order of
checks, `rules` for what entries may do, `checks` for everything that can be wrong.
"""
