"""What differs between two texts: nothing is lost, nothing made up, and a changed paragraph is told word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.web.changed import Change, compare

LINES = st.lists(
    st.lists(st.sampled_from("the dam will not hold, he said.".split()), min_size=1).map(" ".join), max_size=6
)


def lines(changes: list[Change], left_out: str) -> list[str]:
    """One side of the changes: the old text without what was added, or the new one without what was removed."""
    found: list[str] = []
    for change in changes:
        if change.state == "changed":
            found.append("".join(each.text for each in change.runs if each.state != left_out))
        elif change.state != left_out:
            found += change.paragraphs
    return found


@given(LINES, LINES)
def test_both_texts_are_whole_in_what_is_told(old: list[str], new: list[str]) -> None:
    told = compare(old, new)
    assert lines(told, "added") == old
    assert lines(told, "removed") == new


def test_a_changed_paragraph_is_told_by_its_words() -> None:
    (told,) = compare(["The dam will hold, he said."], ["The dam may hold, he said."])
    assert [(each.state, each.text) for each in told.runs if each.state != "same"] == [
        ("removed", "will"),
        ("added", "may"),
    ]


def test_another_paragraph_is_removed_and_added() -> None:
    told = compare(["The dam will hold, he said."], ["Apples are dear this year."])
    assert [change.state for change in told] == ["removed", "added"]
