"""The public log: every event that may be known, as a Merkle tree in tiles (ruling 13)."""

from projections.model import Model
from projections.public_log.entries import Place, to_leaf
from projections.public_log.projecting import project
from projections.public_log.queries import (
    bundle,
    consistency,
    entries,
    entry,
    hashes,
    inclusion,
    leaf_of,
    root,
    size,
    tile,
    unclaimed,
    unpublished,
    waiting,
)
from projections.public_log.rows import define

MODEL = Model("public_log", define, project, weight=5)

__all__ = [
    "MODEL",
    "Place",
    "bundle",
    "consistency",
    "define",
    "entries",
    "entry",
    "hashes",
    "inclusion",
    "leaf_of",
    "project",
    "root",
    "size",
    "tile",
    "to_leaf",
    "unclaimed",
    "unpublished",
    "waiting",
]
