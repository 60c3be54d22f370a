"""What councils dealt with, from files of objects of OParl 1.1: docs/rules/imports.md."""

from api.imports.oparl.running import run

__all__ = ["run"]
