"""Taking over what people wrote and answered on other platforms (ruling 9).

`polis.run` reads the export of a Polis conversation, `proposals.run` a table of ideas.
Both may be run again: rows stored before are left alone. What is read, cleaned and
refused is written down in docs/rules/imports.md.
"""
