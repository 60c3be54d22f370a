"""What a process remembers for a minute: never more than it may, and nothing that is over."""

from adapters.vault.memory import Remembered


class Clock:
    """Seconds that pass when told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_of_too_many_those_used_last_stay() -> None:
    kept = Remembered[int, str](2)
    kept.put_all({1: "one", 2: "two"})
    kept.get(1)
    kept.put(3, "three")
    assert kept.get_all([1, 2, 3]) == {1: "one", 3: "three"}


def test_what_is_over_takes_no_room() -> None:
    clock = Clock()
    kept = Remembered[int, str](10, seconds=60, stale=30, clock=clock)
    kept.put(1, "one")
    clock.now = 80
    assert kept.get(1) is None
    assert kept.get(1, stale=True) == "one"
    kept.put(2, "two")
    clock.now = 100
    kept.put(3, "three")
    clock.now = 0  # By this clock all of them would be fresh.
    assert kept.get_all([1, 2, 3]) == {2: "two", 3: "three"}
