"""Bytes → text: what is declared counts, what is guessed or lost is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making_pages import page, put

from onrecord.errors import InputError
from onrecord.pages.decode import codec_of, decode
from onrecord.pages.html import decode_html

ENGLISH = "The minister said: “We won’t do it” — a £5m scheme. "
NOISE_FREE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1).filter(
    lambda text: not text.isspace() and "\ufffd" not in text and not text.startswith("\ufeff")
)


@pytest.mark.parametrize(
    ("markup", "charset", "encoding", "how"),
    [
        ("\ufeff<p>é</p>".encode(), "iso-8859-1", "utf-8", "bom"),
        ("<p>é</p>".encode("utf-16"), "", "utf-16", "bom"),
        ("<p>é</p>".encode("utf-32"), "", "utf-32", "bom"),
        ("<meta charset=koi8-r><p>é".encode("cp1252"), "iso-8859-1", "cp1252", "http"),
        ("<meta charset='ISO-8859-1'><p>“é”".encode("cp1252"), "", "cp1252", "meta"),
        ("<meta http-equiv=x content='text/html; charset=shift_jis'><p>日本".encode("cp932"), "", "cp932", "meta"),
        ("<?xml version='1.0' encoding='windows-1251'?><p>Да".encode("cp1251"), "", "cp1251", "declared"),
        (b"<meta charset=utf-16><p>plain", "", "utf-8", "utf-8"),
        ("<p>é日本</p>".encode(), "", "utf-8", "utf-8"),
        ((ENGLISH * 3).encode("cp1252"), "", "cp1252", "detected"),
        (("Премьер-министр сказал, что это невозможно. " * 3).encode("cp1251"), "", "cp1251", "detected"),
        (("El señor declaró que la acción fue “ilegal”. " * 3).encode("cp1252"), "", "cp1252", "detected"),
    ],
)
def test_the_encoding_and_how_it_was_found(markup: bytes, charset: str, encoding: str, how: str) -> None:
    found = decode_html(markup, charset)
    assert (found.encoding, found.how) == (encoding, how)
    assert "\ufffd" not in found.text
    assert bool(found.notes) == (how == "detected")


def test_a_wrong_declaration_is_said() -> None:
    assert decode_html("<meta charset=us-ascii><p>日本".encode()).how == "meta"
    found = decode_html("<meta charset=shift_jis><p>café — 日本語".encode())
    assert (found.how, found.notes) == ("utf-8", ("declares cp932 but is UTF-8",))
    found = decode_html("<meta charset=utf-8><p>Le café à Paris était fermé".encode("cp1252"))
    assert (found.text[-5:], found.how) == ("fermé", "detected")
    assert "declares utf-8 wrongly" in found.notes[0]


def test_an_unknown_label_is_said() -> None:
    found = decode_html("<meta charset=klingon><p>é".encode())
    assert (found.encoding, found.notes) == ("utf-8", ("declares an encoding that is not known: 'klingon'",))


@pytest.mark.parametrize("label", ["zip", "hex", "rot13", "utf-7", "unicode_escape", "idna", "base64", "undefined", ""])
def test_codecs_that_are_no_encodings_of_text_are_not_used(label: str) -> None:
    assert codec_of(label) == ""


def test_the_notes_reach_the_page(tmp_path: Path) -> None:
    found = page(put(tmp_path / "a.txt", (ENGLISH * 3).encode("cp1252")))
    assert found.notes == ("encoding detected as cp1252: it declares none and is not UTF-8",)


@given(NOISE_FREE, st.sampled_from(["utf-8", "utf-16", "utf-32", "utf-8-sig", "gb18030"]))
def test_decoding_gives_back_what_was_encoded(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding), [("http", encoding)])
    assert found.text == text
    assert not found.notes


@given(NOISE_FREE)
def test_utf8_needs_no_declaration(text: str) -> None:
    assert decode(text.encode()).text == text


WINDOWS_1252 = st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), min_size=1)


@given(WINDOWS_1252.filter(lambda text: not text.isspace() and not text.startswith(("þÿ", "ÿþ", "ï»¿"))))
def test_windows_1252_as_declared(text: str) -> None:
    assert decode(text.encode("cp1252"), [("meta", "latin1")]).text == text


@given(st.binary(), st.sampled_from(["", "utf-8", "latin1", "shift_jis", "utf-16", "gb18030", "klingon"]))
def test_any_bytes_are_text_or_refused_and_a_loss_is_said(data: bytes, label: str) -> None:
    try:
        found = decode(data, [("http", label)] if label else [])
    except InputError:
        return
    assert found.notes or found.text.encode(found.encoding, "strict")
    if "\ufffd" in found.text and "\ufffd".encode() not in data and found.encoding == "utf-8":
        assert any("undecodable" in note for note in found.notes)
