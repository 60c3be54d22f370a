"""The recipe's own lines are understood, and nothing that looks like a step is passed over."""

import pytest

from tests.browser.recipe import Unreadable, commands, steps

TEXT = """# A page

```console
$ .venv/bin/gemeinsam people add --email a@b.example
```

## 1. Begin

As the office (`a@b.example`):

- Open `/office`.
- Enter in **Name**: `Eins`, `Zwei`
- Press **Los: jetzt**.
"""


def test_lines_become_steps_of_a_person() -> None:
    assert commands(TEXT) == [["people", "add", "--email", "a@b.example"]]
    told = [(step.who, step.verb, step.name, step.values) for step in steps(TEXT)]
    assert told == [
        ("a@b.example", "Open", "", ("/office",)),
        ("a@b.example", "Enter in", "Name", ("Eins", "Zwei")),
        ("a@b.example", "Press", "Los: jetzt", ()),
    ]


@pytest.mark.parametrize(
    "line", ["- Look at it.", "- Press it and hope", "- Enter in **Name**: eins"]
)
def test_a_line_that_says_nothing_to_do_is_refused(line: str) -> None:
    assert list(steps(TEXT))
    with pytest.raises(Unreadable):
        list(steps(f"{TEXT}{line}\n"))
