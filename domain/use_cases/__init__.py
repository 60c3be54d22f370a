"""What the platform can be asked to do; the only domain package that uses ports.

Modules by who asks: contributing, commenting and remarking (citizens, organisations),
transcribing (clerks),
moderating, merging, configuring (project office), accounts (administration),
importing, erasing, scheduling (the platform itself).
"""

from domain.use_cases.carrying_out import Asking, Outcome, Platform

__all__ = ["Asking", "Outcome", "Platform"]
