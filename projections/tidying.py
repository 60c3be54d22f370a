"""Dropping tables that nobody reads any more."""

from sqlalchemy import Connection, delete, select

from projections.beside import remove_files
from projections.database import READER_KIBIBYTES, writing
from projections.read_models import ReadModels, lines, retired

PREFIX = "rebuild:"
"""What names of lines begin with whose tables nobody reads before the switch."""


def remove_leftovers(connection: Connection, read_models: ReadModels) -> None:
    """Drop the tables of rebuilds that were not switched to."""
    remove_files(read_models.engine)
    wanted = select(lines.c.line).where(lines.c.line.startswith(PREFIX, autoescape=True))
    for line in connection.execute(wanted).scalars().all():
        generation = int(line.removeprefix(PREFIX).partition(":")[0])
        read_models.drop(connection, dict.fromkeys(read_models.models, generation))
        connection.execute(delete(lines).where(lines.c.line == line))


def drop_retired(read_models: ReadModels) -> bool:
    """Drop the tables of one model that were live before; tell whether there may be others.

    Readers that began earlier must have ended. SQLite reads all that it drops, page by page:
    others can write between two models, and memory need not hold any of it.
    """
    with writing(read_models.engine, READER_KIBIBYTES) as connection:
        found = connection.execute(select(retired).limit(1)).first()
        if found is not None:
            model, generation = found
            if model in read_models.models:
                read_models.drop(connection, {model: generation})
            own = (retired.c.model == model, retired.c.generation == generation)
            connection.execute(delete(retired).where(*own))
        else:
            read_models.forget_former(read_models.live_generations(connection))
    return found is not None
