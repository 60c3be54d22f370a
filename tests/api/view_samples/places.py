"""Pages about places, filled: with a map, with tiles, one place."""

from msgspec.structs import replace

from api.pages.views import places as v
from api.pages.views.maps import MapPoint, MapView, PlaceShape
from tests.api.view_samples import decisions, measures, public
from tests.api.view_samples.material import EVENING_BUS, SLUG

PROCESS = "Gemeinsam.Digital: Ideen für den Landkreis"
MAP = MapView(
    width=800,
    height=600,
    west=6.6,
    east=7.3,
    south=49.7,
    north=50.1,
    outline="M12 12L788 12L788 588Z",
    shapes=(
        PlaceShape(
            key="072315001",
            name="Bernkastel-Kues",
            ideas=7,
            lines=("Bernkastel-", "Kues"),
            path="M12 12L788 12L788 588Z",
            x=400,
            y=300,
        ),
    ),
    points=(MapPoint(number=1, id="i1", title="Radweg am Bach", x=300, y=200),),
    named=True,
    sources=("© Vermessungsamt",),
)
WHOLE = v.PlaceEntry(key="07231", name="Landkreis", depth=0, ideas=36, below=2)
INNER = v.PlaceEntry(key="072315001", name="Bernkastel-Kues", depth=1, ideas=7, below=1)
VILLAGE = v.PlaceEntry(key="072315001008", name="Kleinich", depth=2, ideas=1, below=0)
MAPPED = v.PlacesPage(
    slug=SLUG,
    process_title=PROCESS,
    whole="Landkreis",
    map=MAP,
    tiles=(INNER,),
    tree=(WHOLE, INNER, VILLAGE),
    located=(EVENING_BUS,),
)
TILED = replace(MAPPED, map=None)
NAMELESS = replace(TILED, whole="", located=())
EMPTY = replace(NAMELESS, tiles=(), tree=())
PLACE = v.PlacePage(
    slug=SLUG,
    process_title=PROCESS,
    place=INNER,
    above=(WHOLE,),
    below=(VILLAGE,),
    map=MAP,
    located=(EVENING_BUS,),
    ideas=(EVENING_BUS,),
    measures=(measures.CARD,),
    wider=(measures.CARD,),
    decisions=(decisions.ENTRY,),
    decided=12,
)
BARE = replace(
    PLACE,
    map=None,
    below=(),
    located=(),
    ideas=(),
    measures=(),
    wider=(),
    decisions=(),
    decided=0,
)
SUBMIT = replace(public.SUBMIT, map=replace(MAP, points=(), named=False))
