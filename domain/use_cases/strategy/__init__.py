"""The project office's and the council's part: from the inventory to the yearly report.

Modules by what is done: organising (bodies, units, goals, funding), listing (inventory,
recommendations), measuring (measures up to their decision), deciding (councils),
implementing, planning, answering, gathering (formats, labs), publishing.
"""
