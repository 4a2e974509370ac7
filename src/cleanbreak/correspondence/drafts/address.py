"""Finds the form of address at the head of a draft and the closing formula at its foot."""

import re

_STRONG = re.compile(
    r"(?:hey|hi|hallo|hello|moin(?: moin)?|tach|servus|salut|jo|yo|hiya|grüß (?:gott|dich|sie)|grüezi|guten (?:tag|morgen|abend)|"
    r"good (?:morning|afternoon|evening|day)|(?:my )?dear|liebe[rs]?|sehr (?:geehrte|verehrte)[rs]?|werte[rs]?|hochverehrte[rs]?|"
    r"alright|to whom it may concern|gnädige)\b",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"(?:also|ja|na|tag|morgen|abend|morning|afternoon|evening|right|yes|well|listen|look|okay|ok|so|du|pass auf|hör(?: mal| zu)?|"
    r"all right|du,? sag mal|good|schönen guten tag|hier)\b",
    re.IGNORECASE,
)
_TITLES = r"(?:(?:herr|herrn|frau|hr|fr|mr|mrs|ms|miss|madam|sir|dr|prof|professor|doktor|doctor|reverend|councillor|familie)\b\.?\s*)"
_NAMED = re.compile(rf"\s*,?\s*(?:{_TITLES}+(?:(?-i:[A-ZÄÖÜ])[\w'’.-]*\s*){{0,3}}|(?:(?-i:[A-ZÄÖÜ])[\w'’-]+\s?){{1,2}})[,!:.?–]+\s*", re.IGNORECASE)
_TITLED = re.compile(rf"\s*{_TITLES}+(?:(?-i:[A-ZÄÖÜ])[\w'’.-]*\s*){{0,3}}[,!:.?–]+\s*", re.IGNORECASE)
_BARE_NAME = re.compile(r"(?-i:[A-ZÄÖÜ])[\w'’-]+,\s+(?=[a-zäöüI])")
_UP_TO_STOP = re.compile(r"[^,!:.?–]{0,60}[,!:.?–]+\s*")
_SAYS_SOMETHING = re.compile(r"\b(?:ich|wir|i|we|i'm|i’m|i'll|we're|we'll|das|this|it|ist|is|bin)\b", re.IGNORECASE)
_TITLE_DOT = re.compile(r"\b(hr|fr|dr|prof|mr|mrs|ms)\.", re.IGNORECASE)
_NO_NAMES = frozenset("danke thanks sorry nein no ja yes kurz short leider sadly ehrlich honestly schade naja gut erstens firstly".split())
_CLOSING = re.compile(
    r"(?:mit (?:freundlich|best|herzlich|still|vorzüglich|lieb|kolleg)\w*\s+(?:gr[uü]\w+|hochachtung)|mit gruß|"
    r"(?:ganz |recht )?(?:viele|liebe|herzliche|sonnige|freundliche|schöne|beste)[nr]? gr[uü]\w+|gruß|grüße|hochachtungsvoll|herzlichst?|"
    r"ergebenst|grüessli|namaste|gezeichnet|(?:with )?(?:kind|best|warm|kindest|many|sunny|good)?\s*(?:regards|wishes)|big hug|"
    r"yours(?: (?:sincerely|faithfully|truly|ever))?|sincerely|best|warmly|love|cheers|see you|bis dann|alles gute|ciao|"
    r"take care|mach'?s gut|fühl dich gedrückt|tschüss|bye|best of luck|your obedient servant)\b",
    re.IGNORECASE,
)


def after_greeting(head: str) -> int:
    """Return how many characters of a first sentence are its form of address."""
    plain = _TITLE_DOT.sub(lambda m: m.group(1) + " ", head)
    taken = 0
    for _ in range(4):
        step = _one_step(plain[taken:])
        if step == 0:
            break
        taken += step
    return taken


def _one_step(head: str) -> int:
    strong = _STRONG.match(head)
    if strong:
        rest = _UP_TO_STOP.match(head, strong.end())
        if rest and len(rest.group().split()) <= 7 and not _SAYS_SOMETHING.search(rest.group()):
            return rest.end()
        return strong.end() + len(head[strong.end() :]) - len(head[strong.end() :].lstrip())
    weak = _WEAK.match(head)
    if weak:
        named = _NAMED.match(head, weak.end())
        if named:
            return named.end()
        comma = re.compile(r"\s*,\s*").match(head, weak.end())
        return comma.end() if comma and _one_step(head[comma.end() :]) else 0
    titled = _TITLED.match(head)
    if titled:
        return titled.end()
    bare = _BARE_NAME.match(head)
    if bare and head[: head.find(",")].lower() not in _NO_NAMES:
        return bare.end()
    return 0


def is_closing(piece: str) -> bool:
    """Tell whether a piece is nothing but a closing formula, perhaps with a name."""
    match = _CLOSING.match(piece.lstrip(" \t-–—"))
    if not match:
        return False
    rest = piece.lstrip(" \t-–—")[match.end() :].split()
    return len(rest) <= 4 and all(word[:1].isupper() or not word[:1].isalpha() or word in {"x", "xx", "aus", "from"} for word in rest)


def is_name(piece: str) -> bool:
    """Tell whether a last line is only a name, as under a letter."""
    words = piece.split()
    if not 0 < len(words) <= 6 or piece[-1] in ".!?:":
        return False
    return all(word[:1].isupper() or not word[0].isalpha() or word in {"von", "of", "the", "x", "xx", "team"} for word in words)
