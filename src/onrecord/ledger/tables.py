"""The ledger's tables as queries see them. The migrations make them; a test holds the two together.

``Json`` columns are plain text in the database, so that any tool can read them.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

metadata = sa.MetaData()


ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=list).encode
DECODE = json.JSONDecoder().raw_decode


class Json(sa.types.TypeDecorator[Any]):
    """A value kept as compact JSON text with sorted keys: equal values are equal text."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ARG002
        return "[]" if value == () else "{}" if value == {} else ENCODE(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else [] if value == "[]" else {} if value == "{}" else DECODE(value)[0]


def _table(name: str, /, **columns: Any) -> sa.Table:
    """A table; a column's trailing underscore marks it as part of the primary key."""
    return sa.Table(
        name, metadata, *(sa.Column(c.rstrip("_"), t, primary_key=c[-1] == "_") for c, t in columns.items())
    )


TEXT, INT, PLACE, REAL, BOOL = sa.Text, sa.BigInteger, sa.Integer, sa.Double, sa.Boolean

migrations = _table("migrations", number_=INT, name=TEXT, applied=TEXT)
page_bytes = _table("page_bytes", sha256_=TEXT, size=INT, compressed=sa.LargeBinary)
pages = _table(
    "pages", id_=TEXT, sha256=TEXT, name=TEXT, url=TEXT, fetched=TEXT, kind=TEXT, encoding=TEXT, encoding_how=TEXT,
    given=Json, notes=Json, added=TEXT,
)  # fmt: skip
articles = _table(
    "articles", id_=TEXT, page=TEXT, name=TEXT, title=TEXT, outlet=TEXT, byline=TEXT, language=TEXT, published=TEXT,
    published_how=TEXT, published_certain=REAL, url=TEXT, current=BOOL, statements=INT, added=TEXT, date_bounds=Json,
    text=TEXT,
)  # fmt: skip
parts = _table("parts", article_=TEXT, position_=INT, kind=TEXT, starts=INT, ends=INT, credit=TEXT)
readings = _table("readings", number_=INT, article=TEXT, reader=TEXT, current=BOOL, statements=INT, added=TEXT)
sources = _table("sources", id_=TEXT, name=TEXT, kind=TEXT, wikidata=TEXT, statements=INT)
source_names = _table("source_names", source_=TEXT, name_=TEXT, folded=TEXT)
source_words = _table("source_words", word_=TEXT, source_=TEXT)
named = _table("named", id_=TEXT, home=TEXT, articles=INT, place=TEXT)
named_in = _table("named_in", article_=TEXT, name_=TEXT)
name_keys = _table("name_keys", key_=TEXT, name_=TEXT)
statements = _table(
    "statements", number_=INT, id=TEXT, article=TEXT, reading=INT, position=INT, current=BOOL, superseded_by=INT,
    source=TEXT, speaker=TEXT, kind=TEXT, act=TEXT, certainty=TEXT, form=TEXT, via=Json, venue=TEXT, said_when=TEXT,
    when_text=TEXT, horizon=TEXT, horizon_text=TEXT, said_again=BOOL, source_text=TEXT, cue_text=TEXT,
    content_text=TEXT, source_spans=Json, cue_spans=Json, content_spans=Json, sentence_starts=PLACE,
    sentence_ends=PLACE, confidence=REAL, sure=Json, verdict=TEXT, outcome=TEXT, as_found=Json,
)  # fmt: skip
claims = _table(
    "claims", id_=TEXT, text=TEXT, how=TEXT, statements=INT, story=TEXT, reports=INT, origins=Json, joins=Json,
    circles=Json,
)  # fmt: skip
memberships = _table("memberships", claim_=TEXT, statement_=INT, stance=TEXT, score=REAL, reasons=Json, same=INT)
stories = _table("stories", article_=TEXT, story=TEXT, reading=INT, stems=sa.LargeBinary, settled=PLACE)
bands = _table("bands", band_=INT, reading_=INT)
marks = _table("marks", name_=TEXT, value=TEXT)
reprints = _table("reprints", a_=TEXT, b_=TEXT, share=REAL, runs=INT)
turns = _table(
    "turns", number_=INT, transcript=TEXT, position=INT, title=TEXT, date=TEXT, speaker=TEXT, text=TEXT
)  # fmt: skip
visits = _table("visits", url_=TEXT, reader_=TEXT, etag=TEXT, modified=TEXT)
rejected = _table(
    "rejected", id_=TEXT, name=TEXT, stage=TEXT, reason=TEXT, kept=TEXT, sha256=TEXT, resolved=TEXT, added=TEXT
)
judgements = _table(
    "judgements", id_=TEXT, kind=TEXT, subject=TEXT, value=Json, author=TEXT, note=TEXT, time=TEXT, article=TEXT,
    page=TEXT, evidence=Json,
)  # fmt: skip
withdrawals = _table("withdrawals", judgement_=TEXT, author=TEXT, note=TEXT, time=TEXT)
applied_judgements = _table("applied_judgements", judgement_=TEXT, statement=INT)
