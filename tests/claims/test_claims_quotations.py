"""Wordings aligned word by word, and quotations traced to transcripts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.claims.quotes import add_transcripts, check_quote, read_transcripts
from onrecord.claims.transcripts import Transcripts, Turn
from onrecord.claims.wordings import align, versions
from onrecord.errors import InputError
from onrecord.ledger import Ledger
from onrecord.ledger.turns import Taken, add_turns, count_turns

SAID = "We will never close the gates of the Sunder Dam, and nobody in this room should believe that we would."


def kinds(first: str, second: str) -> list[str]:
    return [p.kind for p in align(first, second).pieces if p.kind != "same"]


def test_a_line_that_names_its_speaker_in_capitals_is_a_turn(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("ANNA BRANDT: It will hold.\nIt has held before.\nHOST: Until when?\n\nUntil 2040: no longer.\n")
    turns = [(row["speaker"], row["text"]) for row in read_transcripts(path)]
    assert turns == [
        ("ANNA BRANDT", "It will hold.\nIt has held before."),
        ("HOST", "Until when?"),
        ("", "Until 2040: no longer."),
    ]


def test_versions_differ_by_what_was_done_to_them() -> None:
    assert align("“We will not.”", '"We will not."').identical
    assert kinds("we will never close it", "we will not close it") == ["replaced"]
    assert kinds("we will never ever close it", "we will never close it") == ["dropped"]
    assert kinds("we will never ever close it", "we will … close it") == ["ellipsis"]
    assert kinds("we will close it", "Never! … we will close it") == ["added"]
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


SPEECH = """We did not ship one bad crate, and whoever says so wants to poison our friendship. I have seen the reports.

The crates were tested twice before they left. If one was opened in the harbour, it was by hands that are not ours. We
will answer with papers and not with shouting. Feldmark owes us eleven million, and a debt is a debt."""


@pytest.fixture
def speech(tmp_path: Path) -> Iterator[Ledger]:
    (tmp_path / "speech.txt").write_text(SPEECH, "utf-8")
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        add_transcripts(ledger, tmp_path / "speech.txt")
        yield ledger


@pytest.mark.parametrize("mark", ["…", "...", "[...]", "[…]", ". . ."])
@pytest.mark.parametrize("first", ["The crates were tested twice", "We did not ship one bad crate"])
def test_a_quotation_is_found_on_each_side_of_what_it_marks_as_left_out(first: str, mark: str, speech: Ledger) -> None:
    (best,) = check_quote(speech, f"{first} {mark} Feldmark owes us eleven million")
    assert (best.verbatim, best.turned, best.share) == (True, False, 1.0)
    assert best.text == f"{first} … Feldmark owes us eleven million"
    assert [p.verbatim for p in best.rest] == [True]


def test_what_is_altered_on_one_side_of_an_ellipsis_is_told(speech: Ledger) -> None:
    (best,) = check_quote(speech, "We did ship one bad crate … Feldmark owes us nine million")
    assert (best.verbatim, best.turned) == (False, True)
    assert [(p.first, p.second) for p in best.difference.altered] == [("not", ""), ("eleven", "nine")]


@pytest.mark.parametrize("told", ["The crates were tested twice Feldmark owes us eleven million",
                                  "Feldmark owes us eleven million … The crates were tested twice"])  # fmt: skip
def test_a_not_in_another_sentence_turns_nothing(told: str, speech: Ledger) -> None:
    passages = check_quote(speech, told)
    assert passages
    assert not any(p.verbatim or p.turned for p in passages)


def test_an_ellipsis_in_the_place_of_a_not_turns_what_is_said(speech: Ledger) -> None:
    assert check_quote(speech, "We did … ship one bad crate")[0].turned


def test_two_speakers_are_not_quoted_as_one() -> None:
    told = "The crates were tested twice … Feldmark owes us eleven million"
    turns = [("ARLO", "The crates were tested twice."), ("BEN", "Feldmark owes us eleven million.")]
    held = Transcripts([Turn("t", "", "", name, text, n) for n, (name, text) in enumerate(turns)])
    assert not any(p.verbatim for p in held.check(told))


def test_what_nobody_said_is_not_found(transcripts: Transcripts) -> None:
    assert transcripts.check("Taxes on windows must rise by a third before the winter comes") == []


def test_transcripts_are_kept_in_the_ledger(tmp_path: Path) -> None:
    path = tmp_path / "forum.txt"
    path.write_text(f"KESTRAND: {SAID}\n\nFELD: Thank you, Mr President.", "utf-8")
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        assert add_transcripts(ledger, path) == Taken(2)
        assert add_transcripts(ledger, path) == Taken(0)
        assert check_quote(ledger, "never close the gates of the Sunder Dam")[0].turn.speaker == "KESTRAND"
        assert check_quote(ledger, "") == []


def test_transcripts_of_one_name_with_other_words_stand_beside_one_another(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    first, second = tmp_path / "speech.txt", tmp_path / "other" / "speech.txt"
    first.write_text("The gates stay open.\n\nWe will never close them.", "utf-8")
    second.write_text("The boxes came in October with their seals broken.", "utf-8")
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        assert add_transcripts(ledger, first) == Taken(2)
        assert add_transcripts(ledger, second) == Taken(1, ("speech",))
        assert [add_transcripts(ledger, path) for path in (first, second)] == [Taken(), Taken()]
        first.write_text("The gates stay open.\n\nWe will never, ever close them.", "utf-8")
        assert add_transcripts(ledger, first) == Taken(2, ("speech",))
        assert check_quote(ledger, "with their seals broken")[0].verbatim
        assert all(check_quote(ledger, told)[0].verbatim for told in ("we will never close", "never ever close them"))


def test_a_transcript_kept_under_its_files_name_alone_is_known_again(tmp_path: Path) -> None:
    path = tmp_path / "speech.txt"
    path.write_text("The gates stay open.", "utf-8")
    row = {"transcript": "speech", "name": "speech", "position": 0, "title": "speech", "date": "", "speaker": ""}
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        add_turns(ledger, [row | {"text": "The gates stay open.\n"}])
        assert add_transcripts(ledger, path) == Taken()
        path.write_text("The gates are shut.", "utf-8")
        assert add_transcripts(ledger, path) == Taken(1, ("speech",))


def test_a_transcript_whose_id_came_with_other_words_before_is_kept_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        for text, taken in (("It is shut.", Taken(1)), ("It is open.", Taken(1, ("a",))), ("It is  open.", Taken())):
            path.write_text(json.dumps({"id": "a", "turns": [{"speaker": "KESTRAND", "text": text}]}), "utf-8")
            assert add_transcripts(ledger, path) == taken
        assert count_turns(ledger) == 2


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
