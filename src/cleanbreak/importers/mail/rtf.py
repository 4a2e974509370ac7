"""Rich text of Outlook: unpacking `PidTagRtfCompressed` and the words of an RTF document, as far as they go."""

import re
import struct

from cleanbreak.importers.mail.charsets import decode

_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbol"
    rb"ArialTimes New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n" + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_WINDOW = 4096
_COMPRESSED, _STORED = b"LZFu", b"MELA"
MAX_RTF_BYTES = 16 * 1024 * 1024

_TOKEN = re.compile(rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)")
_SKIPPED = frozenset(
    [
        b"fonttbl",
        b"colortbl",
        b"stylesheet",
        b"info",
        b"pict",
        b"object",
        b"header",
        b"footer",
        b"themedata",
        b"datastore",
    ]
)
_BREAKS = {b"par": "\n", b"line": "\n", b"row": "\n", b"tab": "\t", b"cell": " "}
_SIGNS = {
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
    b"endash": "–",
    b"emdash": "—",
}


def unpack_rtf(packed: bytes) -> bytes:
    """RTF bytes from the compressed form; what is damaged ends the text early."""
    if len(packed) < 16:
        return b""
    raw_size, magic = struct.unpack("<4xI4s", packed[:12])
    if magic == _STORED:
        return packed[16 : 16 + raw_size]
    if magic != _COMPRESSED:
        return b""
    window = bytearray(_DICTIONARY.ljust(_WINDOW, b"\x00"))
    write, position, out = len(_DICTIONARY), 16, bytearray()
    while position < len(packed) and len(out) < min(raw_size, MAX_RTF_BYTES):
        control = packed[position]
        position += 1
        for bit in range(8):
            if not control >> bit & 1:
                chunk = packed[position : position + 1]
                position += 1
            else:
                token = int.from_bytes(packed[position : position + 2], "big")
                position += 2
                if token >> 4 == write:
                    return bytes(out)
                chunk = _copied(window, token >> 4, (token & 15) + 2, write)
            for byte in chunk:
                window[write] = byte
                write = (write + 1) % _WINDOW
            out += chunk
            if position >= len(packed):
                break
    return bytes(out[:raw_size])


def _copied(window: bytearray, start: int, length: int, write: int) -> bytes:
    """Read from the window; what is read may be what is being written."""
    piece = bytearray()
    for step in range(length):
        at = (start + step) % _WINDOW
        behind = (at - write) % _WINDOW
        piece.append(piece[behind] if behind < len(piece) else window[at])
    return bytes(piece)


def rtf_to_text(rtf: bytes) -> str:
    """The words of an RTF document with its line breaks; pictures, tables of fonts and hidden groups are left out."""
    codepage, skip = "cp1252", 1
    out: list[str] = []
    stack: list[bool] = []
    silent, pending_skip = False, 0
    for token in _TOKEN.finditer(rtf[:MAX_RTF_BYTES]):
        word, number, code, sign, brace, plain = token.groups()
        if brace == b"{":
            stack.append(silent)
        elif brace == b"}":
            silent = stack.pop() if stack else False
        elif sign == b"*" or word in _SKIPPED:
            silent = True
        elif word == b"ansicpg" and number:
            codepage = f"cp{int(number)}"
        elif word == b"uc" and number:
            skip = max(0, min(int(number), 8))
        elif silent:
            continue
        elif word == b"u" and number:
            out.append(chr(int(number) % 0x10000))
            pending_skip = skip
        elif code or plain or sign:
            piece = bytes.fromhex(code.decode()) if code else plain or _escaped(sign)
            dropped = min(pending_skip, len(piece))
            pending_skip -= dropped
            out.append(decode(piece[dropped:], codepage))
        elif word:
            out.append(_BREAKS.get(word, "") or _SIGNS.get(word, ""))
    return "".join(out).encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()


def _escaped(sign: bytes) -> bytes:
    return {b"~": b"\xa0", b"_": b"-", b"-": b""}.get(sign, sign)
