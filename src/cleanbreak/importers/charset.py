"""How text that may lie about its encoding is decoded: by its byte order mark, else UTF-8, stray bytes as Windows-1252."""

import codecs

STRAY_BYTES = "cleanbreak_windows_1252"
"""Error handler for UTF-8 decoders: bytes that are no UTF-8 are read the way German programs wrote them."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def marked_encoding(head: bytes) -> str:
    """Return the encoding a byte order mark tells (the mark itself decodes to U+FEFF), empty without one."""
    return next((encoding for bom, encoding in _BOMS if head.startswith(bom)), "")


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    raw = error.object[error.start : error.end]
    return raw.decode("cp1252", "replace"), error.end


codecs.register_error(STRAY_BYTES, _as_windows_1252)
