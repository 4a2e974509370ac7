"""Lines that are no prose: code, logs, stack traces, tables, encoded data, left-over HTML."""

import re

_FIRST = frozenset("#$+|{}[]<@/\\`*=-;:%&_.!(0123456789")
_LAST = frozenset(";{}()[]>|\\=&*`")
_WORDS = frozenset(
    """at File Traceback Caused def class import from using public private protected static void int float double bool char const let
    var function struct unsigned uint8_t uint16_t uint32_t uint64_t size_t auto typedef SELECT INSERT UPDATE DELETE CREATE PS
    Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec diff index""".split()
)
_WORD_STARTS = frozenset(word[:2] for word in _WORDS)
_HINTS = (";", "{", "=", "|", "\t", "   ", "[", "#", "$", "Error", "Exception", 'File "', "import ", "->", "::", "/*", "//", "+=", "__")
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
    r"|\$ ?[a-z./][\w./-]*(?: |$)|[\w.-]+@[\w.-]+:[^\s]*[$#]|[A-Z]:\\\S*>|PS [A-Z]:\\|>>> "
    r"|[+|][-=+|: ]{4,}$|\|[^|]*\|.*\|$|[-=]{3,}(?:\s+[-=]{3,})+$"
    r"|(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE)\s.{3,}\b(?:FROM|VALUES|SET|WHERE|\()"
)
_WEAK = re.compile(
    r"[^.!?]{0,200}[)\]\w\"'] ?;$|.{0,120}\{$|[}\])]+[;,]?(?:\s*(?://|else|while).*)?$"
    r"|[\w.\[\]>*&-]{1,60}\s?[-+*/|&]?=[^=>]\s?\S|[\w.:>-]{1,60}\([^()]*(?:\([^()]*\)[^()]*)*\)[;:]?$"
    r"|-?\d+(?:[.,]\d+)?(?:[,;\s|]+-?\d+(?:[.,]\d+)?){2,}\s*$|(?:/[\w.+-]+){3,}/?$|//|/\*|\*/|\*\s|--\s?\w.*--$"
    r"|(?:\S+(?: \S+){0,3}(?:\t+| {3,})){2,}\S|\w[\w ./-]{0,30}\t+\S|0x[0-9a-fA-F]{2,}|#\s?\w|\[[^\]]{1,60}\]\s|[+-]{2,}\w+[ =]|\(gdb\)|[%&]\w+"
    r"|[-=]{2,}>"
)
_PROSE_WORDS = re.compile(r"(?:[A-Za-zÄÖÜäöüß,'’]{2,}[ ,]+){5,}")
_TAG = re.compile(
    r"</?(?:p|br|div|span|b|i|u|a|font|table|tbody|tr|td|th|html|body|head|ul|li|ol|strong|em|img|blockquote|hr|h[1-6]|o:p|center|"
    r"small|big|meta|link)(?:\s[^<>]*)?/?>|&(?:nbsp|amp|lt|gt|quot);",
    re.IGNORECASE,
)


def has_hint(text: str) -> bool:
    """Cheap test: without one of these signs there is nothing technical to look for."""
    for hint in _HINTS:
        if hint in text:
            return True
    return False


def weight(line: str) -> int:
    """2: certainly technical; 1: technical if its neighbours are; 0: prose."""
    suspicious = line[0] in _FIRST or line[-1] in _LAST or "=" in line or "   " in line or "\t" in line
    if not suspicious:
        if (line[:2] in _WORD_STARTS and line.partition(" ")[0].rstrip(":") in _WORDS) or (len(line) >= 60 and " " not in line) or "Error" in line or "Exception" in line:
            return 2 if _STRONG.match(line, 0, MAX_CHARS) else 0
        return 0
    if _STRONG.match(line, 0, MAX_CHARS):
        return 2
    if _WEAK.match(line, 0, MAX_CHARS) and not (line[-1] not in ";{}" and _PROSE_WORDS.search(line, 0, MAX_CHARS)):
        return 1
    return 0


def tag_spans(line: str) -> list[tuple[int, int]]:
    """Where left-over HTML tags and entities stand in a line."""
    return [found.span() for found in _TAG.finditer(line)]


def has_tags(text: str) -> bool:
    """Cheap test: without a closing tag, a line break tag or an entity there is nothing to take out."""
    return "</" in text or "<br" in text or "<BR" in text or "&nbsp;" in text or "&quot;" in text or "&amp;" in text
