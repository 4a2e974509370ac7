"""Where somebody else's words begin: lines that announce a quotation, header blocks of Outlook, forwarded parts.

Every function looks at a bounded number of lines of bounded length from where it is asked.
"""

import re
from collections.abc import Sequence

MAX_ATTRIBUTION_LINES = 5
MAX_BLOCK_LINES = 16
LINE_CHARS = 400

_VERB = (
    r"(?:schrieb(?:en|st)?|geschrieben|wrote|writes|said|a écrit|écrit|escribió|ha scritto|schreef|skrev|napisał|írta|"
    r"escreveu|пишет|написал[аи]?|meinte)"
)
_ANNOUNCES = re.compile(rf"\b{_VERB}\b", re.IGNORECASE)
_VERBS = ("schrieb", "wrote", "writes", "geschrieben", "écrit", "escribió", "scritto", "schreef", "skrev", "napisał", "írta",
          "escreveu", "пиш", "написал", "said", "meinte")  # fmt: skip
_OWN_VERB = re.compile(
    r"\b(?:ich|wir|i|we)\s+(?:wrote|schrieb(?:en)?|said)\b|\bschrieb(?:en|st)?\s+(?:ich|wir|man|mir|uns|dir|ihnen)\b"
    r"|\bgeschrieben\s*:?$",
    re.IGNORECASE,
)
_STARTS = re.compile(r"(?:am|on|le|el|il|op|den|em|dne|a|w dniu|vom|zitat von|quoting|citando)\b", re.IGNORECASE)
_ADDRESS_END = re.compile(r"<[^<>\s]+@[^<>\s]+>\s*\)?\s*:?\s*$")
_ADDRESS = re.compile(r"[^\s<>@]{1,80}@[^\s<>@]{2,80}\.\w")
_TIME = re.compile(r"\d{1,2}[:.h]\d\d\b")
_DATE = re.compile(r"\d{1,2}[./-]\s?(?:\d{1,2}|[A-Za-zäÄ]{3,9})\.?[./ -]\s?\d{2,4}|\d{4}-\d\d-\d\d|\b(?:19|20)\d\d\b")
_QUOTING = re.compile(r"(?:zitat von|quoting|citando)\s.{3,200}:\s*$", re.IGNORECASE)
_NEWS = re.compile(r"(?:schrieb|wrote)\b.{0,60}\b(?:nachricht|newsbeitrag|message|news:)", re.IGNORECASE)

_SENDER_LABELS = "von from de da van od fra från от 发件人 差出人 寄件者 expéditeur absender".split()
_SUBJECT_LABELS = (
    "betreff subject objet asunto oggetto onderwerp assunto temat тема 主题 主旨 件名 ämne emne re".split()
)
_OTHER_LABELS = (
    "gesendet sent datum date an to cc kopie bcc envoyé à enviado para fecha inviato a verzonden aan data cópia cc кому дата "
    "отправлено 发送时间 收件人 抄送 日期 送信日時 宛先 wichtigkeit importance priority priorität anlagen attachments antwort-an "
    "reply-to organization newsgroups empfänger until an/to skickat till sendt til do wysłano"
).split()
_LABEL = re.compile(
    r"[*_>\s]{0,4}([^\W\d_][^\s:：*]{0,14}(?:[ -][^\W\d_][^\s:：*]{0,8})?)\s?[*_]{0,2}\s?[:：][*_]{0,2}(?:\s|$|\S)"
)
_SENDERS, _SUBJECTS = frozenset(_SENDER_LABELS), frozenset(_SUBJECT_LABELS)
_LABELS = frozenset([*_SENDER_LABELS, *_SUBJECT_LABELS, *_OTHER_LABELS])
_RULED = re.compile(
    r"[-_=*~ –—]{2,60}\s*(?:(?:ursprüngliche|original|weitergeleitete|forwarded|begin (?:included|forwarded)|included|reply|"
    r"beginn der weitergeleiteten)[ -]{0,2}(?:e-?)?(?:message|nachricht|mail|messages|by)|originalnachricht|original-nachricht|"
    r"message (?:d'origine|transféré|original)|mensaje (?:original|reenviado)|messaggio originale|oorspronkelijk bericht)",
    re.IGNORECASE,
)
_FORWARDS = re.compile(
    r"(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-?mail)|weitergeleitete nachricht|"
    r"forwarded message|début du message (?:transféré|réexpédié)|inicio del mensaje reenviado)\s*:?\s*-{0,20}$",
    re.IGNORECASE,
)


def is_quoted(line: str) -> bool:
    """A stripped line marked as quotation by `>`, or by `|` or `JD>` in the way of older programs."""
    first = line[0]
    if first in ">»":
        return True
    if first == "|":
        return line[1:2] in ("", " ", "|", ">")
    return (line[1:2] == ">" and first.isalpha()) or (line[2:3] == ">" and line[:2].isalpha() and line[:2].isupper())


def attribution_end(lines: Sequence[str], start: int) -> tuple[int, bool]:
    """(line after the words that announce a quotation at `start`, whether they are certain); `start` itself: none.

    Certain means a time, date or address besides the verb; otherwise the caller must see quoted lines below.
    """
    line = lines[start][:LINE_CHARS]
    if line[-1] == ":":
        certain = _announces(line)
        if certain is not None:
            return start + 1, certain
    elif _NEWS.search(line):
        return start + 1, False
    if _STARTS.match(line) or _has_address(line) or _has_verb(line):
        return _wrapped_attribution(lines, start)
    return start, False


def _has_verb(text: str) -> bool:
    """A verb of writing stands in the text."""
    low = text.lower()
    for verb in _VERBS:
        if verb in low:
            return _ANNOUNCES.search(low) is not None
    return False


def _has_address(text: str) -> bool:
    return "@" in text and _ADDRESS.search(text) is not None


def _announces(text: str) -> bool | None:
    """None: does not announce a quotation; else whether it certainly does."""
    if _QUOTING.match(text):
        return True
    if _has_verb(text):
        if _OWN_VERB.search(text):
            return False
        timed = _TIME.search(text) is not None
        return timed or _has_address(text) or (_STARTS.match(text) is not None and _DATE.search(text) is not None)
    if _has_address(text) and _ADDRESS_END.search(text) and (_DATE.search(text) or _TIME.search(text)):
        return True
    return None


def _wrapped_attribution(lines: Sequence[str], start: int) -> tuple[int, bool]:
    """The same over several lines: `Am 3. Februar 2025 um 9:14 schrieb Kim` / `<kim@studio.example>:`."""
    text = lines[start][:LINE_CHARS]
    for number in range(start + 1, min(start + MAX_ATTRIBUTION_LINES, len(lines))):
        line = lines[number]
        if not line or is_quoted(line) or len(line) > LINE_CHARS:
            break
        text = f"{text} {line}"
        if line[-1] == ":" or line.endswith((": ", "wrote", "schrieb")):
            certain = _announces(text if text[-1] == ":" else text + ":")
            if certain and (_STARTS.match(text) or _has_address(text)):
                return number + 1, True
            return start, False
    return start, False


def label_of(line: str) -> str:
    """The mail header label a line begins with, in lower case; empty if none."""
    found = _LABEL.match(line)
    if found is None:
        return ""
    label = found[1].lower()
    return label if label in _LABELS else ""


def header_block_end(lines: Sequence[str], start: int) -> int:
    """The line after an Outlook-like header block at `start`; `start` itself if there is none."""
    seen: set[str] = set()
    end, blanks, addressed = start, 0, False
    for number in range(start, min(start + MAX_BLOCK_LINES, len(lines))):
        line = lines[number][:LINE_CHARS]
        if not line:
            blanks += 1
            if blanks > 4 or (number + 1 < len(lines) and not lines[number + 1] and len(seen) >= 3):
                break
            continue
        label = label_of(line)
        if not label:
            if number == start or number > end + 2:
                break
            addressed = addressed or "@" in line
            continue
        if label in seen and label in _SENDERS:
            break
        seen.add(label)
        addressed = addressed or "@" in line
        end = number + 1
    complete = len(seen) >= 3 and seen & _SENDERS and (seen & _SUBJECTS or addressed)
    return end if complete else start


def is_forward_mark(line: str) -> bool:
    """`-----Original Message-----` and its kin in both languages."""
    return _RULED.match(line) is not None or _FORWARDS.match(line) is not None
