"""The scanner: line by line, what is the sender's own.

Work is linear in the length of the text: every rule looks at a bounded number of lines from where it stands and judges
a long line by its beginning; only an exact signature mark and a certain quotation run on, and then they are passed over.
"""

import re
from collections.abc import Sequence

from cleanbreak.correspondence.owntext import quotations, signatures, technical
from cleanbreak.correspondence.owntext.cues import (
    ANNOUNCES,
    CLOSES,
    CODE,
    CUES,
    FOOTER,
    FORWARDS,
    LABELS,
    NOTICE,
)

SHORT_CHARS = 160
RULE_CHARS = 10
SIGNATURE_LINES = 15
MAX_NOTICE_LINES = 25
MAX_GAP = 30
LONG_WORD = 50
MAX_FILLER = 3
MAX_PAIRS = 60
MAX_FENCED_LINES = 400

_FOREIGN, _OWN, _WEAK, _CODE, _BLANK = 0, 1, 2, 3, 4
_RUN = re.compile(b"\x01(?:[\x01\x04]*\x01)?")
_RULE_SIGNS = "-_=*~–—·•#+ "
_MARKS = frozenset(_RULE_SIGNS + "`")
_QUOTE_FIRST = frozenset(">|»")
_SUSPICIOUS_FIRST, _SUSPICIOUS_LAST = technical.FIRST, technical.LAST
_VERDICTS = (_OWN, _WEAK, _CODE)


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
    offset, at = 0, 0
    for run in _RUN.finditer(flags):
        first, last = run.start(), run.end() - 1
        offset += sum(map(len, lines[at:first])) + first - at
        head, tail = lines[first], lines[last]
        begin = offset + len(head) - len(head.lstrip())
        offset += sum(map(len, lines[first:last])) + last - first
        spans.append((begin, offset + len(tail.rstrip())))
        at = last
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
    """One pass over the lines of a text; the first word of a line says which rules are asked for it."""

    def __init__(self, text: str, lines: Sequence[str]) -> None:
        self.raw = lines
        self.named = "@" in text or "schrieb" in text
        self.unfenced = 0
        self.asked, self.answer = -1, -1
        self.odd = technical.is_odd(text)
        self.lines = [line.strip() for line in lines]
        self.marks = bytearray(len(lines))

    def flags(self) -> bytearray:
        """Scan and return one byte a line: 1 for own."""
        lines, marks, cues, named, odd = self.lines, self.marks, CUES, self.named, self.odd
        number, count, paragraph, unsettled = 0, len(lines), True, False
        while number < count:
            line = lines[number]
            if not line:
                marks[number] = _BLANK
                number, paragraph = number + 1, True
                continue
            first, last, word = line[0], line[-1], line.partition(" ")[0]
            if (first in _QUOTE_FIRST or ">" in word) and quotations.is_quoted(line):
                number, paragraph = number + 1, False
                continue
            cue = cues.get(word, 0)
            if cue:
                if not paragraph:
                    cue &= ~NOTICE
                if len(line) > signatures.CLOSING_CHARS:
                    cue &= ~CLOSES
                if ":" not in line and "：" not in line:
                    cue &= ~LABELS
            if cue & ~CODE or first in _MARKS or last == ":" or (named and ("@" in line or "schrieb" in line)):
                after = self._foreign(number, line, cue, paragraph)
            else:
                after = number
            paragraph = False
            if after > number:
                number = after
                continue
            if (
                first in _SUSPICIOUS_FIRST
                or last in _SUSPICIOUS_LAST
                or cue & CODE
                or word[-1] == ":"
                or len(word) > LONG_WORD
                or (named and "@" in word)
                or (odd and technical.is_odd(line))
            ):
                weight = technical.weight(line)
                unsettled = unsettled or weight > 0
                marks[number] = _VERDICTS[weight]
            else:
                marks[number] = _OWN
            number += 1
        if unsettled:
            self._settle_technical()
        return marks

    def _foreign(self, number: int, line: str, cue: int, paragraph: bool) -> int:
        """The line after somebody else's words at `number`; `number` itself when they may be the sender's."""
        after = self._ruled(number, line) if line[0] in _MARKS else number
        if after == number:
            after = self._quotation(number, line, cue)
        if after == number and cue & FOOTER and signatures.is_footer(line):
            after = number + 1
        if after == number and paragraph and cue & NOTICE:
            after = self._notice(number)
        if after == number and cue & CLOSES and len(line) <= signatures.CLOSING_CHARS:
            after = self._closing(number, line)
        return after

    def _quotation(self, number: int, line: str, cue: int) -> int:
        """Attributions, header blocks and marks of forwarding; unmarked quotations run to the end."""
        if self.asked != number:
            self.asked, self.answer = number, self._quotation_end(number, line, cue)
        return self.answer

    def _quotation_end(self, number: int, line: str, cue: int) -> int:
        lines = self.lines
        if cue & LABELS and quotations.label_of(line):
            end = quotations.header_block_end(lines, number)
            if end > number:
                return self._after_announcement(end, certain=True)
        if (cue & FORWARDS or (line[0] in _MARKS and line[2:3] in _MARKS)) and quotations.is_forward_mark(line):
            end = self._next_words(number + 1)
            block = quotations.header_block_end(lines, end) if end < len(lines) else end
            return self._after_announcement(max(block, number + 1), certain=True)
        if cue & ANNOUNCES or line[-1] == ":" or "@" in line or "schrieb" in line:
            end, certain = quotations.attribution_end(lines, number)
            if end > number:
                return self._after_announcement(end, certain=certain, start=number)
        return number

    def _after_announcement(self, end: int, *, certain: bool, start: int = -1) -> int:
        """Where own words may go on: below marked lines, or nowhere when the quotation is not marked."""
        following = self._next_words(end)
        if following < len(self.lines) and quotations.is_quoted(self.lines[following]):
            return following
        if certain:
            return len(self.lines)
        return start if start >= 0 else end

    def _next_words(self, number: int) -> int:
        limit = min(number + MAX_GAP, len(self.lines))
        while number < limit and not self.lines[number]:
            number += 1
        return number

    def _ruled(self, number: int, line: str) -> int:
        """Signature marks, list footers, ruled lines and fenced code."""
        if line.startswith("```"):
            return self._fenced(number)
        if line == "--":
            return self._signature(number)
        ruled = len(line) >= RULE_CHARS and not line.strip(_RULE_SIGNS)
        if not ruled and line != "---":
            return number
        end = signatures.footer_end(self.lines, number)
        if end == number:
            end = signatures.contact_box_end(self.lines, number)
        return max(end, number + 1) if ruled else end

    def _fenced(self, number: int) -> int:
        """The line after the fence that closes the one at `number`; `number` itself when none does."""
        if self.unfenced > number:
            return number
        limit = min(number + MAX_FENCED_LINES, len(self.lines))
        for end in range(number + 1, limit):
            if self.lines[end].startswith("```"):
                return end + 1
        self.unfenced = limit
        return number

    def _signature(self, number: int) -> int:
        """The line after the signature that `-- ` opens; a bare `--` counts only above a short rest."""
        exact = self.raw[number].lstrip().startswith("-- ")
        end, filled = number + 1, 0
        while end < len(self.lines):
            line = self.lines[end]
            if line:
                if quotations.is_quoted(line) or self._opens_quotation(end, line):
                    break
                filled += 1
                if not exact and (filled > SIGNATURE_LINES or line == "--"):
                    return number + 1
            end += 1
        return end

    def _opens_quotation(self, number: int, line: str) -> bool:
        """Tell whether an unmarked or announced quotation begins here."""
        return self._quotation(number, line, CUES.get(line.partition(" ")[0], 0)) > number

    def _notice(self, number: int) -> int:
        end, limit = number, min(number + MAX_NOTICE_LINES, len(self.lines))
        while end < limit and self.lines[end] and self.lines[end][0] != ">":
            end += 1
        return end if signatures.is_notice(" ".join(self.lines[number:end])[:3000]) else number

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
        for between in range(number, name + 1):
            self.marks[between] = _OWN if self.lines[between] else _BLANK
        return end

    def _is_name(self, number: int) -> bool:
        line = self.lines[number]
        if quotations.is_quoted(line) or line == "--" or not signatures.is_name(line):
            return False
        return not self._is_closing(line)

    def _is_closing(self, line: str) -> bool:
        return bool(CUES.get(line.partition(" ")[0], 0) & CLOSES) and signatures.closing_rest(line) is not None

    def _contact_block(self, start: int) -> int:
        """The line after the contact lines from `start` on; `start` itself when none of the next few is one."""
        end, proof = start, False
        for number in range(start, min(start + signatures.MAX_BLOCK_LINES, len(self.lines))):
            line = self.lines[number]
            if not line:
                continue
            if self._ends_block(number, line):
                break
            contact = signatures.is_contact(line)
            if signatures.is_prose(line, contact=contact):
                break
            proof = proof or contact
            if proof:
                end = number + 1
            elif number >= start + signatures.PROOF_LINES:
                break
        return end if proof else start

    def _ends_block(self, number: int, line: str) -> bool:
        if quotations.is_quoted(line) or line == "--" or signatures.is_afterthought(line):
            return True
        if len(line) >= RULE_CHARS and not line.strip(_RULE_SIGNS):
            return True
        return self._is_closing(line) or self._opens_quotation(number, line)

    def _settle_technical(self) -> None:
        """Weak technical lines count as technical beside another technical line, else as prose."""
        pending: list[int] = []
        previous = False
        for number, line in enumerate([*self.lines, "."]):
            mark = self.marks[number] if number < len(self.marks) else _OWN
            if not line:
                continue
            if mark == _WEAK:
                pending.append(number)
                continue
            verdict = _CODE if len(pending) > 1 or previous or mark == _CODE else _OWN
            for earlier in pending:
                self.marks[earlier] = verdict
            pending.clear()
            previous = mark == _CODE
        self._fill_gaps()

    def _fill_gaps(self) -> None:
        """Between two technical lines, a few that are no sentence, and `Name: value` pairs, belong to the same output."""
        gap: list[int] = []
        inside, odd = False, 0
        for number, line in enumerate(self.lines):
            if not line:
                continue
            mark = self.marks[number]
            if mark == _CODE:
                for between in gap if inside else ():
                    self.marks[between] = _CODE
                gap, inside, odd = [], True, 0
            elif mark == _OWN and inside and len(gap) < MAX_PAIRS and not technical.is_sentence(line):
                gap.append(number)
                if not technical.is_pair(line):
                    odd += 1
                    inside = odd <= MAX_FILLER and technical.is_short(line)
            else:
                gap, inside = [], False
