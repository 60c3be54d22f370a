"""Plays the demo content through the real use cases, by a scripted clock (ruling 18).

Nothing is written past the domain: who may not do something in the demo could not do
it in a real installation either. The replay refuses any log that is not empty.
"""

from api.demo.replay.playing import LogNotEmpty, Played, populate
from api.demo.replay.stage import Backstage, ErasableTexts, ErasableVault

__all__ = ["Backstage", "ErasableTexts", "ErasableVault", "LogNotEmpty", "Played", "populate"]
