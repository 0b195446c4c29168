"""Compiled templates, kept from one build to the next: to compile the theme takes half a second."""

from __future__ import annotations

import marshal
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import BytecodeCache


def compiled_in(folder: Path) -> BytecodeCache:
    """Compiled templates in a folder; what other versions of Python and Jinja left there is not read.

    Args:
        folder: its name tells of the options of Jinja's environment.
    """
    import jinja2
    from jinja2.bccache import Bucket

    made_by = f"{sys.version} {jinja2.__version__}\n".encode()

    class Compiled(jinja2.BytecodeCache):
        def load_bytecode(self, bucket: Bucket) -> None:
            try:
                data = (folder / bucket.key).read_bytes()
                opening = made_by + bucket.checksum.encode()
                if data.startswith(opening):
                    bucket.code = marshal.loads(data[len(opening) :])
            except (OSError, ValueError, EOFError, TypeError):  # none, or damaged: compiled anew
                bucket.reset()

        def dump_bytecode(self, bucket: Bucket) -> None:
            folder.mkdir(parents=True, exist_ok=True)
            temporary = folder / f"{bucket.key}.{os.getpid()}"
            temporary.write_bytes(made_by + bucket.checksum.encode() + marshal.dumps(bucket.code))
            temporary.replace(folder / bucket.key)

    return Compiled()
