"""The office publishes by programs: mission, versions of the strategy, reports on years."""

from litestar import Controller, post, put
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody

from api.documents.editions import Chosen
from api.documents.issuing import Offer, Press, offer, years
from api.pages.formatting import typed
from api.pages.parts import surroundings
from api.pages.parts.surroundings import Surroundings
from api.people import office_only
from api.problems import WRITING, responses
from api.provided import Documents, Mode, Person, Snapshot, Texts
from api.resources.answers import former
from api.resources.schemas.set_up import Made
from api.resources.schemas.strategy import publishing_wishes as wishes
from api.resources.schemas.strategy.wishes import NewReason
from api.resources.strategy.work import ON_PROCESS, OnProcess
from api.resources.texts import one_line, remark
from domain import missions
from domain.codes import DecisionId, MeasureId
from domain.permissions import ALLOWED, NotAllowed
from domain.strategies import FrozenMeasure, FrozenVersionUnknown, StrategyNotDecided
from domain.use_cases.histories import Histories
from domain.use_cases.strategy import folding, publishing


class MissionWriting(Controller):
    path = "/processes/{slug:str}/mission"
    tags = ("Strategy",)
    guards = (office_only,)
    dependencies = ON_PROCESS

    @post("/versions", sync_to_thread=True, responses=responses(*WRITING))
    def draft_mission(
        self, data: JSONBody[wishes.NewMission], work: OnProcess, texts: Texts
    ) -> Made:
        """Write a version of the mission statement; texts that stay keep their commitment."""
        histories = Histories(work.order.platform.log)
        known = folding.mission(histories, work.process_id).paragraphs
        outcome = publishing.draft_mission(
            *work.at,
            [publishing.WrittenParagraph(typed(each.text), each.id) for each in data.paragraphs],
            seen=data.seen,
            opened=texts.open({each.text for each in known}),
            reason=remark(data.reason),
        )
        return work.done(outcome)

    @post("/adoption", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def adopt_mission(self, data: JSONBody[wishes.MissionAdoption], work: OnProcess) -> Made:
        """Put a version into force by the decision that adopted it; `id` is the decision's."""
        decision_id = DecisionId(data.decision)
        return work.done(publishing.adopt_mission(*work.at, data.version, decision_id))


def provide_press(texts: Texts, documents: Documents, mode: Mode) -> Press:
    """Hand over what documents are made with."""
    return Press(texts, documents, mode.base_url)


def provide_around(work: OnProcess, snapshot: Snapshot, person: Person) -> Surroundings:
    """Read the process for one of its office: a document takes too long to be made in vain.

    Raises:
        NotAllowed: whoever asks is not of its office.
        NotFoundException: there is no such process.
    """
    if not person.may("plan", work.process_id):
        raise NotAllowed(action="plan", needs=sorted(ALLOWED["plan"]))
    return surroundings.by_id(snapshot, work.process_id, person.at)


ON_STRATEGY = {
    **ON_PROCESS,
    "press": Provide(provide_press, sync_to_thread=False),
    "around": Provide(provide_around, sync_to_thread=True),
}


class StrategyPublishing(Controller):
    path = "/processes/{slug:str}/strategy"
    tags = ("Strategy",)
    guards = (office_only,)
    dependencies = ON_STRATEGY

    @post("/revision", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def start_revision(self, data: JSONBody[NewReason], work: OnProcess) -> Made:
        """Begin the cycle anew; the published version stays in force until the next."""
        return work.done(publishing.start_revision(*work.at, typed(data.reason)))

    @post("/versions", sync_to_thread=True, responses=responses(*WRITING))
    def publish_strategy(
        self,
        data: JSONBody[wishes.NewStrategyVersion],
        work: OnProcess,
        snapshot: Snapshot,
        press: NamedDependency[Press],
        around: NamedDependency[Surroundings],
    ) -> Made:
        """Publish the next version with its document, by the decision that adopted it."""
        outcome = former(work.order.platform, work.order.asking)
        if outcome is None:
            chosen = _chosen(data, offer(snapshot, around))
            document = press.edition(snapshot, around, chosen)
            outcome = press.issue(*work.at, chosen, document)
        return work.done(outcome)

    @put("/reports/{year:int}", sync_to_thread=True, responses=responses(*WRITING))
    def publish_strategy_report(
        self,
        year: FromPath[int],
        data: JSONBody[wishes.NewStrategyReport],
        work: OnProcess,
        snapshot: Snapshot,
        press: NamedDependency[Press],
        around: NamedDependency[Surroundings],
    ) -> Made:
        """Publish the report on a year with its document; another one replaces it."""
        if year not in years(around):
            raise NotFoundException
        note = remark(data.note)
        document = press.report(snapshot, around, year, note)
        return work.done(press.issue_report(*work.at, year, document, note))


def _chosen(data: wishes.NewStrategyVersion, offered: Offer) -> Chosen:
    """Return what the next version is made of.

    Raises:
        StrategyNotDecided: the decision does not adopt it.
        FrozenVersionUnknown: a measure is not on offer in this version.
        MissionNotDecided: this version of the mission is not in force.
    """
    decision = offered.decision(DecisionId(data.decision))
    if decision is None:
        raise StrategyNotDecided(version=offered.version)
    wanted = [FrozenMeasure(MeasureId(each.measure), each.version) for each in data.measures]
    for each in wanted:
        if each not in offered.frozen:
            raise FrozenVersionUnknown(measure=str(each.measure_id))
    if data.mission_version not in {None, offered.mission}:
        raise missions.MissionNotDecided(version=data.mission_version)
    return Chosen(
        version=offered.version,
        measures=tuple(dict.fromkeys(wanted)),
        mission_version=data.mission_version,
        decision=decision,
        presented=data.presented,
        place=one_line(data.place or "") or None,
        note=remark(data.note),
    )
