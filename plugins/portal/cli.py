"""``portal …``: each verb reads its options and calls one module."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from pathlib import Path

from portal import __version__
from portal.errors import PortalError


class _Parser(argparse.ArgumentParser):
    """argparse speaking Chinese where people read it."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(2, f"命令写法不对：{message}\n怎么改：运行 {self.prog} --help 看用法。\n")


def build(options: argparse.Namespace) -> int:
    """``portal build``."""
    from portal.building.command import Options, parse_override
    from portal.building.command import build as run

    overrides = dict(parse_override(text) for text in options.set)
    chosen = Options(options.settings, options.content, options.output, options.fresh, options.jobs, overrides)
    outcome = run(chosen)
    if options.json:
        print(json.dumps(outcome.report, ensure_ascii=False))
    else:
        print("\n".join(outcome.lines))
    return outcome.exit_code


def new(options: argparse.Namespace) -> int:
    """``portal new``."""
    from portal.editing.new import create

    path = create(options.title, options.column, options.content)
    print(f"已新建 {path}，请打开它写正文。")
    return 0


def figures(options: argparse.Namespace) -> int:
    """``portal figures``."""
    if options.review:
        from portal.indicators.review import lines, review_file

        reviews = [review_file(path) for path in options.files]
        problems = [problem for review in reviews for problem in review.problems]
        if options.json:
            print(json.dumps([review.to_json() for review in reviews], ensure_ascii=False))
        else:
            print("\n\n".join("\n".join(lines(review)) for review in reviews))
    elif options.out:
        from portal.indicators.predict import predict_files

        problems = predict_files(options.files, options.out)
    else:
        raise PortalError("没有说结果写到哪里。怎么改：加上 --out 目录，或用 --review 在屏幕上核对。")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if any(problem.fatal for problem in problems) else 0


def search(options: argparse.Namespace) -> int:
    """``portal search``."""
    from portal.search.command import main as run

    return run(options)


def serve(options: argparse.Namespace) -> int:
    """``portal serve``."""
    from portal.building.command import Options
    from portal.editing.serve import serve as run

    port = options.port or os.environ.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise PortalError(f"端口 {port!r} 不对。怎么改：写 1 到 65535 之间的数，如 --port 8000。")
    return run(Options(options.settings, options.content, options.output), int(port))


def _folders(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--settings", type=Path, default=Path("pelicanconf.py"), help="设置文件")
    parser.add_argument("--content", type=Path, help="文章所在目录，默认是设置文件里的 PATH")
    parser.add_argument("--output", type=Path, help="网站输出目录，默认是设置文件旁的 output")


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = _Parser(prog="portal", description="党建门户静态网站生成器")
    top.add_argument("--version", action="version", version=f"portal {__version__}")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="命令", parser_class=_Parser)

    verb = verbs.add_parser("build", help="生成网站")
    _folders(verb)
    verb.add_argument("--fresh", action="store_true", help="不用以前的结果，全部重做")
    verb.add_argument("--jobs", type=int, help="同时工作的进程数")
    verb.add_argument("--set", action="append", default=[], metavar="KEY=JSON", help="改一项设置，可以写多次")
    verb.add_argument("--json", action="store_true", help="用 JSON 输出结果")
    verb.set_defaults(run=build)

    verb = verbs.add_parser("serve", help="在本机预览，改了就自动重新生成")
    _folders(verb)
    verb.add_argument("--port", help="端口，默认取环境变量 PORT，没有就用 8000")
    verb.set_defaults(run=serve)

    verb = verbs.add_parser("new", help="新建一篇文章")
    verb.add_argument("title", help="标题")
    verb.add_argument("--column", required=True, help="栏目代码")
    verb.add_argument("--content", type=Path, default=Path("content"), help="文章所在目录")
    verb.set_defaults(run=new)

    verb = verbs.add_parser("figures", help="从文章里提取指标数据")
    verb.add_argument("files", nargs="+", type=Path, help="文本或 Markdown 文件")
    verb.add_argument("--out", type=Path, help="结果目录，每个文件一个 .json")
    verb.add_argument("--review", action="store_true", help="在屏幕上逐句核对，给出可以贴进文章的几行")
    verb.add_argument("--json", action="store_true", help="与 --review 一起用，用 JSON 输出")
    verb.set_defaults(run=figures)

    verb = verbs.add_parser("search", help="在生成好的网站里检索")
    verb.add_argument("query", nargs="*", help="检索词")
    verb.add_argument("--output", type=Path, default=Path("output"), help="生成好的网站")
    verb.add_argument("--engine", choices=("browser", "whoosh", "python"), default=None, help="用哪一种引擎")
    verb.add_argument("--queries", type=Path, help='每行一个 {"qid","query"} 的 JSON Lines 文件')
    verb.add_argument("--limit", type=int, default=10, help="最多显示几条")
    verb.add_argument("--json", action="store_true", help="用 JSON 输出结果")
    verb.set_defaults(run=search)
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code; errors are told in Chinese, without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except PortalError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 0
    except OSError as error:
        print(
            f"读写文件出错：{error.filename or ''} {error.strerror or error}。怎么改：检查磁盘空间和文件权限。",
            file=sys.stderr,
        )
        return 1
    except Exception as error:
        return _unexpected(error)


def _unexpected(error: Exception) -> int:
    """A fault of ours: kept for the technicians, one line for the person at the terminal."""
    import traceback

    log = Path("portal-error.log").absolute()
    log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    print(f"程序内部出错（{type(error).__name__}）。请把 {log} 交给技术人员。", file=sys.stderr)
    return 1
