"""Bytes of public answers, kept in memory and given to everybody who asks (rulings 7, 8, 23).

What a visitor without account sees is a function of the address and of what the read models
hold. So rendered bytes are kept under the address, name in their ETag the position P of the
last event that changed what they show, and may be given out

- as long as P is current: no event since has changed what they show, or
- for half a second after it was last looked whether it is, whatever happens: in a storm of
  votes there are two looks or renderings a second and address, and everybody else gets bytes,
  no older than a second. An answer given without knowing says so
  (`Cache-Status: gemeinsam; hit; ttl=-1`, RFC 9211).

What an answer is about, its handler says (`api.showing`). Others hold until the next event,
whatever it is.

Some also show what day it is ("overdue for 3 days"): so what is shown of the present holds
until midnight at the latest, and its ETag names the day. Everything else that time brings
about is an event.

An answer to an earlier moment is a function of that moment P and of the mask M, the last
change of what may be read (ruling 4). It carries both in its ETag, and once P is over for
good it holds until M moves, whatever else happens.
"""

from api.page_cache.cache import PageCache
from api.page_cache.prompt import Prompt

__all__ = ["PageCache", "Prompt"]
