"""The scanner: line by line, what is the sender's own.

Work is linear in the length of the text: every rule looks at a bounded number of lines from where it stands, lines
beyond `MAX_CHARS` are judged by their beginning, and a rule that finds nothing is not asked again for the same line.
"""

from collections.abc import Sequence

from cleanbreak.correspondence.owntext import quotations, signatures, technical

SHORT_CHARS = 160
RULE_CHARS = 10
SIGNATURE_LINES = 15
JUDGED_CHARS = 600

_FOREIGN, _OWN, _WEAK = 0, 1, 2
_MARKS = frozenset("-_=*~–—·•#+ ")
_CLOSING_STARTS = frozenset("mMlLvVbBhHgGdDsStTcCrRkKaAyYwWfF")
_PHONE_STARTS = frozenset("gGsSvVdDoOhHjJtTyYwW<*_-fFmM")


def own_spans(text: str) -> list[tuple[int, int]]:
    """The stretches of the sender's own words as (start, end) in code points of `text`, in order, never empty."""
    if len(text) <= SHORT_CHARS and "\n" not in text:
        stripped = text.strip()
        if not stripped or stripped[0] == ">":
            return []
        start = text.index(stripped[0])
        spans = [(start, start + len(stripped))]
    else:
        lines = text.split("\n")
        spans = _spans(lines, _Scan(text, lines).flags())
    return _without_tags(text, spans) if technical.has_tags(text) else spans


def own_text(text: str) -> str:
    """The sender's own words, stretches joined by a line break."""
    return "\n".join([text[start:end] for start, end in own_spans(text)])


def own_texts(texts: Sequence[str]) -> list[str]:
    """`own_text` for a batch."""
    return [own_text(text) for text in texts]


def _spans(lines: Sequence[str], flags: bytearray) -> list[tuple[int, int]]:
    """Runs of own lines, blank lines within a run included, outer white space not."""
    spans: list[tuple[int, int]] = []
    offset, begin, end = 0, -1, -1
    for number, line in enumerate(lines):
        if flags[number] == _OWN:
            if begin < 0:
                begin = offset + len(line) - len(line.lstrip())
            end = offset + len(line.rstrip())
        elif begin >= 0 and line and not line.isspace():
            spans.append((begin, end))
            begin = -1
        offset += len(line) + 1
    if begin >= 0:
        spans.append((begin, end))
    return spans


def _without_tags(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut left-over HTML tags out of the spans."""
    cut: list[tuple[int, int]] = []
    for start, end in spans:
        piece, position = text[start:end], 0
        for opening, closing in [*technical.tag_spans(piece), (len(piece), len(piece))]:
            words = piece[position:opening]
            if words.strip():
                lead = len(words) - len(words.lstrip())
                cut.append((start + position + lead, start + position + len(words.rstrip())))
            position = closing
    return cut


class _Scan:
    """One pass over the lines of a text; `flags` says for each line whose it is."""

    def __init__(self, text: str, lines: Sequence[str]) -> None:
        self.raw = lines
        self.lines = [line.strip() for line in lines]
        self.marks = bytearray(len(lines))
        self.notices = signatures.has_notice_hint(text)
        self.technical = False

    def flags(self) -> bytearray:
        """Scan and return one byte a line: 1 for own."""
        lines, marks = self.lines, self.marks
        number, count, paragraph = 0, len(lines), True
        while number < count:
            line = lines[number]
            if not line:
                number, paragraph = number + 1, True
                continue
            after = self._foreign(number, line, paragraph)
            if after > number:
                number = after
            else:
                self._own(number, line)
                number += 1
            paragraph = False
        if self.technical:
            self._settle_technical()
        return marks

    def _foreign(self, number: int, line: str, paragraph: bool) -> int:
        """The line after somebody else's words at `number`; `number` itself when they are the sender's."""
        first = line[0]
        if first == ">" or quotations.is_quoted(line):
            return number + 1
        if first in _MARKS and len(line) > 1:
            after = self._ruled(number, line)
            if after > number:
                return after
        after = self._quotation(number, line)
        if after > number:
            return after
        if first in _PHONE_STARTS and signatures.is_phone_footer(line):
            return number + 1
        if paragraph and self.notices:
            after = self._notice(number)
            if after > number:
                return after
        if first in _CLOSING_STARTS and len(line) <= 70:
            return self._closing(number, line)
        return number

    def _own(self, number: int, line: str) -> None:
        weight = technical.weight(line[:JUDGED_CHARS])
        if weight == 0:
            self.marks[number] = _OWN
        else:
            self.technical = True
            self.marks[number] = _WEAK if weight == 1 else _FOREIGN
        return

    def _quotation(self, number: int, line: str) -> int:
        """Attributions, header blocks and marks of forwarding; unmarked quotations run to the end."""
        lines = self.lines
        if ":" in line[:40] and quotations.label_of(line):
            end = quotations.header_block_end(lines, number)
            if end > number:
                return self._after_announcement(end, certain=True)
        if quotations.is_forward_mark(line):
            end = self._next_words(number + 1)
            block = quotations.header_block_end(lines, end) if end < len(lines) else end
            return self._after_announcement(max(block, number + 1), certain=True)
        end, certain = quotations.attribution_end(lines, number)
        return self._after_announcement(end, certain=certain, start=number) if end > number else number

    def _after_announcement(self, end: int, *, certain: bool, start: int = -1) -> int:
        """Where own words may go on: below marked lines, or nowhere when the quotation is not marked."""
        following = self._next_words(end)
        if following < len(self.lines) and quotations.is_quoted(self.lines[following]):
            return following
        if certain:
            return len(self.lines)
        return start if start >= 0 else end

    def _next_words(self, number: int) -> int:
        while number < len(self.lines) and not self.lines[number]:
            number += 1
        return number

    def _ruled(self, number: int, line: str) -> int:
        """Signature marks, list footers and ruled lines."""
        if line == "--":
            return self._signature(number)
        if len(line) >= RULE_CHARS and not line.strip("-_=*~–—·•#+ "):
            end = signatures.footer_end(self.lines, number)
            return max(end, number + 1)
        return number

    def _signature(self, number: int) -> int:
        """The line after the signature that `-- ` opens; a bare `--` counts only above a short rest."""
        end = number + 1
        while end < len(self.lines):
            line = self.lines[end]
            if line and (quotations.is_quoted(line) or self._opens_quotation(end, line)):
                break
            end += 1
        exact = self.raw[number].rstrip("\r").startswith("-- ")
        filled = sum(1 for line in self.lines[number + 1 : end] if line)
        return end if exact or filled <= SIGNATURE_LINES else number + 1

    def _opens_quotation(self, number: int, line: str) -> bool:
        if quotations.is_forward_mark(line):
            return True
        if ":" in line[:40] and quotations.label_of(line) and quotations.header_block_end(self.lines, number) > number:
            return True
        end, certain = quotations.attribution_end(self.lines, number)
        return end > number and certain

    def _notice(self, number: int) -> int:
        end, limit = number, min(number + 25, len(self.lines))
        while end < limit and self.lines[end] and self.lines[end][0] != ">":
            end += 1
        paragraph = " ".join(self.lines[number:end])[:3000]
        return end if signatures.is_notice(paragraph) else number

    def _closing(self, number: int, line: str) -> int:
        """Keep closing and name, drop the contact block below; the line after it all, or `number` if no closing."""
        rest = signatures.closing_rest(line)
        if rest is None:
            return number
        name = number
        if not signatures.names_somebody(rest):
            name = self._next_words(number + 1)
            if name >= len(self.lines) or name > number + 4 or not self._is_name(name):
                name = number
        end = self._contact_block(name + 1)
        if end <= name + 1:
            return number
        self.marks[number] = self.marks[name] = _OWN
        return end

    def _is_name(self, number: int) -> bool:
        line = self.lines[number]
        return not quotations.is_quoted(line) and signatures.is_name(line) and line != "--"

    def _contact_block(self, start: int) -> int:
        """The line after the contact lines from `start` on; `start` itself when none of them is one."""
        end, proof = start, False
        for number in range(start, min(start + signatures.MAX_BLOCK_LINES, len(self.lines))):
            line = self.lines[number]
            if not line:
                continue
            if quotations.is_quoted(line) or line == "--" or signatures.is_afterthought(line):
                break
            if self._opens_quotation(number, line) or (len(line) >= RULE_CHARS and not line.strip("-_=*~–—·•#+ ")):
                break
            contact = signatures.is_contact(line)
            if signatures.is_prose(line) and not (contact and len(line.split()) < 14):
                break
            if contact:
                proof, end = True, number + 1
            elif proof or number < start + 8:
                end = number + 1 if proof else end
        return end if proof else start

    def _settle_technical(self) -> None:
        """Weak technical lines count as technical beside another technical line, else as prose."""
        lines, marks = self.lines, self.marks
        previous = False
        pending: list[int] = []
        for number, line in enumerate(lines):
            if not line:
                continue
            if marks[number] == _WEAK:
                pending.append(number)
                continue
            technical_here = marks[number] == _FOREIGN and technical.weight(line[:JUDGED_CHARS]) == 2 and line[0] != ">"
            self._decide(pending, technical_before=previous, technical_after=technical_here)
            pending.clear()
            previous = technical_here
        self._decide(pending, technical_before=previous, technical_after=False)

    def _decide(self, pending: list[int], *, technical_before: bool, technical_after: bool) -> None:
        if pending:
            verdict = _FOREIGN if len(pending) > 1 or technical_before or technical_after else _OWN
            for number in pending:
                self.marks[number] = verdict
