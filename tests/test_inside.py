"""A statement stays in the kind of part that its cue stands in."""

from __future__ import annotations

from onrecord.reader.inside import kept, stretches
from onrecord.records import Article, Part

TEXT = "Mayor denies plan\n\nA standfirst.\n\nPhoto: Agency\n\n“One.\n\n“Two,” she said."
KINDS = ("headline", "standfirst", "caption", "body", "body")


def article(*kinds: str) -> Article:
    parts, at = [], 0
    for kind, line in zip(kinds, TEXT.split("\n\n"), strict=True):
        parts.append(Part(kind, TEXT.index(line, at), TEXT.index(line, at) + len(line)))  # type: ignore[arg-type]
        at = parts[-1].end
    return Article("page", "name", TEXT, tuple(parts))


def pieces(made: Article, span: str, cue: str) -> list[str]:
    start, at = TEXT.index(span[:6]), TEXT.index(cue)
    found = kept([(start, TEXT.index(span[-6:]) + 6)], (at, at + len(cue)), stretches(made))
    return [TEXT[a:b] for a, b in found]


def test_a_headline_does_not_run_on() -> None:
    made = article(*KINDS)
    assert pieces(made, "plan\n\nA standfirst.", "denies") == ["plan"]


def test_a_quotation_goes_on_over_paragraphs_in_one_piece() -> None:
    assert pieces(article(*KINDS), "“One.\n\n“Two,”", "said") == ["“One.\n\n“Two,”"]


def test_a_caption_between_two_paragraphs_is_cut_out() -> None:
    made = article("headline", "body", "caption", "body", "body")
    assert pieces(made, "A standfirst.\n\nPhoto: Agency\n\n“One.", "said") == ["A standfirst.", "“One."]


def test_stretches_join_neighbours_of_one_kind() -> None:
    found = [(kind, TEXT[start:end]) for kind, start, end in stretches(article(*KINDS))]
    assert [kind for kind, _ in found] == ["headline", "standfirst", "body"]
    assert found[-1][1] == "“One.\n\n“Two,” she said."
