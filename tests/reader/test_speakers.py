"""Who is meant, case by case, in invented articles."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from speaker_cases import analysis, guesses

from onrecord.reader.analysis import NameKind
from onrecord.records import KINDS


class Case(NamedTuple):
    text: str
    names: dict[str, NameKind]
    statements: list[tuple[str, str]]
    speakers: list[str]
    kinds: list[str]


CASES = {
    "a participle before the noun leaves the noun the head": Case(
        "A leaked harbour document says the pier will close. A stolen memo warns of delays. A suspended officer denied "
        "it.",
        {},
        [
            ("A leaked harbour document| says", "the pier will close"),
            ("A stolen memo| warns of", "delays"),
            ("A suspended officer| denied", "it"),
        ],
        ["leaked harbour document", "stolen memo", "suspended officer"],
        ["document", "document", "unnamed"],
    ),
    "one of several people is somebody unnamed": Case(
        "Three welders spoke to the paper. The boiler was cracked, one of the welders said. The bolts were old, one of "
        "them said. One of the reports said so too.",
        {},
        [
            ("one of the welders| said", "The boiler was cracked"),
            ("one of them| said", "The bolts were old"),
            ("One of the reports| said", "so too"),
        ],
        ["one of the welders", "one of them", "One of the reports"],
        ["unnamed", "unnamed", "document"],
    ),
    "its chairman is not the outlet's that reports of another body": Case(
        "Reuters reported that Brine Oil would cut jobs. Its chairman said a deal was close.",
        {"Reuters": "ORG", "Brine Oil": "ORG"},
        [("Reuters| reported", "that Brine Oil would cut jobs"), ("Its chairman| said", "a deal was close")],
        ["Reuters", "Brine Oil's chairman"],
        ["organisation", "unnamed"],
    ),
    "who goes on after somebody unnamed is that one, and of that kind": Case(
        "Piet Harrow was arrested. His lawyer said the case was weak. He said Harrow would appeal. An officer said two "
        "men were held. She said a third was sought.",
        {"Piet Harrow": "PER", "Harrow": "PER"},
        [
            ("His lawyer| said", "the case was weak"),
            ("He| said Harrow", "Harrow would appeal"),
            ("An officer| said", "two men were held"),
            ("She| said", "a third was sought"),
        ],
        ["Piet Harrow's lawyer", "Piet Harrow's lawyer", "officer", "officer"],
        ["unnamed"] * 4,
    ),
    "a spokesman is no woman who speaks after him, nor who is named between": Case(
        "Anna Ferrow resigned. A spokesman said the post was open. She said she was tired. A clerk said it was late. "
        "Anna Ferrow shrugged. She said it was early.",
        {"Anna Ferrow": "PER"},
        [
            ("A spokesman| said", "the post was open"),
            ("She| said she", "she was tired"),
            ("A clerk| said", "it was late"),
            ("She| said it", "it was early"),
        ],
        ["spokesman", "Anna Ferrow", "clerk", "Anna Ferrow"],
        ["unnamed", "person", "unnamed", "person"],
    ),
    "a few people who are counted are unnamed, but not bodies, things and shares": Case(
        "Two officials with knowledge of it said the pier was sold. Three welders said so. Two unions denied it. Four "
        "reports doubted it. Three in ten voters knew of it.",
        {},
        [
            ("Two officials with knowledge of it| said", "the pier was sold"),
            ("Three welders| said", "so"),
            ("Three in ten voters| knew", "of it"),
        ],
        ["Two officials with knowledge of it", "Three welders", "Three in ten voters"],
        ["unnamed", "unnamed", "group"],
    ),
    "a jury is no document": Case(
        "The trial opened. A jury heard that the pier was sold.",
        {},
        [("A jury| heard", "the pier was sold")],
        ["jury"],
        ["group"],
    ),
    "a title before a name is no part of it": Case(
        "Premier Dragan Ostrel left on Monday. The pier was sold, Ostrel said. Cllr Anna Lindahl denied it. Sheikh "
        "Omar Hadid laughed it off.",
        {"Dragan Ostrel": "PER", "Ostrel": "PER", "Cllr Anna Lindahl": "PER", "Omar Hadid": "PER"},
        [
            (" Ostrel| said", "The pier was sold"),
            ("Cllr Anna Lindahl| denied", "it"),
            ("Sheikh Omar Hadid| laughed", "it off"),
        ],
        ["Dragan Ostrel", "Anna Lindahl", "Omar Hadid"],
        ["person", "person", "person"],
    ),
    "two people, described between commas": Case(
        "The mayor, Ann Farrow, and the police chief, Ruth Ortega, said the pier was sold. Ann Farrow, the mayor, and "
        "her deputy, Peter Holm, denied it. Peter Holm, the mayor and a friend of Ann Farrow, laughed it off.",
        {"Ann Farrow": "PER", "Ruth Ortega": "PER", "Peter Holm": "PER"},
        [
            ("The mayor, Ann Farrow, and the police chief, Ruth Ortega,| said", "the pier was sold"),
            ("Ann Farrow, the mayor, and her deputy, Peter Holm,| denied", "it"),
            ("Peter Holm, the mayor and a friend of Ann Farrow,| laughed", "it off"),
        ],
        ["Ann Farrow and Ruth Ortega", "Ann Farrow and Peter Holm", "Peter Holm"],
        ["person", "person", "person"],
    ),
    "two strangers of one surname told apart by title and given name": Case(
        "Piet Harrow, who runs the line, and Sofia Harrow, who leads the union, are not related. Ms. Harrow said crews "
        "were afraid. Mr. Harrow said the door was sound.",
        {"Piet Harrow": "PER", "Sofia Harrow": "PER", "Harrow": "PER"},
        [("Ms. Harrow| said", "crews were afraid"), ("Mr. Harrow| said", "the door was sound")],
        ["Sofia Harrow", "Piet Harrow"],
        ["person", "person"],
    ),
    "a man of the surname of a woman is another, by his title": Case(
        "Anna Harrow leads the union. Mr. Harrow said the door was sound. Harrow said crews were afraid.",
        {"Anna Harrow": "PER", "Harrow": "PER"},
        [("Mr. Harrow| said", "the door was sound"), (" Harrow| said crews", "were afraid")],
        ["Mr. Harrow", "Anna Harrow"],
        ["person", "person"],
    ),
    "a bank is not the newspaper that told of it": Case(
        "The Ode Herald reported on Monday that the bank had failed. The bank denied the report.",
        {"Ode Herald": "ORG"},
        [("The bank| denied", "the report")],
        ["bank"],
        ["organisation"],
    ),
    "appositive between name and verb": Case(
        "The dam is unsafe, an engineer found. Marta Oyelaran, who chairs the harbour board, warned on Monday that the "
        "wall may fail. Her deputy, Per Lindqvist, said repairs would start soon.",
        {"Marta Oyelaran": "PER", "Per Lindqvist": "PER"},
        [
            ("Marta Oyelaran, who chairs the harbour board,| warned", "the wall may fail"),
            ("Her deputy, Per Lindqvist,| said", "repairs would start soon"),
        ],
        ["Marta Oyelaran", "Per Lindqvist"],
        ["person", "person"],
    ),
    "two people of one surname told apart by title": Case(
        "Senator Helen Adeyemi and her brother, Robert Adeyemi, disagree about the port. Mr. Adeyemi said the port was "
        "finished. Mrs. Adeyemi replied that ships still came.",
        {"Helen Adeyemi": "PER", "Robert Adeyemi": "PER", "Adeyemi": "PER"},
        [("Mr. Adeyemi| said", "the port was finished"), ("Mrs. Adeyemi| replied", "ships still came")],
        ["Robert Adeyemi", "Helen Adeyemi"],
        ["person", "person"],
    ),
    "speaker named only after the quotation": Case(
        "The vote was close. “We counted every ballot twice,” said Gov. Thomas Brandvold. “Nobody will find a "
        "mistake,” he added.",
        {"Thomas Brandvold": "PER"},
        [
            (" said< Gov. Thomas Brandvold", "We counted every ballot twice"),
            ("he| added", "Nobody will find a mistake"),
        ],
        ["Thomas Brandvold", "Thomas Brandvold"],
        ["person", "person"],
    ),
    "pronouns across sentences keep to their sex": Case(
        "Susan Parkhill met David Orlo at the ministry on Friday. Parkhill brought a plan. She said the grid would "
        "hold all winter. Orlo listened for an hour. He said the plan was too dear.",
        {"Susan Parkhill": "PER", "David Orlo": "PER", "Parkhill": "PER", "Orlo": "PER"},
        [("She| said", "the grid would hold all winter"), ("He| said", "the plan was too dear")],
        ["Susan Parkhill", "David Orlo"],
        ["person", "person"],
    ),
    "metonym": Case(
        "Talks broke down. The Kremlin said the ships would stay. The White House rejected the offer.",
        {"Kremlin": "ORG", "White House": "ORG"},
        [("The Kremlin| said", "the ships would stay"), ("The White House| rejected", "the offer")],
        ["Kremlin", "White House"],
        ["organisation", "organisation"],
    ),
    "unnamed official and open group": Case(
        "A senior ministry official said the talks had failed. Many analysts expect a second round in spring.",
        {},
        [
            ("A senior ministry official| said", "the talks had failed"),
            ("Many analysts| expect", "a second round in spring"),
        ],
        ["senior ministry official", "Many analysts"],
        ["unnamed", "group"],
    ),
    "document": Case(
        "The audit was leaked. A report by the treasury found that nine bridges had no inspection. Two people read it.",
        {},
        [("A report by the treasury| found", "nine bridges had no inspection")],
        ["report by the treasury"],
        ["document"],
    ),
    "list of people": Case(
        "Rep. Ann Farrow and Sen. Luis Ortega said the bill would pass before the summer.",
        {"Ann Farrow": "PER", "Luis Ortega": "PER"},
        [("Rep. Ann Farrow and Sen. Luis Ortega| said", "the bill would pass before the summer")],
        ["Ann Farrow and Luis Ortega"],
        ["person"],
    ),
    "body written out before its initials": Case(
        "Fares rose again. The National Riders Union (NRU) called the rise a scandal. The NRU said it would sue.",
        {"NRU": "ORG"},
        [("The NRU| said", "it would sue")],
        ["National Riders Union"],
        ["organisation"],
    ),
    "who and which": Case(
        "The board heard Nils Akerman, who said the tower leans. It then asked the Coastal Agency, which denied that "
        "anyone had measured it.",
        {"Nils Akerman": "PER", "Coastal Agency": "ORG"},
        [("who| said", "the tower leans"), ("which| denied", "anyone had measured it")],
        ["Nils Akerman", "Coastal Agency"],
        ["person", "organisation"],
    ),
    "first person in a quotation is its speaker": Case(
        "The strike goes on. “I think we will win,” Rosa Demir said at the gate on Monday.",
        {"Rosa Demir": "PER"},
        [("Rosa Demir| said", "“I think we will win,”"), ("I| think", "we will win")],
        ["Rosa Demir", "Rosa Demir"],
        ["person", "person"],
    ),
    "possessive and capitals": Case(
        "Interview with Carl Menzel follows. MENZEL: The mine is closed. Menzel's view is that coal is over.",
        {"Carl Menzel": "PER"},
        [("MENZEL|:", "The mine is closed"), ("Menzel's| view is", "coal is over")],
        ["Carl Menzel", "Carl Menzel"],
        ["person", "person"],
    ),
    "a transcript's capitals are the people of its first line": Case(
        "Petra Holm of Radio Nord spoke to the ferry director, Karl Ostberg.\n\nHOLM: Will the boats sail?\n"
        "OSTBERG: They sail today.",
        {"Petra Holm": "ORG", "Karl Ostberg": "PER", "HOLM": "PER", "OSTBERG": "PER"},
        [("HOLM|:", "Will the boats sail?"), ("OSTBERG|:", "They sail today.")],
        ["Petra Holm", "Karl Ostberg"],
        ["person", "person"],
    ),
    "two of one surname told apart by their roles": Case(
        "Captain Ruan Skelby and his wife, the painter Imke Skelby, left early. The show was dull. Ms. Skelby said the "
        "wine was worse.",
        {"Ruan Skelby": "PER", "Imke Skelby": "PER", "Skelby": "PER"},
        [("Ms. Skelby| said", "the wine was worse")],
        ["Imke Skelby"],
        ["person"],
    ),
    "a person and the body after the comma are one source": Case(
        "What the readers wrote about the dam.\n\nTove Lind-Aker, River League: “It should go.”",
        {"Tove Lind": "PER", "Aker": "ORG", "River League": "ORG"},
        [("Tove Lind-Aker, River League|:", "It should go.")],
        ["Tove Lind-Aker"],
        ["person"],
    ),
    "a newspaper that is called the Post is no post": Case(
        "The Harbour Post found the leak. The mayor denied it. The Post said the mayor had known.",
        {"Harbour Post": "ORG", "Post": "ORG"},
        [("The Post| said", "the mayor had known")],
        ["Harbour Post"],
        ["organisation"],
    ),
    "an embassy is not its country": Case(
        "Merrow has denied that it plans any closure. The Merrow embassy in Ode dismissed the report as a joke.",
        {"Merrow": "LOC", "Ode": "LOC"},
        [("Merrow| has denied", "that it plans any closure"), ("The Merrow embassy in Ode| dismissed", "the report")],
        ["Merrow", "Merrow embassy in Ode"],
        ["organisation", "organisation"],
    ),
    "role told by an appositive": Case(
        "Greta Holm, the Maine senator, opposed the treaty on Tuesday. Anton Weir supported it. The Maine senator said "
        "the text was weak.",
        {"Greta Holm": "PER", "Anton Weir": "PER", "Maine": "LOC"},
        [("Anton Weir| supported", "it"), ("The Maine senator| said", "the text was weak")],
        ["Anton Weir", "Greta Holm"],
        ["person", "person"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_speakers(name: str) -> None:
    case = CASES[name]
    assert [g.speaker for g in guesses(case.text, case.names, case.statements)] == case.speakers


@pytest.mark.parametrize("name", CASES)
def test_kinds(name: str) -> None:
    case = CASES[name]
    assert [g.kind for g in guesses(case.text, case.names, case.statements)] == case.kinds


def test_the_author_speaks_outside_quotations() -> None:
    text = "I believe the bridge should stay. The mayor wants it gone."
    (guess,) = guesses(text, {}, [("I| believe", "the bridge should stay")], byline="By JANE OKORO, Harbour Times")
    assert (guess.speaker, guess.kind) == ("Jane Okoro", "author")


def test_the_author_asks_what_q_asks() -> None:
    text = "We met the cellist Yrsa Tolvane.\n\nQ: Will you play again?\n\nA: Never."
    statements = [("Q|:", "Will you play again?"), ("A|:", "Never.")]
    asked, answered = guesses(text, {"Yrsa Tolvane": "PER"}, statements, byline="Bo Ek")
    assert asked.speaker == "Bo Ek"
    assert answered.speaker == "Yrsa Tolvane"


def test_nobody_is_the_source_of_an_agentless_passive() -> None:
    text = "The harbour was crowded. The minister is expected to resign on Friday."
    (guess,) = guesses(text, {}, [("|is expected", "to resign on Friday")])
    assert (guess.speaker, guess.kind) == ("", "none")


def test_no_statements_no_guesses() -> None:
    assert guesses("Nothing is said here.", {}, []) == []


def test_the_same_input_gives_the_same_guesses() -> None:
    case = CASES["pronouns across sentences keep to their sex"]
    first = guesses(case.text, case.names, case.statements)
    assert first == guesses(case.text, case.names, case.statements)


TOKENS = st.sampled_from(
    "he she they who said that the Lee Ann Lee Mr. , . ’ s “ ” ( ) and of a report \n - ' \"".split(" ")
)


@settings(deadline=None)
@given(st.lists(TOKENS, min_size=1, max_size=40), st.data())
def test_any_spans_are_answered(tokens: list[str], data: st.DataObject) -> None:
    """No text and no spans break it, and every guess is a label of the guide with a share for a confidence."""
    from onrecord.reader.speakers import resolve
    from onrecord.records import Article, Statement

    text = " ".join(tokens)
    spot = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda p: (min(p), max(p)))
    spans = st.lists(spot, max_size=2).map(lambda found: tuple(sorted(found)))
    statements = data.draw(st.lists(st.builds(Statement, st.just(""), spans, spans, spans), max_size=4))
    found = resolve(Article("", "x", text, ()), analysis(text, {"Ann Lee": "PER", "Lee": "PER"}), statements)
    assert len(found) == len(statements)
    for guess in found:
        assert guess.kind in KINDS
        assert 0 <= guess.sure_speaker <= 1
        assert 0 <= guess.sure_kind <= 1
        assert (guess.kind == "none") <= (guess.speaker == "")


def test_nobody_is_his_own_lawyer() -> None:
    text = (
        "Keir Stone spoke on Monday. Stone's lawyer said it would rain. The chairman of the Orrel Party laughed it off."
    )
    said = [("Stone's lawyer| said", "it would rain"), ("The chairman of the Orrel Party| laughed", "it off")]
    found = guesses(text, {"Keir Stone": "PER", "Stone": "PER", "Orrel Party": "ORG"}, said)
    assert "Keir Stone" not in [g.speaker for g in found]
