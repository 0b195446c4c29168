"""Make simplified.txt and the browser's copy of it from OpenCC's TSCharacters.txt.

usage: python make_simplified.py TSCharacters.txt [fold-table.js]
"""

from __future__ import annotations

import base64
import sys
import unicodedata
import zlib
from pathlib import Path

HEADER = "# Traditional character and simplified one, pair by pair; made by make_simplified.py, see README.md.\n"
JS_HEADER = """// Traditional to simplified characters, from OpenCC (Apache-2.0); made by plugins/portal/text/data/make_simplified.py.
// Deflated: the number of pairs, keys as varint steps, then values in UTF-16LE.
"""


def pairs_of(text: str) -> dict[str, str]:
    """The first reading of each character, followed until it changes no more."""
    table: dict[str, str] = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        key, readings = line.split("\t")
        value = readings.split(" ")[0]
        if key != value and len(key) == len(value) == 1 and unicodedata.normalize("NFKC", key) == key:
            table[key] = value
    for key, value in table.items():
        seen = {key}
        while value in table and value not in seen:
            seen.add(value)
            value = table[value]
        table[key] = unicodedata.normalize("NFKC", value)
    return {key: table[key] for key in sorted(table) if table[key] != key}


def varint(value: int) -> bytes:
    """Seven bits a byte, lowest first, the top bit set on all but the last."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def packed(table: dict[str, str]) -> str:
    """The table as base64 of a raw deflate stream."""
    steps, previous = [], 0
    for key in table:
        steps.append(varint(ord(key) - previous))
        previous = ord(key)
    raw = varint(len(table)) + b"".join(steps) + "".join(table.values()).encode("utf-16-le")
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.b64encode(compressor.compress(raw) + compressor.flush()).decode()


def main(source: str, module: str | None = None) -> None:
    """Write simplified.txt beside this file and, where asked, the browser's module."""
    table = pairs_of(Path(source).read_text(encoding="utf-8"))
    text = "".join(key + value for key, value in table.items())
    lines = [text[i : i + 80] for i in range(0, len(text), 80)]
    Path(__file__).with_name("simplified.txt").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    if module:
        Path(module).write_text(f'{JS_HEADER}export default "{packed(table)}";\n', encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:3])
