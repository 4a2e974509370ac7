"""What stands below the letter: closings, contact blocks, notices of confidentiality, footers of phones and lists."""

import re
from collections.abc import Sequence

MAX_BLOCK_LINES = 40
PROOF_LINES = 8
FOOTER_CHARS = 160
BOX_LINES = 10
CLOSING_CHARS = 56
_NAME_WORDS = 5

_CLOSING = re.compile(
    r"(?:(?:vielen |besten |herzlichen |schon(?: ein)?mal )?dank(?:e)?(?: schön| sehr| im voraus| und)?,?\s+)?(?:und\s+)?"
    r"(?:(?:mit\s+)?(?:(?:ganz\s+)?(?:freundliche[nmrs]?|beste[nmrs]?|herzliche[nmrs]?|liebe[nmrs]?|viele[nr]?|schöne[nmrs]?|"
    r"sonnige[nr]?|kollegiale[nmr]?|freundl\.|herzl\.)(?:\s+und\s+\w+)?\s+)?gr(?:ü|ue)(?:ß|ss)e?n?|"
    r"(?:mit\s+)?(?:\w{4,12}\s+)?gru(?:ß|ss)|"
    r"mit besten empfehlungen|hochachtungsvoll|m\.?f\.?g\.?|l\.?g\.?|v\.?g\.?|b\.?g\.?|h\.?g\.?|bis (?:dann|bald|später)|ciao|tsch(?:ü|ue)ss?|servus|"
    r"(?:with\s+)?(?:my\s+)?(?:kind(?:est)?|best|warm(?:est)?|many|kindly|friendly)(?:\s+(?:and\s+)?\w+)?\s+(?:regards|wishes|greetings)|"
    r"regards|best|all the best|cheers|sincerely(?: yours)?|yours(?: (?:sincerely|truly|faithfully))?|respectfully(?: yours)?|"
    r"take care|rgds|br|v/r|thx|thanks(?: (?:again|a lot|in advance|so much|very much|and regards|for your (?:help|time)))?|many thanks|"
    r"thank you(?: (?:very much|so much|in advance|again|for your (?:help|time|understanding)))?|"
    r"(?:vielen |besten |herzlichen )?dank(?:e)?(?: (?:im voraus|schön|sehr))?|cordialement|saludos|greetings)"
    r"(?P<rest>[ ,;.!:)\-–]{0,5}(?:\s*(?:aus|von|from)\s+[^\W\d_][\w-]{1,20})?(?:\s*[^\W\d_][\w.'’-]{0,20}){0,3}\s?[,.!:;)]{0,3})$",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"@|https?:|www\.|\+\d[\d ()/.-]{5,}|\b0\d[\d ()/.-]{5,}|\d{3,}[-/ ]\d{3,}|\b(?:tel(?:efon)?|fon|phone|mobil(?:e)?|cell|fax|handy|office|direct|"
    r"e-?mail|web|internet|skype|linkedin|twitter|ust-?id|steuernr|iban|bic|hrb|hra|amtsgericht|handelsregister|registergericht|"
    r"geschäftsführ\w{0,6}|managing director|vorstand|sitz der gesellschaft|registered (?:office|in)|vat)\b|"
    r"\b(?:gmbh|ohg|gbr|ug|ltd|llc|inc|corp|e\.k|e\.v|kgaa)\b|stra(?:ß|ss)e\b|str\.|\b(?:\w{3,20}(?:stra(?:ß|ss)e|weg|platz|allee|gasse))\s+\d|"
    r"\b(?:street|avenue|road|suite)\b|\b\d{4,5}\s+[A-ZÄÖÜ]\w{2,}",
    re.IGNORECASE,
)
_AFTERTHOUGHT = re.compile(r"(?:p\.?\s?p?\.?s\.?|nb|nachtrag|edit)\s?[:.)\-–]?\s", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][)\"'”]?$")
_NO_NAME = re.compile(
    r"\b(?:(?:aus|von|from)\s+\w+|and|und|best|kind|warm|viele|beste|liebe|regards|wishes|gr(?:ü|ue)(?:ß|ss)en?|gru(?:ß|ss))\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_PHONE = re.compile(
    r"(?:(?:diese (?:nachricht|e-?mail|mail) wurde )?(?:von|mit|über|aus) (?:meine[mr]?|der|dem|einem|unterwegs)?\s?.{2,60} (?:gesendet|geschickt|verfasst|versendet)\b"
    r"(?=.{0,20}$)|von unterwegs gesendet|"
    r"gesendet (?:von|mit|über|via|aus)\b(?=.{0,70}$)|sent from my(?: \S+){1,6}$|sent (?:from|with|via|by|using) (?:the|a|an|mail|outlook|yahoo|proton\w*|gmail|samsung|blackberry|"
    r"mobile|iphone|ipad|android|windows|spark|superhuman|tutanota|myMail|email)\b(?=.{0,70}$)|"
    r"get outlook for|outlook (?:für|for) (?:ios|android)|hol(?:en sie sich|e dir) outlook|outlook .{0,20}(?:herunterladen|holen|beziehen)|"
    r"diese nachricht wurde von meinem|<end transmission>|download .{0,30} for (?:ios|android)|typed on|(?:this (?:mail|message) was )?written on (?:my|a) (?:phone|mobile)|"
    r"(?:virus-free|virenfrei)\b|this e-?mail (?:has been|was) (?:checked|scanned)|diese e-?mail wurde (?:von|auf)\b.{0,40}(?:viren|avast|avg)|"
    r"(?:gmx|web\.de|t-online|freenet|yahoo!?|hotmail)\b.{0,80}(?:freemail|kostenlos|mail app|club|postfach|sicher|jetzt)|"
    r"jetzt (?:kostenlos|gratis|neu).{0,60}(?:gmx|web\.de|app|anmelden|registrieren)|"
    r"do you yahoo|yahoo! mail)",
    re.IGNORECASE,
)
_LIST_FOOTER = re.compile(
    r"mailing.?list|unsubscribe|abbestellen|abmelden|listinfo|google groups|newsletter|you received this|sie erhalten diese",
    re.IGNORECASE,
)
_ADVERT = re.compile(
    r"gmx|web\.de|freemail|yahoo|hotmail|msn|avast|avg\b|t-online|freenet|arcor|kostenlos", re.IGNORECASE
)
_NOTICE_HINTS = (
    "ertraulich", "nfidential", "intended ", "irrtüm", "privileged", "isclaimer", "nvironment", "umwelt", "originated", "extern",
    "virus", "viren", "unauthori", "regulated",
)  # fmt: skip
_FOOTER_HINTS = (
    "gesendet", "geschickt", "verfasst", "versendet", "sent ", "outlook", "<end", "android", "iphone", "typed on", "written on",
    "virus", "viren", "gmx", "web.de", "t-online", "freenet", "yahoo", "hotmail",
)  # fmt: skip
_NOTICE = re.compile(
    r"intended (?:recipient|only for|solely for|for the (?:use|addressee|named|sole))|(?:enthält|enthalten|beinhaltet) (?:\w+ )?(?:vertrauliche|rechtlich)|"
    r"vertrauliche? (?:und|oder|informationen|nachricht|e-?mail)|ausschließlich für de[nr]|nur für den (?:adressaten|empfänger|angesprochenen)|"
    r"nicht der (?:richtige|beabsichtigte|vorgesehene|angegebene) (?:adressat|empfänger)|irrtümlich (?:erhalten|zugegangen|zugesandt)|"
    r"(?:received|sent to you) (?:this |it )?(?:\w+[- ]){0,3}in error|(?:may )?contains? (?:\w+[, ]+){0,4}(?:confidential|privileged|proprietary)|"
    r"confidentiality (?:notice|note|statement)|vertraulichkeitshinweis|legally privileged|"
    r"consider the environment|an die umwelt|umwelt ?!|bevor sie diese (?:e-?mail|mail|nachricht) (?:aus)?drucken|"
    r"unauthori[sz]ed (?:use|copying|disclosure|review)|unbefugte (?:weitergabe|nutzung|verbreitung)|unerlaubte(?:s)? (?:kopieren|weitergabe)|"
    r"originated (?:from )?outside|external (?:e-?mail|sender)|externe[rn]? (?:e-?mail|absender)|"
    r"authori[sz]ed and regulated|computer ?virus|^disclaimer|we accept no liability|haftung für.{0,40}viren",
    re.IGNORECASE,
)


def closing_rest(line: str) -> str | None:
    """What follows the closing formula on its line; None if the line is no closing."""
    if len(line) > CLOSING_CHARS:
        return None
    found = _CLOSING.match(line)
    return found["rest"] if found else None


def names_somebody(rest: str) -> bool:
    """Tell whether words follow the formula on the same line, as in `LG Anna`."""
    return _WORD.search(_NO_NAME.sub("", rest)) is not None


def is_name(line: str) -> bool:
    """A line that can be the sender's name."""
    if not line.lstrip("*_~ ")[:1].isalpha():
        return False
    return (
        len(line) <= 50
        and len(line.split()) <= _NAME_WORDS
        and not any(sign.isdigit() for sign in line)
        and "@" not in line
        and "://" not in line
        and line[-1] not in ".!?:;"
    ) or (len(line) <= 30 and len(line.split()) <= 3 and line[-1] == "." and line[0].isalpha())


def is_contact(line: str) -> bool:
    """A line of a contact block: numbers, addresses, registers, legal form."""
    return _CONTACT.search(line[:300]) is not None


def is_prose(line: str, *, contact: bool) -> bool:
    """A line that is a sentence rather than part of a contact block; a contact line must be a long one to be that."""
    words = len(_WORD.findall(line))
    if contact:
        return words >= 14 and "|" not in line and _SENTENCE_END.search(line) is not None
    return (words >= 7 and _SENTENCE_END.search(line) is not None) or words >= 11


def is_afterthought(line: str) -> bool:
    """`PS:` and its kin: the sender goes on."""
    return _AFTERTHOUGHT.match(line) is not None


def is_footer(line: str) -> bool:
    """A line the device or the mail program added."""
    if len(line) > FOOTER_CHARS:
        return False
    low = line.lower()
    for hint in _FOOTER_HINTS:
        if hint in low:
            return _PHONE.match(line.lstrip("<*_- ")) is not None or low.startswith("<end")
    return False


def footer_end(lines: Sequence[str], rule: int) -> int:
    """The line after a list footer or advertisement below a ruled line at `rule`; `rule` itself if there is none."""
    number, limit = rule + 1, min(rule + 12, len(lines))
    while number < limit and not lines[number]:
        number += 1
    end = number
    while end < limit and lines[end] and lines[end][0] != ">":
        end += 1
    if end == number:
        return rule
    block = " ".join(line[:200] for line in lines[number:end])
    return end if _LIST_FOOTER.search(block) or (_ADVERT.search(block) and end - number <= 6) else rule


def contact_box_end(lines: Sequence[str], rule: int) -> int:
    """The line after a few contact lines below a ruled line and before the next one or the end; `rule` itself if none."""
    end, proof, boxed = rule + 1, False, 0
    limit = min(rule + 2 * BOX_LINES, len(lines))
    while end < limit and boxed <= BOX_LINES:
        line = lines[end]
        if line and not line.strip("-_=*~|+@{}<> "):
            if boxed:
                return end + 1 if proof else rule
        elif line:
            contact = is_contact(line)
            if line[0] == ">" or is_prose(line, contact=contact):
                return rule
            boxed += 1
            proof = proof or contact
        end += 1
    return end if proof and boxed and end >= len(lines) else rule


def is_notice(paragraph: str) -> bool:
    """A notice of confidentiality or the like."""
    low = paragraph.lower()
    for hint in _NOTICE_HINTS:
        if hint in low:
            return _NOTICE.search(low) is not None
    return False
