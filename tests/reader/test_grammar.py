"""Sources and statements put right by grammar: passives, inverted verbs, nouns, headlines, names. No network."""

import numpy as np
import pytest

from onrecord.reader.decode import Found
from onrecord.reader.features import split
from onrecord.reader.headlines import leading, trailing
from onrecord.reader.nouns import by_nouns
from onrecord.reader.sourceless import LEAST_SCORE, stands, tags_of
from onrecord.reader.subjects import subject
from onrecord.reader.unsaid import says_nothing
from onrecord.reader.voices import voiced
from onrecord.records import Span, Statement


def marked(text: str) -> tuple[str, Statement]:
    """The text without its marks, and the statement that they mark: [s|source], [c|cue], [x|content]."""
    spans: dict[str, list[Span]] = {"s": [], "c": [], "x": []}
    plain = ""
    for part in text.replace("]", "[").split("["):
        role, bar, words = part.partition("|")
        if bar:
            spans[role].append((len(plain), len(plain) + len(words)))
        plain += words if bar else part
    return plain, Statement("article", *(tuple(spans[role]) for role in "scx"))


def told(text: str, statement: Statement) -> dict[str, list[str]]:
    roles = {"s": statement.source, "c": statement.cue, "x": statement.content}
    return {role: [text[a:b] for a, b in spans] for role, spans in roles.items() if spans}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[s|They] [c|are believed] [x|to carry timber].", "[x|They] [c|are believed] [x|to carry timber]."),
        ("[c|was described] [x|by the regulator as “safe”].", "[c|was described] by [s|the regulator] [x|as “safe”]."),
        ("[x|The line was unsafe], [c|says] inspectorate", "[x|The line was unsafe], [c|says] [s|inspectorate]"),
        ("[x|“It is dead,”] [c|warned] Ida Moe of Fen.", "[x|“It is dead,”] [c|warned] [s|Ida Moe of Fen]."),
        ("[s|Ida Moe] [c|seemed] [x|to agree].", "[x|Ida Moe] [c|seemed] [x|to agree]."),
        ("[c|Asked] [x|about the dam], [s|Ida Moe] left.", "[c|Asked] [x|about the dam], Ida Moe left."),
        ("Moe, [s|who] said little, [c|hopes] [x|to win].", "[s|Moe, who said little,] [c|hopes] [x|to win]."),
        ("A sign at the door [c|reads] [x|“No”].", "[s|A sign at the door] [c|reads] [x|“No”]."),
    ],
)  # fmt: skip
def test_the_source_is_where_grammar_has_it(before: str, after: str) -> None:
    text, statement = marked(before)
    plain, wanted = marked(after)
    assert plain == text
    assert told(text, voiced(split(text), statement)) == told(text, wanted)


@pytest.mark.parametrize(
    "text",
    [
        "[s|Ida Moe] [c|is worried] [x|that it will fall].",
        "[s|Ida Moe] [c|said] [x|that it was expected to fall].",
        "[s|The minister] [c|was quoted as saying] [x|that it fell].",
        "[s|Ida Moe] [c|asked] [x|whether it fell].",
        "[c|Asked] by [s|a reporter] [x|whether it fell], Ida Moe left.",
        "Karl Roe, [s|who], she [c|said], [x|fell].",
        "[c|It is said] [x|that it fell].",
        "[x|It fell on Monday], [c|said] on Tuesday.",
    ],
)
def test_other_sources_stay(text: str) -> None:
    plain, statement = marked(text)
    assert voiced(split(plain), statement) == statement


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("[x|Her record] [c|was called] [x|“Ask Me Nothing”].", True),
        ("[s|The mayor] [c|called] [x|it “Ask Me Nothing”].", False),
        ("[c|was called] [x|“a barbecue with a permit”]", False),
        ("[s|Moe] [c|spoke in response] [x|to the claims].", True),
        ("[s|Moe] [c|said] in response [x|that it fell].", False),
        ("[s|Moe] [c|never said] [x|that it fell].", False),
        ("[s|The board] [c|has not yet claimed] [x|that it fell].", False),
        ("[s|No expert] [c|has claimed] [x|that it fell].", True),
        ("[s|Neither Moe nor Roe] [c|said] [x|that it fell].", True),
        ("[s|Neither side] [c|wants] [x|a quarrel].", False),
        ("[s|No. 10] [c|said] [x|that it fell].", False),
    ],
)
def test_names_and_what_is_responded_to_are_no_statements(text: str, nothing: bool) -> None:
    plain, statement = marked(text)
    assert says_nothing(plain, statement) is nothing


@pytest.mark.parametrize(
    ("headline", "source"),
    [
        ("Goose caused delay: airline", "airline"),
        ("Talks collapsed over fish – Merrow envoy", "Merrow envoy"),
        ("Growers fear worst harvest in decades - survey", "survey"),
        ("Alder 3 - Brekka 1", ""),
        ("Recipe: plum cake with almonds", ""),
        ("Port of call: harbour", ""),
        ("Storm hits coast: a minister resigns", ""),
        ("Premier: dikes are safe for now", ""),
    ],
)
def test_a_headline_may_end_in_who_says_so(headline: str, source: str) -> None:
    assert [headline[slice(*turn.source)] for turn in trailing(headline, [(0, len(headline))])] == [source] * bool(
        source
    )


@pytest.mark.parametrize(
    ("headline", "found"),
    [
        ("Roe: dam will hold for another year", ["Roe"]),
        ("Vance: dam will hold for another year", []),
        ("Roe: What we know of the dam so far", []),
        ("Roe: Is the dam about to fail?", []),
    ],
)
def test_a_headline_may_begin_with_who_says_so_where_the_article_quotes_them(headline: str, found: list[str]) -> None:
    text = f"{headline}\n\nIda Roe said so."
    at = text.index("Ida Roe")
    known = Statement("", ((at, at + 7),), ((at + 8, at + 12),), ((at + 13, at + 15),))
    assert [text[slice(*t.source)] for t in leading(text, [(0, len(headline))], [known])] == found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He rejected claims by two ministers that the dam leaks badly.",
         ("two ministers", "claims", "that the dam leaks badly")),
        ("A second opinion, this time from the surgeon Ida Moe: the knee will hold until May.",
         ("the surgeon Ida Moe", "opinion", "the knee will hold until May")),
        ("The claims by two ministers that have been published are old news.", None),
        ("A warning from the bank: “Rates will rise twice this year.”", None),
        ("When Ida Moe used the words “a shambles” again, nobody laughed.",
         ("Ida Moe", "used the words", "“a shambles”")),
        ("The guild used the term loosely, and “a shambles” it was.", None),
    ],
)  # fmt: skip
def test_a_noun_can_be_the_cue(text: str, wanted: tuple[str, str, str] | None) -> None:
    made = [tuple(text[slice(*s)] for s in (t.source, t.cue, t.content[0])) for t in by_nouns(text, [(0, len(text))])]
    assert made == ([wanted] if wanted else [])


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Governor Ida Moe shrugged.", "Governor Ida Moe"),
        ("Ida Moe, who lost the vote in May, was blunt.", "Ida Moe, who lost the vote in May,"),
        ("In the evening the two ministers left the hall.", ""),
        ("In the evening, the two ministers left the hall.", "the two ministers"),
        ("The rain stopped.", ""),
        ("Shares fell by a tenth.", ""),
        ("Of the boats, nothing.", ""),
    ],
)
def test_a_subject_is_somebody_who_can_speak(text: str, who: str) -> None:
    words = split(text)
    said = subject(words, words.sentences[0])
    assert (text[words.starts[said.who[0]] : words.ends[said.who[1] - 1]] if said else "") == who


def test_a_window_without_a_source_is_asked_again_more_kindly() -> None:
    logits = np.zeros((3, 4, 5), np.float32)
    logits[..., 0] = 2.0
    logits[0, 1, 1] = 1.5  # nearly a source
    logits[1, 1, 1] = 0.5  # none
    logits[2, 0, 1], logits[2, 2, 1] = 3.0, 1.5  # one found, and another nearly
    assert tags_of(logits).tolist() == [[0, 1, 0, 0], [0, 0, 0, 0], [1, 0, 0, 0]]


@pytest.mark.parametrize(
    ("words", "stays"),
    [("insists", False), ("is believed", True), ("were said", True), ("reportedly", True), ("is worried", True)],
)
def test_an_unsure_statement_without_a_source_stays_where_it_needs_none(words: str, stays: bool) -> None:
    cue = words.split()
    assert stands(Found((), (0, len(cue)), ((len(cue), len(cue) + 1),), LEAST_SCORE / 2), [*cue, "so"]) is stays
    assert stands(Found((), (0, len(cue)), ((len(cue), len(cue) + 1),), LEAST_SCORE), [*cue, "so"])
