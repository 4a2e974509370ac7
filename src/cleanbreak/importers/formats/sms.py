"""SMS Backup & Restore: one XML file with every SMS and MMS of a telephone, emoji in broken halves included."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, cast
from xml.etree.ElementTree import Element

from cleanbreak.importers.phones import phone_address
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.xml import BrokenXmlError, root_of, walk
from cleanbreak.ledger.records import Message, Origin, Problem

NAME = "sms"
_HIGH = rb"0*(?:5529[6-9]|55[3-9]\d\d|56[0-2]\d\d|5631\d)|[xX]0*[dD][89abAB][0-9a-fA-F]{2}"
_LOW = rb"0*(?:563[2-9]\d|56[4-9]\d\d|57[0-2]\d\d|573[0-3]\d|5734[0-3])|[xX]0*[dD][c-fC-F][0-9a-fA-F]{2}"
_REFERENCE = re.compile(
    rb"&#(" + _HIGH + rb");&#(" + _LOW + rb");|&#([xX][0-9a-fA-F]{1,8}|[0-9]{1,8});",
)
_UNFINISHED = re.compile(rb"(?:&#(?:" + _HIGH + rb");)?(?:&[#xX0-9a-fA-F]{0,9})?$")
_HELD_BACK = 40
_NOTHING = frozenset({"", "null", "(unknown)"})
_OUTGOING = {"1": False, "2": True, "3": True, "4": True, "5": True, "6": True}
_NEVER_SENT = frozenset({"3", "5"})
_FROM, _TO = "137", frozenset({"129", "130", "151"})
_SECONDS_BELOW = 100_000_000_000


def recognize(source: Source) -> int:
    """The outermost element is `smses`."""
    root = root_of(source.head)
    return 95 if root is not None and root.name == "smses" else 0


def read(source: Source, options: ReadOptions) -> Iterator[Message | Problem]:
    """Yield SMS and MMS in file order; a damaged file gives what stands before the damage, and a problem."""
    row = 0
    try:
        with source.open() as stream:
            repaired = cast(IO[bytes], _Repaired(stream))
            elements = walk(repaired, source.name, options.limits, records={"sms", "mms"}, contexts={"smses"})
            for element, _ in elements:
                if element.tag == "smses":
                    yield from _missing(element, row, source)
                    continue
                row += 1
                message = _message(element, options, Origin(source.name, row))
                if message.sent_at is None:
                    yield Problem(
                        "sms_date_unreadable", source.name, row, {"value": element.get("date", "")[:40]}
                    )
                else:
                    yield message
    except BrokenXmlError as error:
        yield Problem(
            "sms_file_broken", source.name, 0, {"reason": str(error.params["what"]), "row": str(row)}
        )


def _missing(root: Element, row: int, source: Source) -> Iterator[Problem]:
    announced = root.get("count", "")
    if announced.isdecimal() and int(announced) > row:
        yield Problem("sms_fewer_than_announced", source.name, 0, {"announced": announced, "found": str(row)})


class _Repaired:
    """Joins the two halves in which the program writes an emoji, and replaces what XML does not allow."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._kept = b""

    def read(self, size: int = 65536) -> bytes:
        """Return repaired bytes, empty only at the end; the last few wait for what follows them."""
        while True:
            piece = self._stream.read(size)
            data = self._kept + piece
            unfinished = _UNFINISHED.search(data, max(0, len(data) - _HELD_BACK)) if piece else None
            cut = unfinished.start() if unfinished else len(data)
            data, self._kept = data[:cut], data[cut:]
            if data or not piece:
                return _REFERENCE.sub(_whole, data) if b"&#" in data else data


def _whole(match: re.Match[bytes]) -> bytes:
    high, low, single = match.groups()
    if single is not None:
        return _allowed(_code(single))
    return b"&#%d;" % (0x10000 + ((_code(high) - 0xD800) << 10) + (_code(low) - 0xDC00))


def _code(digits: bytes) -> int:
    return int(digits[1:], 16) if digits[:1] in b"xX" else int(digits)


def _allowed(code: int) -> bytes:
    forbidden = code < 32 and code not in {9, 10, 13}
    if forbidden or 0xD800 <= code < 0xE000 or code in {0xFFFE, 0xFFFF} or code > 0x10FFFF:
        return "\ufffd".encode()
    return b"&#%d;" % code


def _value(element: Element, name: str) -> str:
    value = element.get(name, "")
    return "" if value.strip().casefold() in _NOTHING else value


def _message(element: Element, options: ReadOptions, origin: Origin) -> Message:
    box = element.get("type" if element.tag == "sms" else "msg_box", "1")
    outgoing = _OUTGOING.get(box, False)
    name = _value(element, "contact_name").strip()
    others = _others(element, outgoing, name, options)
    sender = ("", "") if outgoing or not others else others[0]
    return Message(
        origin=origin,
        channel="sms",
        sent_at=_sent_at(element.get("date", "")),
        from_address=sender[1],
        from_name=sender[0],
        to=tuple(others) if outgoing else (),
        subject=_value(element, "subject") or _value(element, "sub"),
        text=_value(element, "body") if element.tag == "sms" else _text_of_parts(element),
        kind="draft" if box in _NEVER_SENT else "person",
        conversation=name or ", ".join(address for _, address in others),
        outgoing=outgoing,
    )


def _others(element: Element, outgoing: bool, name: str, options: ReadOptions) -> list[tuple[str, str]]:
    """Return who is on the other side: the sender, or everybody it was sent to."""
    numbers = [part for part in element.get("address", "").split("~") if part]
    if element.tag == "mms" and (not numbers or len(numbers) > 1):
        wanted = _TO if outgoing else frozenset({_FROM})
        listed = [one.get("address", "") for one in element.iter("addr") if one.get("type") in wanted]
        usable = [number for number in listed if number and number != "insert-address-token"]
        numbers = usable or numbers
    addresses = [_address(number, options) for number in numbers]
    return [(name if len(numbers) == 1 else "", address) for address in dict.fromkeys(addresses)]


def _address(text: str, options: ReadOptions) -> str:
    return phone_address(text, options.timezone) or text.strip().casefold()


def _text_of_parts(element: Element) -> str:
    texts = (_value(part, "text") for part in element.iter("part") if part.get("ct", "") == "text/plain")
    return "\n".join(text for text in texts if text)


def _sent_at(value: str) -> datetime | None:
    """Return the instant of milliseconds (some phones: seconds) since 1970."""
    try:
        number = int(value)
        seconds = number if number < _SECONDS_BELOW else number // 1000
        return datetime.fromtimestamp(seconds, UTC) if number > 0 else None
    except (ValueError, OverflowError, OSError):
        return None
