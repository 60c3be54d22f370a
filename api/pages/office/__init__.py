"""The project office: its desks, and the set-up of processes (docs/how-to/run_a_process.md)."""

from api.pages.office.archiving import archive, archive_page
from api.pages.office.bodies import add_body, add_unit, bodies_page, change_body, change_unit
from api.pages.office.describing import about_page, describe_process
from api.pages.office.desk import office_page, process_desk
from api.pages.office.fields import add_fields, fields_page, merge_fields, rename_field
from api.pages.office.goals import add_goal, add_indicator, change_goal, goals_page, report_value
from api.pages.office.moving import (
    agree_to_reopening,
    close_phase,
    extend_phase,
    open_phase,
    propose_reopening,
)
from api.pages.office.opening import new_page, open_process
from api.pages.office.phases import announce_phase, phases_page
from api.pages.office.places import add_place, places_page
from api.pages.office.working import PROVIDED

HANDLERS = (
    office_page,
    new_page,
    open_process,
    process_desk,
    about_page,
    describe_process,
    places_page,
    add_place,
    fields_page,
    add_fields,
    rename_field,
    merge_fields,
    phases_page,
    announce_phase,
    open_phase,
    close_phase,
    extend_phase,
    propose_reopening,
    agree_to_reopening,
    bodies_page,
    add_body,
    change_body,
    add_unit,
    change_unit,
    goals_page,
    add_goal,
    change_goal,
    add_indicator,
    report_value,
    archive_page,
    archive,
)

__all__ = ["HANDLERS", "PROVIDED"]
