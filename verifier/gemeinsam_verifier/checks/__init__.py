"""Everything that can be wrong with a log, by name, in German and English.

A name is what a report, a test and a reader call a check by. `{...}` are facts that
the check hands over. `step` is the number in docs/rules/public_log.md.
"""

from collections.abc import Collection

from gemeinsam_verifier.checks import entries, log, strategy

STEPS = {
    0: ("Beleg", "Receipt"),
    1: ("Unterschriften", "Signatures"),
    2: ("Prüfsumme aller Einträge", "Root over all entries"),
    3: ("Frühere Prüfpunkte", "Older checkpoints"),
    4: ("Form der Einträge", "Form of entries"),
    5: ("Regeln", "Rules"),
    6: ("Auszählung", "Tallies"),
    7: ("Texte", "Texts"),
}
"""What is checked, in this order; receipts are checked alone."""

CHECKS = {**log.CHECKS, **entries.CHECKS, **strategy.CHECKS}
"""All checks, by name."""


class Bad(Exception):
    """A check has failed: its name, the entry it failed at, and the facts."""

    def __init__(self, name: str, index: int | None, kind: str | None, /, **facts: object) -> None:
        super().__init__(name)
        self.name = name
        self.index = index
        self.kind = kind
        self.facts = facts

    @property
    def step(self) -> int:
        """The number of the step that it belongs to."""
        return CHECKS[self.name].step

    def words(self, language: str) -> str:
        """Return the complaint as a sentence."""
        check = CHECKS[self.name]
        template = check.german if language == "de" else check.english
        return template.format_map(self.facts)


class Checklist:
    """Says what is wrong, at which entry.

    `off` names checks that are left out. Only tests do that, to show what each
    of them is good for.
    """

    def __init__(self, off: Collection[str] = ()) -> None:
        self.off = frozenset(off)
        self.index: int | None = None
        self.kind: str | None = None

    def fail(self, name: str, /, **facts: object) -> None:
        """Report what is wrong with the present entry.

        Raises:
            Bad: always, unless this check is left out.
        """
        if name not in self.off:
            raise Bad(name, self.index, self.kind, **facts)

    def require(self, holds: object, name: str, /, **facts: object) -> None:
        """Report what is wrong unless something holds.

        Raises:
            Bad: it does not hold.
        """
        if not holds:
            self.fail(name, **facts)
