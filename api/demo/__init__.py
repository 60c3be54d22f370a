"""The demo: a district's participation process over three years, as data.

Modelled on the digital strategy of a rural district; every person, text, figure and
decision is invented. Nothing here talks to the platform. A replay walks through
`load()` with a scripted clock and turns each entry into the command it names.

Where things are (`content/*.toml`, German texts, local times of Europe/Berlin):

========================  ==================================================================
process, klimadialog      `processes` with phases; extensions; statements and ballots
places                    `action_fields`, `territories` (parents before children)
cast_citizens, cast_staff `people`, `organisations`
ideas_*                   `ideas`: one file for each action field
drafts                    `drafts`: begun and not handed in
comments_*                `comments`: per idea, in order of time
moderation                `moderation`: acts beyond the routine, per subject in order
supports, changed_minds   `support_rules`, `changed_minds`
strategy_frame            bodies, units, goals with indicators, funding
inventory                 what there is already, gaps and recommendations
measures_*                `measures` with their profiles, scores and statements
council                   `consultations`: sessions, votes, a correction
strategy                  workshops, mission, strategy, plans, the real-world lab
progress_*                what became of adopted measures
answers                   answers in batches, and the question that still waits
========================  ==================================================================

How to replay it:

All ideas belong to the process `gemeinsam-digital`, all statements to `klimadialog`.

1. Register `people` (also before `opened_at`), verify `organisations`, open the processes.
   Phases start and end by the clock; an extension is announced before the old end.
2. Merge everything else into one sequence by time; `timeline()` does that: each entry
   has a moment, a kind and the piece it comes from. At equal moments file order holds.
3. An idea is submitted at `submitted_at`. On paper: one clerk types it in at
   `paper.recorded_at`, counted as of `paper.received_on`; it is handed in when a second
   clerk confirms that at `paper.confirmed_at`. Its author has no account.
   `review` means: this moderator claims the case and decides `publish` at that moment.
   Where hybrid moderation already showed the text, the same decision closes the open case.
4. A comment with `review` was held back on posting (phase in `pre` mode, or `hybrid`
   outside `office_hours`); the moderator releases it then. Without `review` it is visible
   at once; a moderator reads it in due time, unless somebody reports it before.
5. `moderation` steps carry ideas and comments through return, rejection, hiding, appeal
   and merge. A `Version` with `resubmits` answers a return and is followed by steps again;
   any other version is an edit the public can see beside the first text, which a
   moderator reads in due time.
6. Supports and opinions come expanded from `supports()` and `opinions()`, never from dice.
7. A person with `erased_on` erases the account at that moment.
8. `drafts` are saved at their moment; they leave no event.
9. What office and councils do is put on the agenda by `replay.strategy`; a measure is handed
   to a council when the item that decides on it is scheduled.
10. At `ends_at` the subjects in `unreviewed` still wait for a moderator. The first of them
   is overdue by then; under a real clock the others follow within a working day. One
   idea (`buergerbus-zeitung`) is returned and not yet answered.
"""

from api.demo.content_types import DemoContent
from api.demo.expansion import (
    Happening,
    OpinionChange,
    SupportChange,
    opinions,
    supports,
    timeline,
)
from api.demo.loading import load

__all__ = [
    "DemoContent",
    "Happening",
    "OpinionChange",
    "SupportChange",
    "load",
    "opinions",
    "supports",
    "timeline",
]
