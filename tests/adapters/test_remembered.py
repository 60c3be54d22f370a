"""What a process remembers for a minute: never more than it may, and nothing that is over."""

from adapters.vault.memory import LATEST, Remembered


class Clock:
    """Seconds that pass when told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_of_too_many_those_used_last_stay() -> None:
    kept = Remembered[int, str](2)
    kept.put_all({1: "one", 2: "two"}, kept.begin())
    kept.get(1)
    kept.put(3, "three", kept.begin())
    assert kept.get_all([1, 2, 3]) == {1: "one", 3: "three"}


def test_what_is_over_takes_no_room() -> None:
    clock = Clock()
    kept = Remembered[int, str](10, seconds=60, stale=30, clock=clock)
    kept.put(1, "one", kept.begin())
    clock.now = 80
    assert kept.get(1) is None
    assert kept.get(1, stale=True) == "one"
    kept.put(2, "two", kept.begin())
    clock.now = 100
    kept.put(3, "three", kept.begin())
    clock.now = 0  # By this clock all of them would be fresh.
    assert kept.get_all([1, 2, 3]) == {2: "two", 3: "three"}


def test_what_is_forgotten_while_it_is_read_does_not_come_back() -> None:
    kept = Remembered[int, str](10)
    begun = kept.begin()
    kept.forget([1])
    kept.forget_where(lambda _, value: value == "two")
    read = {1: "one", 2: "two", 3: "three"}
    kept.put_all(read, begun)
    assert kept.get_all(read) == {3: "three"}
    kept.put_all(read, kept.begin())
    assert kept.get_all(read) == read


def test_a_reading_that_saw_too_much_forgotten_is_not_remembered() -> None:
    kept = Remembered[int, str](10)
    begun = kept.begin()
    for number in range(LATEST + 1):
        kept.forget([10 + number])
    kept.put(1, "one", begun)
    assert kept.get(1) is None
