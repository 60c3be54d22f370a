"""The chain of who was shown whose personal data, and why; append-only."""

from adapters.staff_reads.chain import canonical, link, verify
from adapters.staff_reads.store import PersistentStaffReads, open_staff_reads

__all__ = ["PersistentStaffReads", "canonical", "link", "open_staff_reads", "verify"]
