"""Pages of measures: the catalogue, the profile and its versions."""

from api.pages.measures.catalogue import measures_page
from api.pages.measures.desk import act_on_measure, office_measure_page
from api.pages.measures.making import make_measure, new_measure_page
from api.pages.measures.page import measure, measure_version
from api.pages.measures.profile import profile_page, write_profile
from api.pages.measures.stating import statements_page
from api.pages.measures.weighing import assessment_page

HANDLERS = (
    measures_page,
    assessment_page,
    statements_page,
    new_measure_page,
    make_measure,
    measure,
    measure_version,
    profile_page,
    write_profile,
    office_measure_page,
    act_on_measure,
)
