"""Lines that are no prose: code, logs, stack traces, tables, encoded data, left-over HTML."""

import re

FIRST = frozenset("#$+|{}[]<@/\\`*=-;:%&_.!(0123456789")
LAST = frozenset(";{}()[]>|\\=&*`")
MAX_CHARS = 600

_STRONG = re.compile(
    r"[A-Za-z0-9+/=_-]{60,}$"
    r"|at [\w.$<>/]+\([^()]*\)$|File \"[^\"]+\", line \d+|Traceback \(most recent|Caused by: |(?:[\w.]+\.)?\w+(?:Error|Exception)(?::|$)"
    r"|\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d|\[?\d\d:\d\d:\d\d(?:[.,]\d+)?\]?\s+\[?\w+|\[\s*\d+\.\d{4,}\]"
    r"|[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d \S+ \S+:"
    r"|\[(?:INFO|ERROR|WARN(?:ING)?|DEBUG|FATAL|TRACE|NOTICE)\]|(?:INFO|ERROR|WARNING|DEBUG)\]"
    r"|@@ -\d|diff --git|(?:---|\+\+\+) [ab]/|index [0-9a-f]{7,}\.\."
    r"|#\s*(?:include|define|ifdef|ifndef|endif|pragma)\b|#!/"
    r"|(?:from [\w.]+ )?import [\w., ]+$|(?:def|class) \w+\s*[(:]|using namespace \w"
    r"|(?:public|private|protected|static|void|int|float|double|bool|char|const|let|var|function|struct|unsigned|uint\d+_t|size_t|auto|typedef)\s"
    r"[^.!?]{0,200}[;{)=,]$"
    r"|<\??/?[a-zA-Z][\w:.-]*(?:\s[^<>]*)?/?>$|<!--|<!DOCTYPE|<\?xml"
    r"|\$ ?[a-z./][\w./-]*(?: |$)|[\w.-]+@[\w.-]+:[^\s]*[$#]|[A-Z]:\\\S*>|PS [A-Z]:\\|>>> |sudo \S|export \w+=|(?:cmake|apt-get|pip3?) [-./~\w]"
    r"|[+|][-=+|: ]{4,}$|\|[^|]*\|.*\|$|[-=]{3,}(?:\s+[-=]{3,})+$"
    r"|(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE)\s.{3,}\b(?:FROM|VALUES|SET|WHERE|\()"
)
_WEAK = re.compile(
    r"[^.!?]{0,200}[)\]\w\"'] ?;$|.{0,120}\{$|[}\])]+[;,]?(?:\s*(?://|else|while).*)?$"
    r"|[\w.\[\]>*&-]{1,60}\s?[-+*/|&]?=[^=>]\s?\S|[\w.:>-]{1,60}\([^()]*(?:\([^()]*\)[^()]*)*\)[;:]?$"
    r"|[-+]?\d[-+\d.,;|\s]{5,}$|(?:/[\w.+-]+){3,}/?$|//|/\*|\*/|--\s?\w.*--$"
    r"|(?:\S+(?: \S+){0,3}(?:\t+| {3,})){2,}\S|\w[\w ./-]{0,30}\t+\S|0x[0-9a-fA-F]{2,}|#\s?\w|\[[^\]]{1,60}\]\s"
    r"|[+-]{2,}\w+[ =]|\(gdb\)|[%&]\w+"
    r"|[-=]{2,}>"
)
_STAMPED = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d|\d\d:\d\d:\d\d(?:[.,]\d+)?\]?\s+\[?\w+|[0-9a-fA-F+/=]{60,}$")
_FIGURES = re.compile(r"[-+]?\d[-+\d.,;|\s]{5,}$|0x[0-9a-fA-F]{2,}")
_PROSE_SECOND = frozenset(" abcdefghijklmnopqrstuvwxyzäöüABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ.")
PROSE_GAPS = 5
_PAIR = re.compile(r"[\w\"\[-][\w .\[\]\"'/()#-]{0,40}(?:[:=]|\bis) *\S")
_PROSE_WORDS = re.compile(r"(?:[A-Za-zÄÖÜäöüß,'’]{2,}[ ,]+){5,}")
_TAG = re.compile(
    r"</?(?:p|br|div|span|b|i|u|a|font|table|tbody|tr|td|th|html|body|head|ul|li|ol|strong|em|img|blockquote|hr|h[1-6]|o:p|center|"
    r"small|big|meta|link)(?:\s[^<>]*)?/?>|&(?:nbsp|amp|lt|gt|quot);",
    re.IGNORECASE,
)


_TAG_HINT = re.compile(r"<(?:/[a-zA-Z]|br|BR|p>|P>|div|DIV)")
_ENTITY = re.compile(r"&(?:nbsp|amp|lt|gt|quot);")


def is_odd(line: str) -> bool:
    """An assignment, a gap as between columns, or a tab."""
    return "=" in line or "   " in line or "\t" in line


def is_suspicious(line: str) -> bool:
    """Cheap test by the signs a line begins and ends with; `weight` needs asking only then."""
    return line[0] in FIRST or line[-1] in LAST or is_odd(line)


def weight(line: str) -> int:
    """2: certainly technical; 1: technical if its neighbours are; 0: prose."""
    first, last = line[0], line[-1]
    if last not in ";{}\\|=" and not is_odd(line):
        if first.isalpha() and last in ")]*`&" and line.count(" ") >= PROSE_GAPS:
            return 0
        if first in "0123456789":
            return 2 if _STAMPED.match(line) else 1 if _FIGURES.match(line, 0, MAX_CHARS) else 0
        if first in "-(*.!&" and line[1:2] in _PROSE_SECOND:
            return 0
    if _STRONG.match(line, 0, MAX_CHARS):
        return 2
    if is_suspicious(line) and _WEAK.match(line, 0, MAX_CHARS):
        return 0 if last not in ";{}" and _PROSE_WORDS.search(line, 0, MAX_CHARS) else 1
    return 0


def is_sentence(line: str) -> bool:
    """The line ends as a sentence or an announcement does."""
    return line[-1] in ".!?:…" and not line.endswith("...")


def is_short(line: str) -> bool:
    """Few words, so that the line can be part of the output of a program above and below it."""
    return line.count(" ") < 8


def is_pair(line: str) -> bool:
    """`Name: value` as programs report it."""
    return _PAIR.match(line, 0, MAX_CHARS) is not None


def tag_spans(line: str) -> list[tuple[int, int]]:
    """Where left-over HTML tags and entities stand in a line."""
    return [found.span() for found in _TAG.finditer(line)]


def has_tags(text: str) -> bool:
    """Cheap test: whether something like a tag or an entity of HTML stands in the text at all."""
    return ("<" in text and _TAG_HINT.search(text) is not None) or ("&" in text and _ENTITY.search(text) is not None)
