"""Which member words a claim: the most central one that says it plainly."""

from __future__ import annotations

from itertools import pairwise

from onrecord.claims.found import claim_of_group, find_claims
from onrecord.claims.polarity import lower
from onrecord.claims.propositions import propositions, quotations
from onrecord.claims.scoring import judged
from onrecord.claims.speakers import body_keys
from onrecord.records import Article, Part, Statement

OUTLETS = ("Telwire", "Quillpost", "The Astrel Courier", "Kanal Skerra")


def articles(*told: tuple[str, str, str]) -> list[tuple[Article, list[Statement]]]:
    """Articles of one sentence each: source, cue, content."""
    read = []
    for outlet, (source, cue, content) in zip(OUTLETS, told, strict=False):
        text = f"{source} {cue} {content}."
        ends = [0, len(source) + 1, len(source) + len(cue) + 2, len(text)]
        who, how, what = (((a, b - 1),) for a, b in pairwise(ends))
        article = Article(outlet, outlet, text, (Part("body", 0, len(text)),), outlet=outlet, published="2024-06-04")
        read.append((article, [Statement(article.id, who, how, what, speaker=source, kind="person")]))
    return read


def worded(*told: tuple[str, str, str]) -> set[str]:
    """The texts of the claims in such articles."""
    return {claim.text for claim in find_claims(articles(*told))}


def test_what_is_denied_words_a_claim_too() -> None:
    told = worded(
        ("Ivar Kestrand", "denied", "that Halvern plans to close the gates of the dam"),
        ("Mirela Tosk", "denied", "that Halvern plans to close the gates of the dam"),
        (
            "Oskan Breel",
            "said",
            "there was no plan to close the gates of the dam and there never was",
        ),
    )
    assert told == {"that Halvern plans to close the gates of the dam"}


def test_what_leans_on_other_words_gives_way() -> None:
    told = worded(
        ("Ivar Kestrand", "said", "that Halvern will close it"),
        ("Mirela Tosk", "said", "that Halvern will close the dam"),
        ("Oskan Breel", "said", "that Halvern will close the dam"),
    )
    assert told == {"that Halvern will close the dam"}


def test_quotations_and_sentences_are_known_by_the_marks_of_any_custom() -> None:
    text = "The guild rejected the charge. «We paid,» Rask said. „It is late,“ he added, calling it »a poor show«."
    article = Article("a", "a", text, (Part("body", 0, len(text)),))
    first = text.index("the charge")
    told = Statement("a", (), (), ((first, first + 10),))
    assert quotations(text) == (("we", "paid"), ("it", "is", "late"), ("a", "poor", "show"))
    assert propositions(article, [told])[0].sentence_text.strip() == "The guild rejected the charge."


def test_a_body_has_one_key_under_the_longer_and_the_shorter_form_of_its_name() -> None:
    keys = body_keys([("a", "Ode’s water agency"), ("b", "Ode Water Safety Agency"), ("c", "Tarn Water Board")])
    assert keys == {"a": "b", "b": "b", "c": "c"}


def own_words(*told: tuple[str, str, str]) -> list[set[str]]:
    """The stems of each statement of one article, a sentence each."""
    text = " ".join(f"{' '.join(line)}." for line in told)
    article = Article("a", "a", text, (Part("body", 0, len(text)),))
    spans = [[((text.index(x), text.index(x) + len(x)),) for x in line] for line in told]
    said = [Statement("a", *s, speaker=line[0], kind="person") for s, line in zip(spans, told, strict=True)]
    return [set(p.own) for p in propositions(article, said)]


def test_what_has_no_words_of_its_own_has_those_of_what_it_answers() -> None:
    first, answer = own_words(
        ("Edda Rask", "accused", "the ferry guild of hoarding coal"),
        ("The guild", "rejected", "the charge"),
    )
    assert {"hoard", "coal", "ferri"} <= first & answer
    (_, ellipsis) = own_words(
        ("Two welders", "say", "that the boiler is cracked"), ("The yard", "insists", "it is not")
    )
    assert {"boiler", "crack"} <= ellipsis


def test_what_has_words_of_its_own_keeps_to_them() -> None:
    told = own_words(
        ("Edda Rask", "accused", "the ferry guild of hoarding coal"),
        ("Jon Tveit", "withdrew", "his offer"),
        ("Jon Tveit", "rejected", "the plan for a bridge"),
    )
    assert "coal" not in told[1] | told[2]
    (_, later) = own_words(("Jon Tveit", "sold", "his old boats"), ("Jon Tveit", "denied", "everything"))
    assert "boat" not in later, "nobody answers himself"


def test_two_claims_are_not_worded_alike() -> None:
    told = articles(
        ("Ivar Kestrand", "said", "that Halvern will close the dam"),
        ("Mirela Tosk", "said", "that Halvern will close the dam in autumn"),
    )
    props = [p for article, statements in told for p in propositions(article, statements)]
    first = claim_of_group(props, judged(props), [0, 1]).text
    second = claim_of_group(props, judged(props), [0, 1], [tuple(lower(first))]).text
    assert {first, second} == {p.text for p in props}
    assert claim_of_group(props, judged(props), [0, 1], [tuple(lower(text)) for text in (first, second)]).text == first
