"""The paper about a measure that a council decides on, as a file (J6)."""

from uuid import UUID

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from api.documents import paper
from api.documents.voice import GERMAN, Voice
from api.moments import Seen, clock
from api.pages.measures.reading import read
from api.pages.parts.words import Words
from api.pages.strategies.public import as_file
from api.provided import Documents, Language, Mode, Now, Texts
from domain.codes import MeasureId
from domain.use_cases.strategy.profiles import references


@get("/measures/{measure_id:uuid}/versions/{number:int}/paper.pdf", sync_to_thread=True)
def council_paper(
    *,
    measure_id: FromPath[UUID],
    number: FromPath[int],
    seen: Seen,
    texts: Texts,
    documents: Documents,
    mode: Mode,
    now: Now,
    language: Language,
) -> Response[bytes]:
    """Hand out one version of a profile with the ideas it came from, as far as they are public.

    Raises:
        NotFoundException: there is no such measure or version.
    """
    reading = read(seen, MeasureId(measure_id), clock(seen, now))
    version = next((each for each in reading.story.versions if each.number == number), None)
    if version is None:
        raise NotFoundException
    refs = [*reading.refs(), *(ref for _, ref in references(version.profile))]
    words = Words(texts.open(list(dict.fromkeys(refs))), None)
    voice = Voice(language)
    content = paper.content(reading, version, words, mode.base_url, voice)
    name = "vorlage-%s-fassung-%s.pdf" if voice == GERMAN else "paper-%s-version-%s.pdf"
    return as_file(documents.make("paper.typ", content), name % (reading.row.number, number))
