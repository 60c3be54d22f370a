"""The desk of the data protection officer."""

import msgspec

from api.pages.views.data_protection import (
    DataProtectionPage,
    DoneErasure,
    RequestedErasure,
    RetentionTerm,
)
from tests.api.view_samples.material import at

FULL = DataProtectionPage(
    requested=(
        RequestedErasure(
            requested=at(6, 15),
            due=at(6, 18),
            ground="request",
            account=True,
            texts="all",
            state="waiting",
        ),
        RequestedErasure(
            requested=at(6, 12),
            due=at(6, 15),
            ground="retention",
            account=True,
            texts="none",
            state="mail_fails",
        ),
    ),
    done=(DoneErasure(at=at(6, 14), ground="legal", account=False, texts=4),),
    terms=(RetentionTerm(kept="idle_accounts", days=730, due=2),),
    to_judge=1,
    reads=41,
)
EMPTY = msgspec.structs.replace(
    FULL,
    requested=(),
    done=(),
    terms=(RetentionTerm(kept="drafts", days=365, due=None),),
    to_judge=0,
    reads=0,
)
BROKEN = msgspec.structs.replace(FULL, broken_at=17)
