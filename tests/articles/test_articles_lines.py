"""Single lines: captions, credits, file names, promotions; dates as pages write them."""

from __future__ import annotations

import pytest

from onrecord.articles import dates, language
from onrecord.articles.lines import credit_of, is_caption, is_file_name, is_standing

CREDITS = [
    ("The president in Oslo. (AP Photo/Jon Vark, File)", "AP Photo/Jon Vark, File"),
    ("Workers at the gate. Photograph: Ilse Maran/Getty", "Ilse Maran/Getty"),
    ("The harbour at night. Pool/Jon Vark via REUTERS", "Pool/Jon Vark via REUTERS"),
    ("The harbour (Image: GETTY)", "Image: GETTY"),
]
NO_CAPTIONS = [
    "LONDON (AP) — The government said on Tuesday that it would not ask again.",
    "NEW YORK (Reuters) - Oil fell sharply on Tuesday.",
    "She told Reuters that the picture was wrong.",
]


@pytest.mark.parametrize(("line", "credit"), CREDITS)
def test_captions_and_their_credits(line: str, credit: str) -> None:
    assert is_caption(line)
    assert credit_of(line) == credit


@pytest.mark.parametrize("line", NO_CAPTIONS)
def test_datelines_are_no_captions(line: str) -> None:
    assert not is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        "2023 11 27T105503Z 174275005 RC2ML4ARBVEY RTRMADP 3 RUSSIA VTB scaled",
        "255424de 258b 432b 9a4a b3c369ad99fc",
        "240209 sudan camp mn 1515 4ab6b2",
        "IMG_20310304.jpg",
    ],
)
def test_names_of_image_files(line: str) -> None:
    assert is_file_name(line)


@pytest.mark.parametrize("line", ["Rockledge 14 11 6 15 44", "In 2019 the dam was closed", "Article 50", "1984"])
def test_lines_with_numbers_are_no_file_names(line: str) -> None:
    assert not is_file_name(line)


@pytest.mark.parametrize(
    "line",
    [
        "Read more: the floods of last spring",
        "Follow us on Twitter",
        "Reporting by Ilse Maran; editing by Tom Haddo",
        "Jon Vark contributed to this report.",
        "© 2031 The Vessan Courier",
        "Sign up for our newsletter",
    ],
)
def test_standing_lines(line: str) -> None:
    assert is_standing(line)


@pytest.mark.parametrize(
    "line",
    [
        "Read the letter, he said, and you will see that more was promised.",
        "Follow the money, the inspector told them.",
        "More than forty people were hurt.",
        "Related companies have denied any part in it.",
    ],
)
def test_prose_is_not_standing(line: str) -> None:
    assert not is_standing(line)


@pytest.mark.parametrize(
    ("text", "date", "other"),
    [
        ("on November 27, 2023.", "2023-11-27", ""),
        ("27th Nov 2023", "2023-11-27", ""),
        ("22 de janeiro de 2018", "2018-01-22", ""),
        ("2018年8月16日", "2018-08-16", ""),
        ("11/27/2023", "2023-11-27", ""),
        ("5/6/2019", "2019-06-05", "2019-05-06"),
    ],
)
def test_written_dates(text: str, date: str, other: str) -> None:
    (found,) = dates.written(text)
    assert (found.date, found.other) == (date, other)


@pytest.mark.parametrize("text", ["32 May 2020", "30 February 2021", "13/13/2020", "version 2020.1", "1850-01-01x"])
def test_what_is_no_date(text: str) -> None:
    assert not list(dates.written(text))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("2023 11 27T105503Z RC2", ["2023-11-27"]),
        ("1718294753009 macron 12062024 46", ["2024-06-13", "2024-06-12"]),
        ("240209 sudan", ["2024-02-09"]),
        ("photo-2024-02-09-x", ["2024-02-09"]),
        ("999999 123456789", []),
    ],
)
def test_time_stamps_in_file_names(name: str, found: list[str]) -> None:
    assert [each.date for each in dates.stamps(name)] == found


@pytest.mark.parametrize(
    ("url", "date"),
    [("https://x.example/2031/03/04/dam", "2031-03-04"), ("https://x.example/2031/mar/04/dam", "2031-03-04"),
     ("https://x.example/dam-14848175.php", ""), ("https://x.example/2031/03/dam", "")],
)  # fmt: skip
def test_dates_in_urls(url: str, date: str) -> None:
    assert dates.in_url(url) == date


@pytest.mark.parametrize(
    ("text", "code"),
    [("The minister said that it was not to be, and that he had it from her.", "en"),
     ("Der Minister sagte, dass es nicht für die Stadt ist und auch nicht für das Land.", "de"),
     ("大臣は火曜日に、ダムは安全だと述べた。", "ja"), ("zzz qqq xxx", "")],
)  # fmt: skip
def test_languages(text: str, code: str) -> None:
    assert language.of(text) == code
