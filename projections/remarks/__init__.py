"""Remarks below the paragraphs of the mission, with stubs for what is not public."""

from projections.model import Model
from projections.remarks.projecting import project
from projections.remarks.queries import below, find, several
from projections.remarks.rows import RemarkRow, State, define

MODEL = Model("remarks", define, project)

__all__ = ["MODEL", "RemarkRow", "State", "below", "define", "find", "project", "several"]
