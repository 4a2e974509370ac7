"""A document ready to be set: its blocks and everything that stands around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from cleanbreak.cases.facts import Address, CaseFacts, Language
from cleanbreak.documents.kinds.document import Document, Frame
from cleanbreak.documents.kinds.fields import salutation
from cleanbreak.documents.layout.markup import Block, Heading, Line, Mark, Paragraph, Run, plain
from cleanbreak.documents.templates.filling import one_line
from cleanbreak.documents.templates.speech import Speech


@dataclass(frozen=True, slots=True)
class Sheet:
    """Title, blocks and frame. `tag` stands above what is for the user alone; `footer` on every page."""

    frame: Frame
    language: Language
    region: str
    title: str
    blocks: tuple[Block, ...]
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    info: tuple[tuple[str, str], ...]
    greeting: str
    closing: str
    signer: tuple[str, ...]
    signatures: tuple[tuple[str, str], ...]
    footer: tuple[str, ...]
    page_words: tuple[str, str]
    tag: str
    today: date
    heading_line: str
    by_hand: bool
    date_words: tuple[str, str]
    letter_form: Literal["A", "B"]
    paper: Literal["a4", "us-letter"]


def sheet_of(document: Document, facts: CaseFacts, language: Language, blocks: Sequence[Block]) -> Sheet:
    """Return the document with its frame; the first heading becomes title or subject."""
    speech = Speech(language, facts.agreement.jurisdiction)
    title, rest = _titled(document, blocks)
    swiss = language == "de" and speech.region == "CH"
    return Sheet(
        frame=document.frame,
        language=language,
        region=str(speech.locale.territory),
        title=title,
        blocks=_capital_after_greeting(rest) if swiss else rest,
        sender=_sender(facts.ours),
        recipient=_recipient(facts.client),
        info=_info(facts, speech),
        greeting=one_line(salutation(facts, language)) + _after_greeting(speech),
        closing=_closing(facts, speech),
        signer=_signer(facts.ours),
        signatures=(
            (one_line(facts.ours.name), speech.word("provider")),
            (one_line(facts.client.name), speech.word("client")),
        ),
        footer=_footer(facts, speech),
        page_words=(speech.word("page"), speech.word("of_pages")),
        tag=speech.word("only_for_you") if document.audience == "user" else "",
        today=facts.today,
        heading_line=_heading_line(facts, speech),
        by_hand=facts.agreement.form_required == "written_by_law",
        date_words=(speech.word("place_and_date"), speech.word("signature")),
        letter_form=facts.letter_form,
        paper="us-letter" if facts.agreement.jurisdiction == "US" else "a4",
    )


def _titled(document: Document, blocks: Sequence[Block]) -> tuple[str, tuple[Block, ...]]:
    for number, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level == 1:
            return plain(block.line), (*blocks[:number], *blocks[number + 1 :])
    return document.name, tuple(blocks)


def _capital_after_greeting(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks as Switzerland writes them: no comma after the greeting, so a capital after it."""
    found = list(blocks)
    for number, block in enumerate(found[1:], start=1):
        before = found[number - 1]
        if isinstance(before, Mark) and before.name == "greeting" and isinstance(block, Paragraph) and block.line:
            first = block.line[0]
            line: Line = (Run(first.text[:1].upper() + first.text[1:], first.bold), *block.line[1:])
            found[number] = Paragraph(line, block.quoted)
    return tuple(found)


def _after_greeting(speech: Speech) -> str:
    if speech.region == "CH" and speech.language == "de":
        return ""
    return ":" if speech.region == "US" and speech.language == "en" else ","


def _closing(facts: CaseFacts, speech: Speech) -> str:
    """Return the words before the signature; British letters to nobody by name end faithfully."""
    nameless = salutation(facts, speech.language) == "Dear Sir or Madam"
    manner = "nameless" if nameless else facts.form_of_address
    return speech.word(f"closing_{manner}") + ("," if speech.language == "en" else "")


def _sender(ours: Address) -> tuple[str, ...]:
    return tuple(one_line(line) for line in (ours.name, *ours.lines) if line.strip())


def _recipient(client: Address) -> tuple[str, ...]:
    contact = (client.contact,) if client.contact and client.contact != client.name else ()
    return tuple(one_line(line) for line in (client.name, *contact, *client.lines) if line.strip())


def _signer(ours: Address) -> tuple[str, ...]:
    names = (ours.contact, ours.name) if ours.contact and ours.contact != ours.name else (ours.name,)
    return tuple(one_line(name) for name in names)


def _info(facts: CaseFacts, speech: Speech) -> tuple[tuple[str, str], ...]:
    ours = facts.ours
    rows = (
        (speech.word("our_reference"), facts.number),
        (speech.word("your_contract"), facts.agreement.number),
        (speech.word("contact_person"), ours.contact),
        (speech.word("phone"), ours.phone),
        (speech.word("email"), ours.email),
        (speech.word("date"), speech.day(facts.today)),
    )
    return tuple(
        (label, value if label == speech.word("date") else one_line(value)) for label, value in rows if value.strip()
    )


def _footer(facts: CaseFacts, speech: Speech) -> tuple[str, ...]:
    ours = facts.ours
    first = " · ".join(one_line(part) for part in (*_sender(ours), _vat_id(ours, speech)) if part)
    if not facts.timeline_head:
        return (first,)
    count = speech.word("timeline_entry" if facts.timeline_length == 1 else "timeline_entries")
    return (first, f"{speech.word('timeline')}: {facts.timeline_length} {count}, {one_line(facts.timeline_head)}")


def _vat_id(ours: Address, speech: Speech) -> str:
    return f"{speech.word('vat_id')} {ours.vat_id}" if ours.vat_id else ""


def _heading_line(facts: CaseFacts, speech: Speech) -> str:
    """Return who, whom and when, for what has no address field."""
    return " · ".join(
        (one_line(facts.ours.name), one_line(facts.client.name), one_line(facts.number), speech.day(facts.today))
    )
