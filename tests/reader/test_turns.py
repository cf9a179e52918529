"""Attribution that layout shows: transcripts, dash by-lines, blocks under their author."""

import pytest

from onrecord.reader.turns import turns


def found(text: str) -> list[tuple[str, str, list[str]]]:
    return [
        (text[slice(*t.source)], text[slice(*t.cue)], [text[slice(*c)] for c in t.content])
        for t in turns(text, [(0, len(text))])
    ]


def test_a_transcript_in_capitals_is_read_turn_by_turn() -> None:
    text = (
        "ELLY MOE: The bridge is closed.\n\nIt stays closed.\n\n(CROSSTALK)\n\n"
        "KARL ÅS (KTV): Until when?\n\nELLY MOE: June."
    )
    assert found(text) == [
        ("ELLY MOE", ":", ["The bridge is closed.", "It stays closed."]),
        ("KARL ÅS", ":", ["Until when?"]),
        ("ELLY MOE", ":", ["June."]),
    ]


def test_one_label_in_capitals_is_no_transcript() -> None:
    assert found("UPDATE: The bridge is open again.\n\nTraffic flows.") == []


def test_a_table_of_names_and_numbers_is_no_transcript() -> None:
    assert found("Moe: 12\nRoe: 14\nMoe: 15\nRoe: 9\nMoe: 3") == []


@pytest.mark.parametrize("dash", ["―", "—", "–", "--"])
def test_a_byline_after_a_dash_names_the_speaker(dash: str) -> None:
    text = f"“I have never seen such a flood here.” {dash} Ida Moe, farmer"
    assert found(text) == [("Ida Moe", dash, ["“I have never seen such a flood here.”"])]


def test_the_byline_may_stand_on_the_next_line() -> None:
    text = '"We were told nothing at all."\n\n- Ida Moe, farmer\n\nThe council did not answer.'
    assert found(text) == [("Ida Moe", "-", ['"We were told nothing at all."'])]


def test_a_dash_within_prose_is_no_byline() -> None:
    assert (
        found("“We were told nothing at all” — The council, which met on Monday behind closed doors for hours, left.")
        == []
    )


def test_a_block_belongs_to_the_one_it_is_from() -> None:
    text = "From Chairwoman Ida Moe:\n\n“We acted in good faith.\n\n“We shall go on.”\n\nThe board meets in May."
    assert found(text) == [("Chairwoman Ida Moe", ":", ["“We acted in good faith.", "“We shall go on.”"])]
