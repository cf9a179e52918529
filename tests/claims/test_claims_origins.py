"""Reprints, utterances, relays and circles."""

from __future__ import annotations

import random
from dataclasses import replace

from onrecord.claims.found import Claim, Member
from onrecord.claims.origins import circles, origins
from onrecord.claims.relaying import relays, same_outlet
from onrecord.claims.reprints import reprints
from onrecord.records import Article, Part, Statement


def text(seed: int, words: int = 300) -> str:
    made = random.Random(seed)
    return " ".join("".join(made.choices("abcdefghijklmnop", k=made.randint(3, 8))) for _ in range(words))


def test_a_trimmed_reprint_with_a_new_lead_is_found_and_a_stranger_is_not() -> None:
    whole = text(1)
    trimmed = text(2, 30) + " " + " ".join(whole.split()[:120])
    found = reprints([("whole", whole), ("trimmed", trimmed), ("other", text(3))])
    assert [(r.a, r.b) for r in found] == [("trimmed", "whole")]
    assert "common text" in found[0].reason


def test_short_texts_tell_nothing() -> None:
    assert reprints([("a", "a few words only"), ("b", "a few words only")]) == []


def article(name: str, outlet: str, published: str) -> Article:
    return Article(name, name, name, (Part("body", 0, len(name)),), outlet=outlet, published=published)


TELWIRE, QUILL, COURIER = (
    article("t", "Telwire", "2024-06-04"),
    article("q", "Quillpost", "2024-06-05"),
    article("c", "The Astrel Courier", "2024-06-06"),
)
ARTICLES = {a.id: a for a in (TELWIRE, QUILL, COURIER)}


def member(of: Article, same: int, speaker: str = "Ivar Kestrand", via: tuple[str, ...] = ()) -> Member:
    said = Statement(of.id, (), (), ((0, 1),), speaker=speaker, act="denies", via=via)
    return Member(said, of.name, 0, "denies", same, 1.0, ())


def test_a_relay_points_to_the_article_relayed_and_shares_its_origin() -> None:
    claim = Claim("x", (member(TELWIRE, 1), member(QUILL, 2, via=("Telwire",)), member(COURIER, 3)))
    (relay,) = relays(claim, ARTICLES)
    assert relay.article == TELWIRE.id
    told = origins(claim, ARTICLES)
    assert told.reports == 3
    assert sorted(map(len, told.origins)) == [1, 2]
    assert [j.kind for j in told.joins] == ["relay"]


def test_nobody_relays_a_later_article() -> None:
    claim = Claim("x", (member(TELWIRE, 1, via=("Quillpost",)), member(QUILL, 2)))
    assert [r.article for r in relays(claim, ARTICLES)] == [""]


def test_what_was_said_later_or_on_the_other_side_is_not_relayed_from_an_article() -> None:
    told = member(QUILL, 2, via=("Telwire",))
    later = replace(told, statement=replace(told.statement, when="2024-06-05"))
    for other in (later, replace(told, stance="asserts")):
        claim = Claim("x", (member(TELWIRE, 1), other))
        assert [r.article for r in relays(claim, ARTICLES)] == [""]


def test_one_utterance_is_one_origin() -> None:
    claim = Claim("x", (member(TELWIRE, 1), member(COURIER, 1)))
    assert len(origins(claim, ARTICLES).origins) == 1


def test_circles_are_found_once() -> None:
    assert circles([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]) == (("a", "b", "c"),)
    assert circles([("a", "b"), ("b", "d")]) == ()


def test_outlets_are_known_by_their_telling_words() -> None:
    assert same_outlet("the BBC", "BBC News")
    assert not same_outlet("Reuters", "The Times")
    assert not same_outlet("the news", "News Agency")


def test_the_place_in_an_outlets_name_is_not_the_outlet() -> None:
    assert same_outlet("the Examiner", "The Ode Examiner")
    assert same_outlet("Kanal Vest", "Kanal Vest International – News")
    assert same_outlet("The Ode Courier", "The Ode Courier, English edition")
    assert same_outlet("NPR", "NPR Politics")
    assert not same_outlet("Ode", "The Ode Examiner")
    assert not same_outlet("Washington", "The Washington Post")


def test_outlets_that_name_one_another_as_those_who_say_so_are_a_circle() -> None:
    claim = Claim("x", (member(QUILL, 1, speaker="Astrel Courier"), member(COURIER, 2, speaker="Quillpost")))
    assert origins(claim, ARTICLES).circles == ((COURIER.id, QUILL.id),)
    once = Claim("x", (member(QUILL, 1), member(COURIER, 2, speaker="Quillpost")))
    told = origins(once, ARTICLES)
    assert told.circles == ()
    assert [j.kind for j in told.joins] == ["relay"]


def spoken(of: Article, sentence: str, content: str, same: int, speaker: str = "Ivar Kestrand") -> Member:
    """A member whose source is the sentence's first word and whose content is given; ``of`` must hold the sentence."""
    at = of.text.index(sentence)
    first = at + sentence.index(content)
    source, said = (at, at + sentence.index(" ")), (first, first + len(content))
    return Member(Statement(of.id, (source,), (), (said,), speaker=speaker), of.name, 0, "denies", same, 1.0, ())


def test_an_outlet_that_was_told_is_relayed_and_one_that_is_spoken_of_is_not() -> None:
    told = "He told Quillpost that Telwire is wrong."
    later = replace(COURIER, text=told)
    articles = {a.id: a for a in (TELWIRE, QUILL, later)}
    claim = Claim("x", (member(TELWIRE, 1), member(QUILL, 2), spoken(later, told, "Telwire is wrong", 3)))
    assert [(r.via, r.article) for r in relays(claim, articles)] == [("Quillpost", QUILL.id)]


def test_what_an_outlet_was_told_itself_goes_back_to_its_own_article() -> None:
    told = "He told this newspaper on Thursday that he will resign."
    later = replace(COURIER, name="later", text=told)
    articles = {a.id: a for a in (COURIER, later)}
    claim = Claim("x", (member(COURIER, 1), spoken(later, told, "he will resign", 2)))
    assert [r.article for r in relays(claim, articles)] == [COURIER.id]
    stranger = Claim("x", (member(COURIER, 1, speaker="Teo"), spoken(later, told, "he will resign", 2)))
    assert relays(stranger, articles) == []
    assert origins(claim, articles).circles == ()


def printed(of: Article, same: int, speaker: str, kind: str = "organisation") -> Member:
    """A member whose content is the whole text of its article."""
    said = Statement(of.id, (), (), ((0, len(of.text)),), speaker=speaker, kind=kind)  # type: ignore[arg-type]
    return Member(said, of.name, same, "asserts", same, 1.0, ())


def test_of_an_outlets_members_the_likest_is_the_one_relayed() -> None:
    head, told = "Divers at bridge", "that divers have measured the piers of the bridge"
    source = replace(QUILL, text=f"{head} {told}")
    relayed = replace(COURIER, text="that divers have measured every pier of the bridge")
    spans = ((0, len(head)), (len(head) + 1, len(source.text)))
    said = [Statement(source.id, (), (), (span,), speaker="Ada Holm") for span in spans]
    members = [Member(s, "q", n, "asserts", n, 1.0, ()) for n, s in enumerate(said)]
    members.append(printed(relayed, 3, "Quillpost"))
    (join,) = origins(Claim("x", tuple(members)), {a.id: a for a in (source, relayed)}).joins
    assert (join.kind, join.a, join.b) == ("relay", said[1].id, members[2].statement.id)


def test_what_one_document_says_has_one_origin_whoever_has_read_it() -> None:
    def told(*speakers: str, kind: str = "document") -> int:
        articles = [replace(QUILL, name=str(n), text=speaker) for n, speaker in enumerate(speakers)]
        members = tuple(printed(a, n, a.text, kind) for n, a in enumerate(articles))
        return len(origins(Claim("x", members), {a.id: a for a in articles}).origins)

    assert told("leaked harbour memo", "leaked document seen by the Ode Herald") == 1
    assert told("leaked harbour memo", "annual report") == 2
    assert told("internal memo", "internal letter") == 2
    assert told("document", "leaked harbour memo") == 2, "what is marked by nothing may be any document"
    assert told("leaked harbour memo", "leaked document seen by the Ode Herald", kind="person") == 2
