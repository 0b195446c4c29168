"""Run the search server: the socket, the worker processes, the words on the terminal."""

from __future__ import annotations

import json
import os
import socket
from dataclasses import asdict

from portal.errors import PortalError
from portal.search.server import ENVIRONMENT, Options, application

#: Seconds that requests under way are given when the server is told to stop.
GRACE = 5


def serve(options: Options, host: str, port: int, workers: int) -> int:
    """Serve until interrupted.

    Args:
        options: what is served.
        host: address to listen on.
        port: 0 for any free one.
        workers: processes; with Whoosh only one, which writes the index.

    Raises:
        PortalError: no index, no free port, or a library is missing.
    """
    try:
        import uvicorn
        from uvicorn.supervisors import Multiprocess
    except ImportError as error:
        raise PortalError("检索服务需要 starlette 和 uvicorn：请运行 make install，或 pip install 'dangjian-portal[server]'") from error
    if options.engine == "whoosh" and workers > 1:
        raise PortalError("--engine whoosh 只能用一个进程：去掉 --workers，或改用 --engine python")
    app = application(options)  # tells at once where there is no index
    os.environ[ENVIRONMENT] = json.dumps(asdict(options))
    config = uvicorn.Config(
        app if workers == 1 else "portal.search.server:application",
        factory=workers > 1,
        workers=workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    try:
        listening = socket.create_server((host, port))
    except OSError as error:
        raise PortalError(f"{host} 的端口 {port} 用不了（{error.strerror}）。怎么改：换一个端口，如 --port {port + 1}") from error
    address = f"http://{host}:{listening.getsockname()[1]}"
    print(f"检索服务在 {address}/search/ ，接口说明在 {address}/api/ ，按 Ctrl+C 结束。", flush=True)
    try:
        if workers > 1:
            Multiprocess(config, sockets=[listening]).run()
        else:
            uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        print("\n已停止。")
    finally:
        listening.close()
    return 0
