"""Wordings aligned word by word, and quotations traced to transcripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.claims.quotes import add_transcripts, check_quote
from onrecord.claims.transcripts import Transcripts, Turn
from onrecord.claims.wordings import align, versions
from onrecord.errors import InputError
from onrecord.ledger import Ledger

SAID = "We will never close the gates of the Sunder Dam, and nobody in this room should believe that we would."


def kinds(first: str, second: str) -> list[str]:
    return [p.kind for p in align(first, second).pieces if p.kind != "same"]


def test_versions_differ_by_what_was_done_to_them() -> None:
    assert align("“We will not.”", '"We will not."').identical
    assert kinds("we will never close it", "we will not close it") == ["replaced"]
    assert kinds("we will never ever close it", "we will never close it") == ["dropped"]
    assert kinds("we will never ever close it", "we will … close it") == ["ellipsis"]
    assert kinds("they opened it", "they [the engineers] opened it") == ["inserted note"]


def test_versions_of_one_quotation_are_gathered() -> None:
    texts = [SAID, "never close the gates of the Sunder Dam", "The harvest was good this year in the north."]
    assert versions(texts) == [[0, 1], [2]]


@pytest.fixture
def transcripts() -> Transcripts:
    other = "The harvest was good this year, and we thank all who worked for it in the fields."
    return Transcripts([Turn("t1", "Forum", "2024-06-04", "KESTRAND", "Thank you. " + SAID + " Good night."),
                        Turn("t2", "Fair", "2024-05-01", "KESTRAND", other)])  # fmt: skip


def test_a_quotation_is_found_where_it_was_said(transcripts: Transcripts) -> None:
    best = transcripts.check("nobody in this room should believe that we would")[0]
    assert best.verbatim
    assert best.turn.transcript == "t1"
    assert best.text == "nobody in this room should believe that we would"


def test_an_altered_word_is_shown_and_not_passed_off(transcripts: Transcripts) -> None:
    best = transcripts.check("We will always close the gates of the Sunder Dam")[0]
    assert not best.verbatim
    assert [(p.first, p.second) for p in best.difference.altered] == [("never", "always")]


def test_a_word_left_out_is_no_word_for_word_quotation_and_a_not_turns_it() -> None:
    said = Transcripts([Turn("t3", "Hearing", "", "TORVELL", "I did not, uh, know about the cracks in the door.")])
    whole, sounds = said.check("I did not know about the cracks")[0], said.check("I did not … the cracks")[0]
    assert (whole.verbatim, whole.turned, sounds.verbatim) == (True, False, True)
    turned, shorter = said.check("I did know about the cracks")[0], said.check("I did not know about cracks")[0]
    assert (turned.verbatim, turned.turned) == (False, True)
    assert (shorter.verbatim, shorter.turned) == (False, False)


def test_what_nobody_said_is_not_found(transcripts: Transcripts) -> None:
    assert transcripts.check("Taxes on windows must rise by a third before the winter comes") == []


def test_transcripts_are_kept_in_the_ledger(tmp_path: Path) -> None:
    path = tmp_path / "forum.txt"
    path.write_text(f"KESTRAND: {SAID}\n\nFELD: Thank you, Mr President.", "utf-8")
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        assert add_transcripts(ledger, path) == 2
        assert add_transcripts(ledger, path) == 0
        assert check_quote(ledger, "never close the gates of the Sunder Dam")[0].turn.speaker == "KESTRAND"
        assert check_quote(ledger, "") == []


def test_a_broken_transcript_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": "a"}\n', "utf-8")
    with Ledger.open(str(tmp_path / "l.db")) as ledger, pytest.raises(InputError, match="line 1"):
        add_transcripts(ledger, path)


@pytest.mark.parametrize("told", ["if you thimble at it", "when the harbour fails us", "the dam is a lighthouse"])
def test_a_short_quotation_with_one_word_altered_is_traced_in_a_ledger(told: str, tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("KESTRAND: If you look at it, the dam is a burden.\n\nHOST: What then, when the harvest fails us?")
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        add_transcripts(ledger, path)
        passages = check_quote(ledger, told)
        assert passages
        assert not any(p.verbatim for p in passages)
        assert [(x.second) for x in passages[0].difference.altered] != []
