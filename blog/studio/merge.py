"""Two versions put into one text, for a person to sort out."""

from __future__ import annotations

from blog.studio.diff import paragraphs_of, runs


def both_in_one(mine: str, theirs: str) -> str:
    """Every paragraph of both: what is equal once, what differs one after the other, mine first."""
    ours, others = paragraphs_of(mine), paragraphs_of(theirs)
    together: list[str] = []
    for run in runs(ours, others):
        together += ours[run.left]
        if not run.same:
            together += others[run.right]
    return "\n\n".join(together) + "\n"
