"""HTML mail to plain text in one pass: quotations become `> ` lines, signatures are announced by `-- `.

The work grows with the length of the text alone: a tag is what stands between `<` and the next `<` or `>`, and every
search for a closing mark that failed once is not tried again.
"""

import html
import re

_TAG = re.compile(r"<(/?[a-zA-Z][^<>\s/]*|!|\?)([^<>]*)>?")
_SPACE = re.compile(r"[ \t\r\n\f\xa0\u200b]+")
_BLOCKS = frozenset(
    [
        "address", "article", "aside", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "li", "main", "nav", "ol", "section", "table", "tbody", "tr", "ul", "body", "html", "hr",
    ]
)  # fmt: skip
_PARAGRAPHS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"])
_HIDDEN = frozenset(["script", "style", "head", "title", "noscript", "template", "svg", "textarea"])
_CELLS = frozenset(["td", "th"])
_NO_QUOTE = re.compile(r"border(?:-left)?\s*:\s*(?:none|0)", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"gmail_signature|moz-signature|outlook-mobile-signature|[\"'=](?:x_)*signature[\"'\s>]", re.IGNORECASE
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
MAX_DEPTH = 30


class _Page:
    """The lines written so far; `depth` is how deep in quotations we are."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.current: list[str] = []
        self.depth = 0
        self.quotes: list[bool] = []
        self.preformatted = 0

    def write(self, text: str) -> None:
        """Add running text; outside `pre` any white space is one blank."""
        if self.preformatted:
            first, *others = text.replace("\r\n", "\n").split("\n")
            self.current.append(first)
            for line in others:
                self.end_line(keep_blank=True)
                self.current.append(line)
            return
        text = _SPACE.sub(" ", text)
        if text == " " and (not self.current or self.current[-1].endswith(" ")):
            return
        self.current.append(text.lstrip() if not self.current else text)

    def end_line(self, *, keep_blank: bool = False) -> None:
        """Finish the line, if there is one."""
        line = html.unescape("".join(self.current)).replace("\xa0", " ").rstrip()
        if not self.preformatted:
            line = line.lstrip()
        self.current.clear()
        if line or keep_blank:
            self.lines.append("> " * self.depth + line if self.depth else line)

    def gap(self) -> None:
        """Finish the line and leave one blank line."""
        self.end_line()
        if self.lines and self.lines[-1].strip("> "):
            self.lines.append(("> " * self.depth).rstrip())


def html_to_text(source: str) -> str:
    """The text of an HTML mail as plain lines."""
    page, position, length = _Page(), 0, len(source)
    missing: set[str] = set()
    while position < length:
        opening = source.find("<", position)
        if opening < 0:
            page.write(source[position:])
            break
        if opening > position:
            page.write(source[position:opening])
        position = _markup(page, source, opening, missing)
    page.end_line()
    return "\n".join(page.lines).strip("\n")


def _markup(page: _Page, source: str, opening: int, missing: set[str]) -> int:
    """Deal with what begins at `<`; give the position after it."""
    tag = _TAG.match(source, opening)
    if tag is None:
        page.write("<")
        return opening + 1
    name = tag[1].lower()
    if name == "!":
        return _after(source, "-->", opening, missing, tag.end()) if source.startswith("<!--", opening) else tag.end()
    if name in _HIDDEN:
        closing = _after(source, f"</{name}", tag.end(), missing, tag.end())
        return closing if closing == tag.end() else source.find(">", closing) + 1 or len(source)
    if name[0] == "/":
        _close(page, name[1:])
    elif name != "?":
        _open(page, name, tag[2])
    return tag.end()


def _after(source: str, mark: str, start: int, missing: set[str], otherwise: int) -> int:
    """The position after the next `mark`; a mark that is not there is looked for only once."""
    if mark in missing:
        return otherwise
    found = source.find(mark, start)
    if found < 0:
        found = source.find(mark.upper(), start)
    if found < 0:
        missing.add(mark)
        return otherwise
    return found + len(mark)


def _open(page: _Page, name: str, attributes: str) -> None:
    if name == "br":
        page.end_line(keep_blank=True)
    elif name == "blockquote":
        page.gap()
        quoted = _NO_QUOTE.search(attributes) is None and page.depth < MAX_DEPTH
        page.quotes.append(quoted)
        page.depth += quoted
    elif name in _PARAGRAPHS:
        page.gap()
    elif name in _BLOCKS:
        page.end_line()
        if name == "li":
            page.current.append("- ")
        elif name == "hr":
            page.current.append("________________________________")
            page.end_line()
    elif name == "pre":
        page.end_line()
        page.preformatted += 1
    elif name in _CELLS and page.current:
        page.current.append(" ")
    if attributes and name in ("div", "span", "pre", "table", "p", "font") and _SIGNATURE.search(attributes):
        page.end_line()
        page.current.append("-- ")
        page.lines.append("> " * page.depth + "-- ")
        page.current.clear()


def _close(page: _Page, name: str) -> None:
    if name == "blockquote":
        page.end_line()
        if page.quotes:
            page.depth -= page.quotes.pop()
        page.gap()
    elif name in _PARAGRAPHS:
        page.gap()
    elif name in _BLOCKS:
        page.end_line()
    elif name == "pre" and page.preformatted:
        page.end_line()
        page.preformatted -= 1
