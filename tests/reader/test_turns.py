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


def test_a_deposition_is_read_by_its_letters() -> None:
    text = "From the deposition:\n\nQ. When did you hear?\nA. On Monday.\nQ. From whom?\nA. From the cook."
    assert [(who, cue, said) for who, cue, said in found(text)] == [
        ("Q", ".", ["When did you hear?"]),
        ("A", ".", ["On Monday."]),
        ("Q", ".", ["From whom?"]),
        ("A", ".", ["From the cook."]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "WHAT: Opening of the museum\nWHEN: Friday, 9 a.m. to noon\nWHERE: Pier 4, Port Alder",
        "FLOUR: 500 grams\nBUTTER: 200 grams, soft\nEGGS: two, or three if small",
        "A. Moe is the mayor.\nA. Roe is the vicar.",
        "Alder 3 - Brekka 1\n\nThe game was long.",
        "From Monday: new timetable\n\n“The Night Mail” returns.",
        "The band – Ida Moe, Tom Roe and the two Karls – plays tonight. Doors open at eight – or when it rains.",
        "The statement of the case was long.\n\nNobody listened.",
    ],
)
def test_lists_scores_and_prose_are_no_attribution(text: str) -> None:
    assert found(text) == []


def test_a_short_interview_in_small_letters_asks_a_question() -> None:
    text = "Gull: Why now?\nIda Moe: Because.\nGull: And the money?\nIda Moe: There is none."
    assert [who for who, _, _ in found(text)] == ["Gull", "Ida Moe", "Gull", "Ida Moe"]


def test_names_in_capitals_may_have_small_letters_in_them() -> None:
    assert [who for who, _, _ in found("McADAM: No.\n\nMacLEAN (on film): Yes.")] == ["McADAM", "MacLEAN"]


def test_letters_to_the_editor_end_in_their_writers() -> None:
    text = "The new timetable is an insult. – Ida Moe, Port Alder\n\nI like it. – R. Quist, Low Ferry"
    assert found(text) == [
        ("Ida Moe", "–", ["The new timetable is an insult."]),
        ("R. Quist", "–", ["I like it."]),
    ]


def test_a_byline_may_have_a_title_in_small_letters() -> None:
    assert found('"Close the mine and you close us" - union head Ida Moe') == [
        ("union head Ida Moe", "-", ['"Close the mine and you close us"'])
    ]


@pytest.mark.parametrize(
    ("line", "who", "cue"),
    [
        ("Statement by Prime Minister Ida Moe:", "Prime Minister Ida Moe", ":"),
        ("Joint statement of the foreign ministers of Tarvia:", "the foreign ministers of Tarvia", ":"),
        ("Full text of the letter from Bishop Ida Moe to his parishes:", "Bishop Ida Moe", ":"),
        ("Statement from the Ministry of Harbours", "the Ministry of Harbours", "Statement"),
    ],
)
def test_a_statement_that_was_issued_belongs_to_its_author(line: str, who: str, cue: str) -> None:
    text = f"{line}\n\n“We acted in good faith.”\n\nThe board meets in May."
    assert found(text) == [(who, cue, ["“We acted in good faith.”"])]
