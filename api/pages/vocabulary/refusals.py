"""Why something was refused, and what a person can do instead, by refusal name."""

from collections.abc import Mapping

from api.pages.vocabulary.audits import AUDIT_REFUSALS
from api.pages.vocabulary.marking import N_, RELOAD, RefusalText
from api.pages.vocabulary.papers import PAPER_REFUSALS
from api.pages.vocabulary.refusals_council import COUNCIL_REFUSALS
from api.pages.vocabulary.refusals_erasure import ERASURE_REFUSALS
from api.pages.vocabulary.refusals_measures import MEASURE_REFUSALS
from api.pages.vocabulary.refusals_moderation import MODERATION_REFUSALS
from api.pages.vocabulary.refusals_office import OFFICE_REFUSALS
from api.pages.vocabulary.refusals_participation import PARTICIPATION_REFUSALS
from api.pages.vocabulary.refusals_strategy import STRATEGY_REFUSALS

UNKNOWN_REFUSAL = RefusalText(N_("Das ist nach den Regeln gerade nicht möglich"), RELOAD)

REFUSALS: Mapping[str, RefusalText] = {
    **PARTICIPATION_REFUSALS,
    **MODERATION_REFUSALS,
    **OFFICE_REFUSALS,
    **ERASURE_REFUSALS,
    **AUDIT_REFUSALS,
    **PAPER_REFUSALS,
    **MEASURE_REFUSALS,
    **COUNCIL_REFUSALS,
    **STRATEGY_REFUSALS,
}
