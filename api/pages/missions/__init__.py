"""Pages of the mission statement: its versions, two of them compared, the office's forms."""

from api.pages.missions.public import compare_missions, mission_page, mission_version_page
from api.pages.missions.remarking import edit, edit_remark_page, remark, remark_place, withdraw
from api.pages.missions.writing import adopt_mission, edit_mission_page, write_mission

HANDLERS = (
    mission_page,
    edit_mission_page,
    write_mission,
    adopt_mission,
    mission_version_page,
    compare_missions,
    remark,
    remark_place,
    edit_remark_page,
    edit,
    withdraw,
)
