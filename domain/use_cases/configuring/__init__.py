"""The project office sets a process up and moves its phases."""

from domain.use_cases.configuring.moving import (
    PhaseState,
    agree_to_reopening,
    close_phase,
    extend_phase,
    propose_reopening,
    start_phase,
)
from domain.use_cases.configuring.setting_up import (
    Created,
    Description,
    NewField,
    NewPhase,
    NewProcess,
    add_territory,
    define_field,
    define_phase,
    describe_process,
    merge_fields,
    open_process,
    rename_field,
)

__all__ = [
    "Created",
    "Description",
    "NewField",
    "NewPhase",
    "NewProcess",
    "PhaseState",
    "add_territory",
    "agree_to_reopening",
    "close_phase",
    "define_field",
    "define_phase",
    "describe_process",
    "extend_phase",
    "merge_fields",
    "open_process",
    "propose_reopening",
    "rename_field",
    "start_phase",
]
