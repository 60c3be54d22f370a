"""A request whose body may be anything: what cannot be read is malformed, never a failure."""

from typing import Any

from litestar import Request
from litestar.exceptions import SerializationException


class AnyBodyRequest(Request[Any, Any, Any]):
    """Refuses bodies that the decoder of the framework would break on."""

    async def json(self) -> Any:  # noqa: ANN401 - the framework's own signature
        """Return the body as JSON has it.

        Raises:
            SerializationException: it is not JSON; answered as 400.
        """
        try:
            return await super().json()
        except UnicodeDecodeError as error:
            raise SerializationException("the body is not UTF-8") from error
        except RecursionError as error:
            raise SerializationException("the body is nested too deeply") from error
