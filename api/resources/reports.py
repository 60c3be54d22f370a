"""Reports: anybody may say that something public breaks a rule, also without account."""

from litestar import Controller, post
from litestar.params import JSONBody

from api.people import AnyRequest
from api.problems import WRITING, responses
from api.provided import Allowances, Asking, Person, Platform, Visible
from api.resources import schemas
from api.resources.answers import answer, first_time
from api.resources.texts import remark
from domain.codes import Subject
from domain.use_cases import commenting


class ReportResource(Controller):
    path = "/reports"
    tags = ("Moderation",)

    @post(sync_to_thread=True, responses=responses(*WRITING))
    def report(
        self,
        request: AnyRequest,
        data: JSONBody[schemas.NewReport],
        platform: Platform,
        asking: Asking,
        person: Person,
        allowances: Allowances,
        visible: Visible,
    ) -> schemas.Report:
        """Report a proposal or comment; a moderator looks into it by the next working day."""
        if first_time(platform, asking):
            if person.signed_in:
                allowances.spend("reports", person)
            else:
                allowances.spend_by_address("reports", address_of(request))
        subject = Subject(data.subject.kind, data.subject.id)
        outcome = commenting.report(platform, asking, subject, data.rule, remark(data.text))
        return answer(outcome, visible, schemas.Report)


def address_of(request: AnyRequest) -> str:
    """Return the network address a request came from; proxies are resolved before."""
    return request.client.host if request.client else ""
