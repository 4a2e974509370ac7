"""Name forms: when two spellings are one organization, and which part of an address is a company's own."""

import re
import unicodedata
from functools import lru_cache

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa"})
_ABBREVIATION = re.compile(r"(?<=\b\w)\.\s?(?=\w\b)|(?<=\b\w)\.(?=\s|$|,|\))|'")
_SPLIT = re.compile(r"[^\w]+|_")

LEGAL_FORMS = frozenset(
    "gmbh mbh gesmbh ug haftungsbeschraenkt ag kg kgaa ohg gbr gdbr ek ekfr ekfm eu ev eg se co cie partg partgmbb mbb "
    "ltd limited llc llp lp inc incorporated corp corporation plc pty sarl sàrl sa sas bv nv srl spa oy ab aps oü "
    "company".split()
)
_TITLES = frozenset("firma fa herr herrn frau mr mrs ms miss dr prof dipl ing mag the der die das".split())
_JOINERS = frozenset("und and et plus".split())

PUBLIC_PROVIDERS = frozenset(
    """gmail.com googlemail.com gmx.de gmx.net gmx.at gmx.ch gmx.com web.de t-online.de freenet.de outlook.com
    outlook.de outlook.at hotmail.com hotmail.de hotmail.co.uk live.com live.de live.co.uk msn.com yahoo.com yahoo.de
    yahoo.co.uk ymail.com rocketmail.com icloud.com me.com mac.com aol.com aol.de proton.me protonmail.com protonmail.ch
    pm.me posteo.de posteo.net mailbox.org arcor.de online.de 1und1.de vodafone.de vodafonemail.de kabelmail.de
    magenta.de o2online.de email.de mail.de mail.com emailn.de ist-einmalig.de bluewin.ch hispeed.ch sunrise.ch
    chello.at aon.at a1.net btinternet.com sky.com virginmedia.com talktalk.net ntlworld.com blueyonder.co.uk
    comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net fastmail.com
    fastmail.fm zoho.com yandex.com yandex.ru mail.ru qq.com 163.com 126.com tutanota.com tutanota.de tuta.io tuta.com
    hey.com duck.com orange.fr free.fr laposte.net wanadoo.fr libero.it virgilio.it tiscali.it telenet.be ziggo.nl
    kpnmail.nl wp.pl o2.pl seznam.cz bigpond.com optusnet.com.au mail.example gmail.example gmx.example web.example""".split()
)
_SECOND_LEVEL = frozenset("co com org net gov ac edu gv or ne ltd plc me sch nhs".split())


def fold(text: str) -> str:
    """Return text lower-cased, umlauts written out, other accents dropped: the form in which names are compared."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_GERMAN)
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Return the comparable form of a name: folded words without legal form, title and joining word.

    Two names with one key are forms of one name ("Müller Design GmbH", "Fa. Mueller-Design"). A name that is nothing but
    a legal form or title keeps its words. Empty for an empty name.
    """
    text = _ABBREVIATION.sub("", fold(name))
    words = [word for word in _SPLIT.split(text) if word]
    kept = [w for w in words if w not in LEGAL_FORMS and w not in _TITLES and w not in _JOINERS]
    return " ".join(kept or words)


def cut_key(name: str) -> str:
    """Return a name as one word with its legal form, in which a name that a bank cut off is the beginning of the whole."""
    words = _SPLIT.split(_ABBREVIATION.sub("", fold(name)))
    return "".join(word for word in words if word not in _JOINERS)


def loose_key(name: str) -> str:
    """Return the key with its words sorted: "Huber, Bäckerei" and "Bäckerei Huber" meet here."""
    return " ".join(sorted(name_key(name).split()))


def same_words(left: str, right: str) -> bool:
    """Tell whether one name's words are part of the other's: a doubtful likeness, never a proof."""
    a, b = set(name_key(left).split()), set(name_key(right).split())
    return bool(a) and bool(b) and (a < b or b < a) and len("".join(a & b)) >= 4


@lru_cache(maxsize=65_536)
def company_domain(address: str) -> str:
    """Return the registrable domain of a mail address, or empty for public mail providers and broken addresses."""
    domain = address.rpartition("@")[2].strip(" .>").casefold()
    labels = domain.split(".")
    if len(labels) < 2 or domain in PUBLIC_PROVIDERS:
        return ""
    keep = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    registrable = ".".join(labels[-keep:])
    return "" if registrable in PUBLIC_PROVIDERS else registrable


def domain_words(domain: str) -> str:
    """Return the name part of a domain as one word without hyphens: `mueller-design.de` gives `muellerdesign`."""
    label = fold(domain.split(".", 1)[0])
    words = [w for w in label.split("-") if w]
    kept = [w for w in words if w not in LEGAL_FORMS]
    return "".join(kept or words)


def phone_key(phone: str) -> str:
    """Return a phone number's comparable digits: country code 49/43/41/44 and leading zeros dropped; empty if too short."""
    digits = re.sub(r"\D", "", phone.replace("(0)", ""))
    if digits.startswith("00"):
        digits = digits[2:]
    elif not phone.strip().startswith("+"):
        return digits.lstrip("0") if len(digits) >= 7 else ""
    if digits[:2] in {"49", "43", "41", "44"}:
        digits = digits[2:]
    digits = digits.lstrip("0")
    return digits if len(digits) >= 6 else ""


def iban_key(iban: str) -> str:
    """Return an IBAN without blanks, upper case."""
    return re.sub(r"\s", "", iban).upper()
