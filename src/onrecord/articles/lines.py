"""What a single line of a page looks like: a caption, a credit, a file name, a promotion.

Everything here is knowledge in tables; nothing looks at more than one line. Patterns name what agencies, desks and
publishing systems write everywhere, not what one site does.
"""

from __future__ import annotations

import re

AGENCIES = (
    "REUTERS|Reuters|AP|AFP|EPA(?:-EFE)?|PA|DPA|dpa|ANSA|EFE|ANP|TASS|Tass|Sputnik|Xinhua|Kyodo|Yonhap|Anadolu|UPI|Bloomberg|"
    "NurPhoto|Shutterstock|iStock|Alamy|Getty|Getty Images|GETTY|Getty Images/iStockphoto|Zuma|ZUMA|SIPA|Sipa|Magnum|"
    "Associated Press|The Associated Press|Agence France-Presse|Press Association|NASA|Pixabay|Unsplash|Flickr|Wikimedia|"
    "Wikimedia Commons|USA TODAY Sports|Imagn|Rex|REX|Splash|Backgrid|Imago|IMAGO|Redux|Polaris|Staff|handout|Handout"
)
_NAME = r"[^\W\d_][\w.'’-]*"
CREDIT = re.compile(
    rf"(?P<via>(?:{_NAME}[ /]){{0,7}}(?:via|/|for)\s*(?:{AGENCIES})\b)"
    rf"|[(\[](?P<brackets>(?:[^()\[\]]{{0,60}}\b)?(?:{AGENCIES}|[Pp]hoto|[Cc]redit|[Ii]mage|[Pp]icture|사진)\b[^()\[\]]{{0,60}})[)\]](?!\s*[-–—])"
    r"|\b(?i:photo(?:graph)?s?|image|picture|credit|photo credit|image credit|illustration|foto|bild|crédit photo)"
    r"(?: (?i:by|courtesy of|courtesy|source))?\s?:\s?(?P<label>[^.:]{2,80})"
    r"|\b(?i:photo(?:graph)?s?|picture|image|illustration) (?i:by|courtesy of|courtesy) (?P<by>[^.:]{2,80})"
    rf"|©\s?(?P<sign>[^.©]{{2,60}})|\b(?P<last>(?:{AGENCIES}))\s*$"
)
"""A picture credit; the group that matched holds the credit as written."""

CAPTION_START = re.compile(
    r"^\W*(?:file\s?photo|file picture|file|pictured|image caption|photo|caption|media caption|in this (?:\w+\s?\.?,? ){1,6}"
    r"(?:file )?(?:photo|image|picture|frame))\b(?=\s*[-–—:(,]|\s+(?:provided|released|taken|by)|.{0,200}\bphoto\b)",
    re.IGNORECASE,
)

FILE_NAME = re.compile(r"^\S[^\n]*\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|mp4)\s*$", re.IGNORECASE)
_SERIAL = re.compile(
    r"\d{6,}|(?=[a-z0-9]*\d[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{5,}|\d{6,8}T\d{4,6}Z?", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!?,;:]\s|[.!?]$|[“”\"]")

STANDING = re.compile(
    r"""^\W*(?:
    (?:read|see|more|watch|learn|find\ out|listen|hear)\s+(?:more|also|next|now|on|here|our|this)\b.{0,20}[:|–—-]|
    (?:read|see|watch|listen)\s?(?:more|also|next)?\s?(?::|\||>>|–|—)|
    (?:related|recommended|also|explore\ further|up\ next|see\ it|more\ information)\s?(?:(?:articles?|stories|story|news|links?|content|coverage|reading|posts?|video)\s?)?(?::|$)|
    (?:don['’]t\ miss|must\ read|most\ (?:read|popular|viewed)|trending|top\ stories|editors?['’]?s?\ picks?|you\ may\ (?:also\ )?like|you\ might\ (?:also\ )?like|recommended\ for\ you|
       more\ from|more\ stories|more\ on\ this|what['’]s\ next|latest\ (?:news|stories)|popular\ (?:now|stories))\b|
    advertisement|sponsored|promoted|story\ continues\ below|article\ continues|continue\ reading|
    (?:leia|veja|confira|saiba|assista)\s(?:também|tambem|mais)\b|lire\ aussi|à\ lire\ aussi|lesen\ sie\ auch|mehr\ zum\ thema|leggi\ anche|lea\ también|
    click\ here\b|tap\ here\b|
    (?:please\ )?(?:sign|log)\s(?:up|in)\b|subscribe\b|newsletter\b|(?:get|download|install)\ (?:the|our)\ .{0,60}\b(?:app|newsletter|inbox|alerts?)\b|get\ .{0,80}\b(?:in|to)\ your\ inbox\b|
    (?:please\ )?(?:follow|like|join|find|connect\ with|contact|reach|e-?mail|tweet)\ .{0,80}\b(?:twitter|facebook|instagram|youtube|snapchat|linkedin|telegram|whatsapp|at\ \S+@\S+|\S+@\S+|@\w+)|
    (?:have|got)\ (?:a|any)\ (?:tip|story|question|comment|news\ tip)|
    (?:share|tweet|print|email|comments?|leave\ a\ (?:comment|reply)|tags?|topics?|filed\ under|categor(?:y|ies)|copyright|all\ rights\ reserved|terms\ of\ (?:use|service)|privacy\ policy)\s*(?::|$|\d+\s*$)|
    (?:copyright|©|\(c\))\s|
    this\ (?:material|content)\ may\ not\ be\ published|
    (?:reporting|editing|writing|additional\ reporting|compiled|translated|edited|reported)\ by\b|
    this\ (?:article|story|post|piece|column)\ (?:was|is|has\ been|originally|first)\b.{0,60}\b(?:published|appeared|syndicated|republished|updated|produced|translated)\b|
    (?:first\ )?(?:published|posted|updated|last\ (?:updated|modified))\b\s?(?:on|at|:)?.{0,40}$|
    \S+@\S+\.\w+\s*$|(?:www\.)?(?:twitter|facebook|instagram)\.com/\S+\s*$|@\w+\s*$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""Starts of lines that stand on pages beside articles: promotions, calls to act, credits of the desk."""

CONTRIBUTED = re.compile(
    r"\bcontributed (?:to|reporting)\b.{0,40}$|\ball rights reserved\b|\bmay not be published, broadcast\b"
    r"|\bfull coverage\b.{0,60}https?://",
    re.IGNORECASE,
)

HEADING_OF_TEASERS = re.compile(
    r"^\W*(?:more from|more stories|more on|more news|more:?$|related|read (?:next|more)|recommended|you may|you might|trending|most (?:read|popular|viewed)|"
    r"top stories|latest (?:news|stories)|editor'?s picks|up next|don['’]t miss|also on|from (?:around )?the web|sponsored|popular|what to read next|"
    r"further reading|in this section|see also|other (?:news|stories)|front of mind|mehr zum thema|à lire aussi|leia também|relacionad[ao]s)\b.{0,60}$",
    re.IGNORECASE,
)
"""A short line after which the stories of others follow."""

BYLINE = re.compile(
    r"^\W*(?:by|von|par|por|di|written by|story by|author)\s?:?\s+(?P<who>[A-ZÀ-Ý][\w.'’-]+(?:\s+(?:and|&|et|y|und|e|de|van|von|da|[A-ZÀ-Ý][\w.'’-]*),?){0,8})"
)


def is_file_name(line: str) -> bool:
    """Whether the line is the name of an image file, perhaps with its hyphens and dots turned into blanks."""
    if FILE_NAME.match(line) and len(line) < 200:
        return True
    tokens = line.replace("_", " ").replace("-", " ").split()
    if not 1 <= len(tokens) <= 25 or len(line) > 200 or _SENTENCE.search(line):
        return False
    with_digits = sum(any(c.isdigit() for c in token) for token in tokens)
    return len(tokens) > 1 and 3 * with_digits > len(tokens) and any(map(_SERIAL.fullmatch, tokens))


def credit_of(line: str) -> str:
    """The picture credit in the line as written, or empty."""
    match = CREDIT.search(line)
    return (match[str(match.lastgroup)] if match and match.lastgroup else "").strip(" .,;:|")


def is_caption(line: str) -> bool:
    """Whether the line by itself is unmistakably the caption of a picture."""
    return len(line) < 700 and bool(CAPTION_START.match(line) or strong_credit(line))


def strong_credit(line: str) -> bool:
    """Whether the line carries a credit that prose does not: in brackets, by an agency, or with a label."""
    match = CREDIT.search(line)
    return bool(
        match and match.lastgroup in ("via", "brackets", "label") and "photo" not in line[: match.start()][-20:]
    )


def is_standing(line: str) -> bool:
    """Whether the line is one that stands on pages beside articles."""
    return bool(STANDING.match(line) or CONTRIBUTED.search(line[-200:]) or is_file_name(line))
