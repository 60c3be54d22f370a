"""Reports on a year, filled."""

from msgspec.structs import replace

from api.pages.views import FieldError, Option
from api.pages.views import accounting as v
from tests.api.view_samples.material import SLUG, at

REPORT = v.ReportPage(
    slug=SLUG,
    process_title="Gemeinsam.Digital: Ideen",
    year=2024,
    at=at(6, 15),
    sha256="cd" * 32,
    note="Danke an alle.\nEs ging voran.",
    ideas=12,
    answered=11,
    unanswered=1,
    completed=1,
    decided=3,
    verdicts=(("accepted", 6), ("not_accepted", 5)),
    states=(v.StateView(status="completed", count=1), v.StateView(status="planned", count=4)),
    done=(
        v.DoneView(
            id="m4",
            number="M-04",
            title="Räume im Dorf",
            status="completed",
            rows=("Nutzbar seit 1. März 2024: 1.240 Buchungen.",),
        ),
    ),
    budgets=(v.BudgetView(id="m4", number="M-04", title="Räume im Dorf", budget=80_000_00),),
    budget=80_000_00,
    years=(2024, 2023),
    may_plan=True,
)
QUIET = replace(
    REPORT, note=None, verdicts=(), states=(), done=(), budgets=(), budget=0, years=(2024,)
)
FORM = v.PublishReportPage(
    slug=SLUG,
    process_title="Gemeinsam.Digital: Ideen",
    form=v.ReportForm(year="2024"),
    years=(Option(value="2024", label="2024"),),
    possible=True,
)
FORM_ERRORS = replace(
    FORM, possible=False, errors=(FieldError(field="year", message="Wählen Sie das Jahr."),)
)
