"""What programs of the office and of the secretaries do, and what they send."""

from typing import Any

from tests.api.pages.village import SLUG
from tests.api.resources.city import Api
from tests.api.resources.test_document import every_example
from tests.use_cases.strategy.county import County

HERE = f"/processes/{SLUG}"
UNKNOWN = "00000000-0000-0000-0000-0000000000ff"
EXAMPLES = every_example()


class Work:
    """What programs of the office and the secretaries do."""

    def __init__(self, api: Api, county: County) -> None:
        self.api, self.county = api, county

    def profile(self, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of a profile
        """Return a complete profile."""
        return {
            "title": "Räume online buchen",
            "summary": "Gemeindehäuser lassen sich buchen.",
            "action_field": str(self._field()),
            "goals": [str(self.county.goal)],
            "indicators": [str(self.county.indicator)],
            "problem": "Räume stehen leer.",
            "target_group": "Vereine",
            "benefit": "Räume werden genutzt.",
            "lead": str(self.county.unit),
            "steps": "Ausschreiben, bauen, öffnen.",
            "starts": "2024-01-01",
            "ends": "2024-12-31",
            "cost_once": 80_000_00,
            "own_share": 50_000_00,
            "funding": [{"source": "Land", "amount": 30_000_00}],
            "staff": 25,
            "risks": "Wenige Hausmeister.",
            "transferability": "Jedes Dorf hat ein Gemeindehaus.",
            **changes,
        }

    def _field(self) -> object:
        return self.county.profile().field_id

    async def measure(self) -> str:
        """Make and score a measure; return its path."""
        new = {"origin": "new", "profile": self.profile()}
        made = await self.api.write("office", "POST", f"{HERE}/measures", new)
        path = f"/measures/{made['id']}"
        await self.api.write("office", "POST", f"{path}/assessments", EXAMPLES["assessMeasure"])
        return path

    async def adopted(self) -> str:
        """Let the council adopt a measure; return its path."""
        path = await self.measure()
        await self._record(await self.scheduled(path))
        return path

    async def scheduled(self, path: str) -> str:
        """Hand a measure in and put it on the agenda; return the path of the decision."""
        body = {"body": str(self.county.council)}
        wanted = (await self.api.write("office", "POST", f"{path}/submission", body))["id"]
        subject = {"kind": "measure", "id": path.rpartition("/")[2], "version": 1}
        assert await self._on_the_agenda(subject, wanted) == wanted
        return f"/decisions/{wanted}"

    async def _on_the_agenda(self, subject: dict[str, Any], wanted: str | None) -> str:
        item = {
            **EXAMPLES["scheduleDecision"],
            "id": wanted,
            "body": str(self.county.council),
            "session": str(self.county.town.now.date()),
            "subjects": [subject],
            "territory": None,
        }
        item["paper"] = {"reference": "2023/118", "url": "https://rat.example.org/118"}
        made = await self.api.write("secretary", "POST", f"{HERE}/decisions", item)
        return str(made["id"])

    async def decided(self, kind: str, about: str, version: int) -> str:
        """Let the council adopt a version of the mission or the strategy; return the id."""
        subject = {"kind": kind, "id": about, "version": version}
        decision = await self._on_the_agenda(subject, None)
        await self._record(f"/decisions/{decision}")
        return decision

    async def _record(self, decision: str) -> None:
        await self.api.write("secretary", "POST", f"{decision}/record", EXAMPLES["recordDecision"])
        await self.api.write("sven", "POST", f"{decision}/confirmation", await self.seen(decision))

    async def seen(self, path: str, waiting: str = "decisions", name: str = "sven") -> Any:  # noqa: ANN401 - as JSON
        """Return what a second person sends who has read what waits."""
        items = (await self.api.get(f"{HERE}/{waiting}/waiting", name))["items"]
        [found] = [each for each in items if path.endswith(each["id"])]
        return {"seen": found["seen"]}
