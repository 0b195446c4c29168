"""Compiled regular expressions, kept from one build to the next: to compile the 650 of the portal takes 0.4 s.

Python compiles a pattern in two steps: its own code turns the text into a list of numbers, and C makes an object of those.
The numbers are kept. C checks them, so that a damaged file raises an error and crashes nothing.
"""

from __future__ import annotations

import hashlib
import importlib
import marshal
import os
import re
import sys
from pathlib import Path
from typing import Any


class Patterns:
    """Patterns in a file.

    Args:
        path: the file; it need not be there.
        version: of our code; patterns kept by another version are thrown away.
    """

    def __init__(self, path: Path, version: str) -> None:
        self._path = path
        self._made_by = f"{sys.version} {version}\n".encode()
        self._compiler: Any = importlib.import_module("re._compiler")
        self._known: dict[tuple[str | bytes, int], Any] = self._read()
        self._grown = False

    def _read(self) -> Any:
        try:
            data = self._path.read_bytes()
        except OSError:
            return {}
        start = len(self._made_by)
        digest, content = data[start : start + 16], data[start + 16 :]
        if not data.startswith(self._made_by) or digest != hashlib.blake2b(content, digest_size=16).digest():
            return {}
        return marshal.loads(content)

    def use(self) -> None:
        """From now on patterns of this process, and of those forked from it, are looked up first."""
        self._compiler.compile = self._compile

    def _compile(self, pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        found = self._known.get((pattern, flags))
        if found is None:
            found = self._known[pattern, flags] = self._numbers(pattern, flags)
            self._grown = True
        made: re.Pattern[Any] = self._compiler._sre.compile(pattern, *found)
        return made

    def _numbers(self, pattern: str | bytes, flags: int) -> tuple[Any, ...]:
        """What C makes a pattern of; as ``re._compiler.compile`` does it."""
        parsed = self._compiler._parser.parse(pattern, flags)
        code = self._compiler._code(parsed, flags)
        state = parsed.state
        names: list[str | None] = [None] * state.groups
        for name, index in state.groupdict.items():
            names[index] = name
        return int(flags | state.flags), list(map(int, code)), state.groups - 1, dict(state.groupdict), tuple(names)

    def keep(self) -> None:
        """Write the file, if there is something new."""
        if self._grown:
            content = marshal.dumps(self._known)
            temporary = self._path.with_suffix(f".{os.getpid()}")
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(self._made_by + hashlib.blake2b(content, digest_size=16).digest() + content)
            temporary.replace(self._path)
            self._grown = False
