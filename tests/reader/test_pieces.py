"""Names found in pieces."""

from __future__ import annotations

from dataclasses import replace

import pytest
from speaker_cases import analysis

from onrecord.reader.analysis import Analysis, Name, NameKind
from onrecord.reader.outline import outline
from onrecord.reader.pieces import whole
from onrecord.reader.repair import repaired

TITLE = "A headline.\n"


def names(text: str, pieces: list[tuple[str, NameKind]], score: float = 0.6) -> list[tuple[str, NameKind]]:
    """The names made of pieces that follow one another in the text."""
    at, found = 0, []
    for piece, kind in pieces:
        start = text.index(piece, at)
        at = start + len(piece)
        found.append(Name(start, at, kind, score))
    bare = analysis(text, {})
    where = outline(Analysis(text, bare.starts, bare.ends, bare.sentences, tuple(found)))
    return [(text[name.start : name.end], name.kind) for name in whole(where, tuple(found))]


@pytest.mark.parametrize(
    ("text", "pieces", "joined"),
    [
        ("The Bank of Ostrell said so.", [("Bank of", "ORG"), ("Ostrell", "PER")], [("Bank of Ostrell", "ORG")]),
        ("Tove Lind-Aker said so.", [("Tove Lind", "PER"), ("-", "ORG"), ("Aker", "ORG")], [("Tove Lind-Aker", "PER")]),
        ("Brine Oil said so.", [("Brine", "LOC"), ("Oil", "ORG")], [("Brine Oil", "ORG")]),
        ("The Alder Lee said so.", [("Alder", "LOC"), ("Lee", "PER")], [("Alder", "LOC"), ("Lee", "PER")]),
        ("Alder Mayor Lee", [("Alder", "LOC"), ("Mayor Lee", "ORG")], [("Alder", "LOC"), ("Mayor Lee", "ORG")]),
    ],
)
def test_pieces_of_one_name_are_joined(
    text: str, pieces: list[tuple[str, NameKind]], joined: list[tuple[str, NameKind]]
) -> None:
    assert names(TITLE + text, pieces) == joined


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The newspaper Novel Dag says so.", "Novel Dag", "ORG"),
        ("Grid operator Elbren says so.", "Elbren", "ORG"),
        ("The operator Anna Lind says so.", "Anna Lind", "PER"),
        ("The mayor Elbren says so.", "Elbren", "PER"),
    ],
)
def test_an_unsure_name_is_what_the_noun_before_it_says(text: str, name: str, kind: NameKind) -> None:
    start = len(TITLE) + text.index(name)
    found = (Name(start, start + len(name), "PER", 0.6),)
    bare = analysis(TITLE + text, {})
    assert [n.kind for n in repaired(outline(replace(bare, names=found)), found, [])] == [kind]


def test_two_people_with_a_hyphen_between_them_stay_two() -> None:
    text = TITLE + "Lee met Ekman. The Lee-Ekman plan failed."
    pieces: list[tuple[str, NameKind]] = [("Lee", "PER"), ("Ekman", "PER"), ("Lee", "PER"), ("Ekman", "PER")]
    assert names(text, pieces) == pieces


def test_sure_names_stay_apart() -> None:
    pieces: list[tuple[str, NameKind]] = [("Alder", "LOC"), ("Harbour Board", "ORG")]
    assert names(TITLE + "In Alder Harbour Board members met.", pieces, score=0.95) == pieces
