"""Account statements as camt.053, in the old version (001.02) and the one German banks deliver since November 2025 (001.08)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape

from cleanbreak.examples.plan import Movement

NEW_VERSION_FROM = date(2025, 11, 1)
DEBTOR, CREDITOR = ("Dbtr", "DbtrAcct"), ("Cdtr", "CdtrAcct")


def major(cents: int) -> str:
    """Return cents as an unsigned decimal."""
    return f"{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _side(cents: int) -> str:
    return "CRDT" if cents >= 0 else "DBIT"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement to be written; `entries` are groups of movements, several in a group being a batch."""

    number: str
    iban: str
    currency: str
    on: date
    opening: int
    entries: list[list[Movement]]


class Statements:
    """Writes statements one after the other into a file; memory does not grow with it."""

    def __init__(self, stream: IO[str], on: date) -> None:
        self._stream = stream
        self._new = on > NEW_VERSION_FROM
        version = "001.08" if self._new else "001.02"
        stream.write(
            f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.{version}">\n'
            f"<BkToCstmrStmt>\n<GrpHdr><MsgId>053D{on:%Y%m%d}</MsgId><CreDtTm>{on}T21:00:00</CreDtTm></GrpHdr>\n"
        )

    def add(self, statement: Statement) -> int:
        """Write a statement and return its closing balance."""
        opening, currency, number = statement.opening, statement.currency, statement.number
        closing = opening + sum(m.cents for group in statement.entries for m in group)
        write = self._stream.write
        write(
            f"<Stmt><Id>{number}</Id><ElctrncSeqNb>{number[-3:]}</ElctrncSeqNb><CreDtTm>{statement.on}T21:00:00</CreDtTm>\n"
        )
        write(
            f"<Acct><Id><IBAN>{statement.iban}</IBAN></Id><Ccy>{currency}</Ccy><Ownr><Nm>Clara Brandt</Nm></Ownr></Acct>\n"
        )
        for code, cents, day in (
            ("OPBD", opening, statement.on.replace(day=1)),
            ("CLBD", closing, statement.on),
        ):
            write(
                f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="{currency}">{major(cents)}</Amt>'
                f"<CdtDbtInd>{_side(cents)}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>\n"
            )
        for n, group in enumerate(statement.entries, 1):
            write(self._entry(group, f"{number}/{n:04d}"))
        write("</Stmt>\n")
        return closing

    def _entry(self, group: Sequence[Movement], reference: str) -> str:
        first, total = group[0], sum(m.cents for m in group)
        status = "<Sts><Cd>BOOK</Cd></Sts>" if self._new else "<Sts>BOOK</Sts>"
        details = "".join(self._details(m, len(group) > 1) for m in group)
        batch = f"<Btch><NbOfTxs>{len(group)}</NbOfTxs></Btch>" if len(group) > 1 else ""
        return (
            f'<Ntry><Amt Ccy="{first.currency}">{major(total)}</Amt><CdtDbtInd>{_side(total)}</CdtDbtInd>{status}'
            f"<BookgDt><Dt>{first.on}</Dt></BookgDt><ValDt><Dt>{first.on}</Dt></ValDt><AcctSvcrRef>{reference}</AcctSvcrRef>\n"
            f"<NtryDtls>{batch}{details}</NtryDtls></Ntry>\n"
        )

    def _details(self, movement: Movement, in_batch: bool) -> str:
        party, account = DEBTOR if movement.cents >= 0 else CREDITOR
        name = f"<Nm>{escape(movement.name)}</Nm>"
        name = f"<Pty>{name}</Pty>" if self._new else name
        amount = f'<Amt Ccy="{movement.currency}">{major(movement.cents)}</Amt><CdtDbtInd>{_side(movement.cents)}</CdtDbtInd>'
        if not self._new:
            inner = f'<AmtDtls><TxAmt><Amt Ccy="{movement.currency}">{major(movement.cents)}</Amt></TxAmt></AmtDtls>'
            amount = inner if in_batch else ""
        return (
            f"<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>{amount}<RltdPties><{party}>{name}</{party}>"
            f"<{account}><Id><IBAN>{movement.iban}</IBAN></Id></{account}></RltdPties>"
            f"<RmtInf>{_purpose(movement.purpose)}</RmtInf></TxDtls>"
        )

    def finish(self) -> None:
        """Close the document."""
        self._stream.write("</BkToCstmrStmt>\n</Document>\n")


def _purpose(text: str) -> str:
    """Return the purpose; a long one in two pieces, cut between words."""
    if len(text) <= 35:
        return f"<Ustrd>{escape(text)}</Ustrd>"
    cut = text.rfind(" ", 0, 35) + 1 or 35
    return f"<Ustrd>{escape(text[:cut])}</Ustrd><Ustrd>{escape(text[cut:])}</Ustrd>"


def batches(movements: Sequence[Movement], days: frozenset[date]) -> list[list[Movement]]:
    """Group movements into entries: clients' payments of the named days share one, everything else stands alone."""
    groups: list[list[Movement]] = []
    for movement in movements:
        joins = movement.on in days and movement.receipt is not None and movement.cents > 0
        for group in groups if joins else ():
            if group[0].on == movement.on and group[0].receipt is not None and group[0].cents > 0:
                group.append(movement)
                break
        else:
            groups.append([movement])
    return groups


def write_statements(path: Path, found: Sequence[Statement], on: date) -> None:
    """Write statements into one file."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        statements = Statements(stream, on)
        for statement in found:
            statements.add(statement)
        statements.finish()
