"""What is written in one turn of the event loop leaves as one piece."""

import asyncio

from api.joined_writes import MOST, JoinedWrites


class Wire(asyncio.Transport):
    """Keeps what is sent, piece by piece."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[bytes] = []
        self.closing = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.sent.append(bytes(data))

    def is_closing(self) -> bool:
        return self.closing

    def close(self) -> None:
        self.closing = True

    def get_write_buffer_size(self) -> int:
        return 7


async def test_head_and_body_leave_together_and_in_order() -> None:
    wire = Wire()
    joined = JoinedWrites(wire, asyncio.get_running_loop())
    joined.write(b"head ")
    joined.write(b"body")
    assert wire.sent == []
    await asyncio.sleep(0)
    joined.write(b"next")
    await asyncio.sleep(0)
    assert wire.sent == [b"head body", b"next"]


async def test_long_answers_are_not_gathered() -> None:
    wire = Wire()
    joined = JoinedWrites(wire, asyncio.get_running_loop())
    joined.write(b"head")
    joined.write(b"x" * MOST)
    assert [len(each) for each in wire.sent] == [MOST + 4]
    joined.write(b"rest")
    await asyncio.sleep(0)
    assert wire.sent[1:] == [b"rest"]


async def test_closing_sends_what_is_held() -> None:
    wire = Wire()
    joined = JoinedWrites(wire, asyncio.get_running_loop())
    joined.write(b"last words")
    joined.close()
    await asyncio.sleep(0)
    assert (wire.sent, joined.is_closing()) == ([b"last words"], True)


async def test_nothing_is_sent_to_who_has_hung_up() -> None:
    wire = Wire()
    joined = JoinedWrites(wire, asyncio.get_running_loop())
    joined.write(b"unheard")
    wire.closing = True
    await asyncio.sleep(0)
    assert wire.sent == []


async def test_it_does_whatever_else_a_transport_does() -> None:
    assert JoinedWrites(Wire(), asyncio.get_running_loop()).get_write_buffer_size() == 7
