"""Load on ``portal search-server`` over loopback, by wrk."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

#: Seconds of each run, connections and worker processes.
SECONDS, CONNECTIONS, WORKERS = 10, 16, 2
#: Each thread of wrk asks the queries in turn; with {new} every one has a number, so that no answer is kept.
SCRIPT = """
local paths = {%s}
local count = 0
request = function()
  count = count + 1
  local path = paths[count %% #paths + 1]
  if %s then path = path .. "%%20" .. (count * 7919) end
  return wrk.format("GET", path)
end
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("RESULT {\\"requests\\": %%d, \\"seconds\\": %%f, \\"failed\\": %%d, \\"p50\\": %%f, \\"p99\\": %%f}\\n",
    summary.requests, summary.duration / 1e6, errors.status + errors.read + errors.write + errors.timeout + errors.connect,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
"""


def _run(address: str, queries: Sequence[str], new: bool) -> dict[str, float]:
    paths = ",".join(json.dumps(f"/api/search?q={quote(query)}") for query in queries)
    with tempfile.NamedTemporaryFile("w", suffix=".lua", encoding="utf-8") as script:
        script.write(SCRIPT % (paths, "true" if new else "false"))
        script.flush()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--timeout", "10s", "-s", script.name, address]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = re.search(r"RESULT (.*)", done.stdout)
    assert found, done.stdout
    result: dict[str, float] = json.loads(found[1])
    return result


def figures(output: Path, queries: Sequence[str]) -> dict[str, float]:
    """Answers a second and milliseconds of each, for queries asked before and for new ones."""
    if not shutil.which("wrk"):
        print("load: skipped, no wrk (Debian's package wrk)")
        return {}
    command = [sys.executable, "-m", "portal", "search-server", "--output", str(output), "--port", "0",
               "--workers", str(WORKERS), "--seconds", "10"]  # fmt: skip
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    result: dict[str, float] = {}
    try:
        address = server.stdout.readline().split()[1].removesuffix("search/")
        for name, new in (("kept", False), ("new", True)):
            _run(address, queries, new)  # warm
            found = _run(address, queries, new)
            result |= {
                f"server.{name}.per_second": found["requests"] / found["seconds"],
                f"server.{name}.ms.p50": found["p50"],
                f"server.{name}.ms.p99": found["p99"],
                f"server.{name}.failed": found["failed"],
            }
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)
    return result
