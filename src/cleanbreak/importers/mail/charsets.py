"""Bytes to text for mail: the declared charset, else strict UTF-8, else Windows-1252; never a guess by statistics."""

import codecs
from functools import lru_cache

_WIDER = {
    "us-ascii": "",
    "ascii": "",
    "ansi_x3.4-1968": "",
    "unknown-8bit": "",
    "x-unknown": "",
    "unknown": "",
    "8bit": "",
    "7bit": "",
    "none": "",
    "default": "",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "iso-8859-1-windows-3.1-latin-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "macintosh": "mac-roman",
    "x-mac-roman": "mac-roman",
    "ansi": "cp1252",
}
_NO_CHARSETS = frozenset(
    {"undefined", "unicode-escape", "raw-unicode-escape", "punycode", "idna", "mbcs", "oem", "charmap"}
)


@lru_cache(maxsize=256)
def codec_name(declared: str) -> str:
    """The codec to decode with; empty when the name says nothing or nobody knows it."""
    name = declared.strip().strip("\"'").lower()
    if name in _WIDER:
        return _WIDER[name]
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    known = codec.name
    return known if codec._is_text_encoding and known.replace("_", "-") not in _NO_CHARSETS else ""


def decode(data: bytes, declared: str = "") -> str:
    """Decode with the declared charset if it fits, else as UTF-8, else as Windows-1252 (undefined bytes as they are)."""
    if data.isascii() and b"\x1b" not in data and not declared[:4].lower().startswith(("utf-", "utf7", "hz")):
        return data.decode("ascii")
    name = codec_name(declared) if declared else ""
    if name:
        try:
            return data.decode(name)
        except (UnicodeError, ValueError):
            pass
    return decode_unlabelled(data)


def decode_unlabelled(data: bytes) -> str:
    """Strict UTF-8, else Windows-1252."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace") if _mostly_utf8(data) else data.decode("latin-1")


def _mostly_utf8(data: bytes) -> bool:
    """Damaged or cut UTF-8 rather than a one-byte charset: few sequences fail, many fit."""
    high = sum(1 for byte in data[:65536] if byte > 127)
    return data[:65536].decode("utf-8", "replace").count("�") * 4 < high
