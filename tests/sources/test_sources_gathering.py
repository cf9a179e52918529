"""Names become sources: what is sure is joined, two people of one name stay two."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ledger.naming import source_of
from onrecord.sources.gathering import gather
from onrecord.sources.matching import Match, Name, linked


def names(*texts: str, kind: str = "person") -> list[Name]:
    return [Name(text, text, kind) for text in texts]


def together(found: list[Name], *pair: str) -> bool:
    home = gather(found).home
    return len({home[name] for name in pair}) == 1


def test_a_surname_alone_is_the_one_person_of_that_surname() -> None:
    assert together(names("Vladimir Putin", "Putin", "Sergei Lavrov"), "Vladimir Putin", "Putin")


def test_two_of_one_surname_stay_two_and_the_surname_alone_is_left_to_people() -> None:
    found = gather(names("Hillary Clinton", "Bill Clinton", "Clinton"))
    assert len(set(found.home.values())) == 3
    assert {m.score < 0.85 for m in found.proposed} == {True}


def test_a_surname_alone_is_whoever_speaks_by_far_most_often_under_it() -> None:
    def home(articles: int) -> tuple[str, str, str]:
        often = Name("Ilva Tarn", "Ilva Tarn", "person", articles)
        found = gather([often, *names("Osk Tarn", "Tarn")]).home
        return found["Ilva Tarn"], found["Osk Tarn"], found["Tarn"]

    she, he, alone = home(articles=4)
    assert alone == she != he
    assert len(set(home(articles=3))) == 3


def test_two_people_named_together_are_neither_of_them() -> None:
    found = gather(names("Ada Holm", "Ben Frey", "Ada Holm and Ben Frey", "Holm & Frey"))
    assert len(set(found.home.values())) == 4
    assert together(
        names("Ministry of Health and Labour", "Health and Labour Ministry", kind="organisation"),
        "Ministry of Health and Labour", "Health and Labour Ministry",
    )  # fmt: skip


def test_middle_names_titles_and_short_first_names() -> None:
    assert together(
        names("Donald J. Trump", "Donald Trump", "President Donald Trump"), "Donald J. Trump", "Donald Trump"
    )
    assert together(names("Bernie Sanders", "Bernard Sanders"), "Bernie Sanders", "Bernard Sanders")
    assert not together(names("George W. Bush", "George H. W. Bush"), "George W. Bush", "George H. W. Bush")


def test_bodies_by_their_initials_and_governments_by_their_country() -> None:
    found = names("Ossmark Water Security Agency", "OWSA", kind="organisation")
    assert together(found, "Ossmark Water Security Agency", "OWSA")
    apart = names("Halvern", "Halvern embassy in Port Vane", kind="organisation")
    assert not together(apart, "Halvern", "Halvern embassy in Port Vane")


def test_a_person_and_a_body_are_never_one() -> None:
    mixed = [*names("Kremlin", kind="organisation"), Name("p", "Kremlin", "person")]
    assert len(set(gather(mixed).home.values())) == 2
    assert linked("the Kremlin") == "Russian government"


def test_what_people_decide_stands_above() -> None:
    found = names("Hillary Clinton", "Bill Clinton", "Clinton")
    home = gather(found, same=[frozenset(("Clinton", "Bill Clinton"))]).home
    assert home["Clinton"] == home["Bill Clinton"] != home["Hillary Clinton"]
    putin = names("Vladimir Putin", "Putin")
    assert len(set(gather(putin, apart=[frozenset(("Putin", "Vladimir Putin"))]).home.values())) == 2


FIRST = st.sampled_from(["Anna", "Bertil", "Carla", "Doris", "Emil"])
LAST = st.sampled_from(["Holt", "Marsk", "Tosk"])


@settings(deadline=None)
@given(st.lists(st.tuples(FIRST, LAST), min_size=2, unique=True), st.booleans())
def test_different_first_names_never_come_together(people: list[tuple[str, str]], bare: bool) -> None:
    texts = [f"{a} {b}" for a, b in people] + (sorted({b for _, b in people}) if bare else [])
    home = gather(names(*texts)).home
    assert len({home[f"{a} {b}"] for a, b in people}) == len(people)


def test_unnamed_sources_of_two_articles_stay_two() -> None:
    assert source_of("senior official", "unnamed", "a") != source_of("Senior official", "unnamed", "b")
    assert source_of("Ann Dole", "person", "a") == source_of("Ann  dole", "person", "b")


def test_two_short_forms_of_one_body_do_not_keep_it_apart() -> None:
    found = names("Water Security Agency", "Delta Water Security Agency", "Delta’s water agency", kind="organisation")
    assert together(found, *(n.text for n in found))


def test_ministries_of_two_countries_stay_two() -> None:
    found = names("Foreign Ministry", "German Foreign Ministry", "Russian Foreign Ministry", kind="organisation")
    assert not together(found, "German Foreign Ministry", "Russian Foreign Ministry")


def test_a_capital_s_cabinet_and_government_are_one() -> None:
    found = names("Berlin", "cabinet in Berlin", "government in Berlin", kind="organisation")
    assert together(found, "cabinet in Berlin", "government in Berlin")


def test_what_is_known_joins_names_that_are_not_alike() -> None:
    found = [Name("1", "senior official", "unnamed"), Name("2", "senior official", "unnamed")]
    assert len(set(gather(found).home.values())) == 2
    assert len(set(gather(found, known=[Match("1", "2", 0.95, ("a reprint",))]).home.values())) == 1
