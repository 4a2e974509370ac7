"""Writes small OLE compound files with the properties of an Outlook message, for tests."""

import struct
from collections.abc import Mapping

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
Value = str | bytes | int | bool
STRING, BINARY, INTEGER, TIME = 0x001F, 0x0102, 0x0003, 0x0040


def storage(properties: Mapping[tuple[int, int], Value], header: bytes) -> dict[str, bytes]:
    """The streams of one storage: a table of properties and one stream for each long value."""
    table, streams = header, {}
    for (number, kind), value in properties.items():
        if kind in (STRING, BINARY):
            data = value.encode("utf-16-le") if isinstance(value, str) else bytes(value)
            streams[f"__substg1.0_{number:04X}{kind:04X}"] = data
            inline = struct.pack("<II", len(data) + (2 if kind == STRING else 0), 0)
        else:
            inline = struct.pack("<Q", int(value))
        table += struct.pack("<HHI", kind, number, 6) + inline
    return {"__properties_version1.0": table, **streams}


def message(
    properties: Mapping[tuple[int, int], Value], recipients: tuple[Mapping[tuple[int, int], Value], ...] = ()
) -> bytes:
    """A .msg file with these properties of the message and of its recipients."""
    top = storage(properties, struct.pack("<8xIIII8x", len(recipients), 0, len(recipients), 0))
    folders = {f"__recip_version1.0_#{index:08X}": storage(values, bytes(8)) for index, values in enumerate(recipients)}
    return _compound(top, folders)


def _compound(top: Mapping[str, bytes], folders: Mapping[str, Mapping[str, bytes]]) -> bytes:
    """Every stream lies in the mini stream, so each must be smaller than 4,096 bytes."""
    entries: list[tuple[str, int, bytes]] = [("Root Entry", 5, b"")]
    children: dict[int, list[int]] = {0: []}
    for name, data in top.items():
        children[0].append(len(entries))
        entries.append((name, 2, data))
    for folder, streams in folders.items():
        parent = len(entries)
        children[0].append(parent)
        children[parent] = []
        entries.append((folder, 1, b""))
        for name, data in streams.items():
            children[parent].append(len(entries))
            entries.append((name, 2, data))
    mini, mini_chain, starts = _mini_stream([data for _, _, data in entries])
    container, directory_sectors = _sectors(mini), -(-len(entries) // 4)
    mini_table = b"".join(struct.pack("<I", value) for value in mini_chain)
    mini_table = mini_table.ljust(_sectors(mini_table) * SECTOR, b"\xff")
    directory_at = container
    mini_table_at = directory_at + directory_sectors
    fat_at = mini_table_at + _sectors(mini_table)
    starts[0] = 0 if mini else END
    directory = b"".join(
        _entry(
            name,
            kind,
            starts[index],
            len(data) if index else len(mini),
            children.get(index, []),
            _sibling(children, index),
        )
        for index, (name, kind, data) in enumerate(entries)
    ).ljust(directory_sectors * SECTOR, b"\x00")
    chain = [
        *_chain(0, container),
        *_chain(directory_at, directory_sectors),
        *_chain(mini_table_at, _sectors(mini_table)),
        FAT,
    ]
    table = b"".join(struct.pack("<I", value) for value in chain).ljust(SECTOR, b"\xff")
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, directory_at, 0, 4096, mini_table_at, _sectors(mini_table), END, 0, fat_at,
    )  # fmt: skip
    return header.ljust(SECTOR, b"\xff") + mini.ljust(container * SECTOR, b"\x00") + directory + mini_table + table


def _mini_stream(contents: list[bytes]) -> tuple[bytes, list[int], list[int]]:
    """The container of all streams, the chain of its pieces of 64 bytes, and where each stream begins."""
    mini, chain, starts = b"", list[int](), list[int]()
    for data in contents:
        count = -(-len(data) // 64)
        starts.append(len(chain) if count else END)
        chain += _chain(len(chain), count)
        mini += data.ljust(count * 64, b"\x00")
    return mini, chain, starts


def _chain(start: int, count: int) -> list[int]:
    return [*range(start + 1, start + count), END] if count else []


def _sectors(data: bytes) -> int:
    return -(-len(data) // SECTOR)


def _sibling(children: Mapping[int, list[int]], index: int) -> int:
    for siblings in children.values():
        if index in siblings:
            place = siblings.index(index) + 1
            return siblings[place] if place < len(siblings) else FREE
    return FREE


def _entry(name: str, kind: int, start: int, size: int, children: list[int], sibling: int) -> bytes:
    encoded = name.encode("utf-16-le")
    first = children[0] if children else FREE
    return struct.pack(
        "<64sHBBIII16xI8x8xIII", encoded, len(encoded) + 2, kind, 1, FREE, sibling, first, 0, start, size, 0
    )
