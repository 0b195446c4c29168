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
    chosen = Options(options.settings, options.content, options.output, options.fresh, options.jobs, overrides, options.profile, options.verify)
    outcome = run(chosen)
    if options.json:
        print(json.dumps(outcome.report, ensure_ascii=False))
    else:
        print("\n".join(outcome.lines))
    return outcome.exit_code


def new(options: argparse.Namespace) -> int:
    """``portal new``."""
    from portal.editing.new import create

    path = create(options.title, options.column, options.content, case=options.case, series=options.series)
    print(f"已新建 {path}，请打开它写正文。")
    return 0


def check(options: argparse.Namespace) -> int:
    """``portal check``."""
    from portal.building.command import Options
    from portal.editing.check import run

    return run(Options(options.settings, options.content, options.output), options.files, options.fix, options.json)


def review(options: argparse.Namespace) -> int:
    """``portal review``."""
    from portal.editing.review import review as run

    print(run(options.file, options.state, options.by, options.note, options.content))
    return 0


def wechat(options: argparse.Namespace) -> int:
    """``portal wechat``."""
    from portal.building.driver import load
    from portal.publishing.wechat_command import run
    from portal.settings import load as read

    driver = load(options.settings, {"PATH": str(options.content.absolute())} if options.content else {})
    print("\n".join(run(options.file, Path(driver.path), read(driver.settings), options.out)))
    return 0


def pdf(options: argparse.Namespace) -> int:
    """``portal pdf``."""
    from portal.building.command import Options
    from portal.editing.paper import pdf as run

    path = run(Options(options.settings, options.content, options.output), options.file, options.out)
    print(f"已写好 {path}。")
    return 0


def import_(options: argparse.Namespace) -> int:
    """``portal import``."""
    from portal.importing.command import run

    return run(options.files, options.into, options.column, options.json)


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


def search_server(options: argparse.Namespace) -> int:
    """``portal search-server``."""
    from portal.search.server import Options
    from portal.search.serving import serve as run

    if options.workers < 1 or not 0 <= options.port < 65536 or options.seconds <= 0:
        raise PortalError("--workers 要是 1 以上的整数，--port 是 0 到 65535，--seconds 大于 0")
    chosen = Options(str(options.output.absolute()), options.engine, options.seconds, options.url)
    return run(chosen, options.host, options.port, options.workers)


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


def _writing(verbs: argparse._SubParsersAction) -> None:
    """The verbs for those who write."""
    verb = verbs.add_parser("new", help="新建一篇文章")
    verb.add_argument("title", help="标题")
    verb.add_argument("--column", default="", help="栏目代码或名称；案例可以不写，放进案例库")
    verb.add_argument("--case", action="store_true", help="写案例：带案例信息和四个部分的小标题")
    verb.add_argument("--series", default="", metavar="KEY", help="系列报道的代码或名称")
    verb.add_argument("--content", type=Path, default=Path("content"), help="文章所在目录")
    verb.set_defaults(run=new)

    verb = verbs.add_parser("check", help="检查文章，逐条说明哪里不对、怎么改，不生成网页")
    verb.add_argument("files", nargs="*", type=Path, help="只看这些文件或文件夹，不写就看全部")
    _folders(verb)
    verb.add_argument("--fix", action="store_true", help="先把稳妥的改好：编号、栏目、冒号、引号、编码等，不动正文的文字")
    verb.add_argument("--json", action="store_true", help="用 JSON 输出结果")
    verb.set_defaults(run=check)

    verb = verbs.add_parser("review", help="审核：把文章转到下一个环节，记下是谁、什么时候")
    verb.add_argument("file", type=Path, help="文章的 .md 文件")
    verb.add_argument("state", help="初审、终审、发布、撤回，或退回 草稿")
    verb.add_argument("--by", required=True, metavar="姓名", help="经办人")
    verb.add_argument("--note", default="", help="审核意见")
    verb.add_argument("--content", type=Path, default=Path("content"), help="文章所在目录")
    verb.set_defaults(run=review)

    verb = verbs.add_parser("wechat", help="把一篇文章变成能粘贴进公众号编辑器的样子")
    verb.add_argument("file", type=Path, help="文章的 .md 文件")
    verb.add_argument("--out", type=Path, help="写到哪个文件，默认是当前目录的 编号.wechat.html；- 只打印正文")
    verb.add_argument("--settings", type=Path, default=Path("pelicanconf.py"), help="设置文件")
    verb.add_argument("--content", type=Path, help="文章所在目录，默认是设置文件里的 PATH")
    verb.set_defaults(run=wechat)

    verb = verbs.add_parser("pdf", help="把一篇文章按公文版式打印成 PDF，要用 Chromium")
    verb.add_argument("file", type=Path, help="文章的 .md 文件，草稿也可以")
    verb.add_argument("--out", type=Path, help="写到哪个文件，默认是当前目录的 编号.pdf")
    _folders(verb)
    verb.set_defaults(run=pdf)

    verb = verbs.add_parser("import", help="把 Word、网页、PDF、文字稿变成文章")
    verb.add_argument("files", nargs="+", type=Path, help="要导入的文件，可以写多个")
    verb.add_argument("--into", type=Path, required=True, help="栏目的文件夹，如 content/yaowen")
    verb.add_argument("--column", default="", help="栏目代码或名称，文件夹说不清时才要写")
    verb.add_argument("--json", action="store_true", help="用 JSON 输出报告")
    verb.set_defaults(run=import_)

    verb = verbs.add_parser("figures", help="从文章里提取指标数据")
    verb.add_argument("files", nargs="+", type=Path, help="文本或 Markdown 文件")
    verb.add_argument("--out", type=Path, help="结果目录，每个文件一个 .json")
    verb.add_argument("--review", action="store_true", help="在屏幕上逐句核对，给出可以贴进文章的几行")
    verb.add_argument("--json", action="store_true", help="与 --review 一起用，用 JSON 输出")
    verb.set_defaults(run=figures)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = _Parser(prog="portal", description="党建门户静态网站生成器")
    top.add_argument("--version", action="version", version=f"portal {__version__}")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="命令", parser_class=_Parser)

    verb = verbs.add_parser("build", help="生成网站")
    _folders(verb)
    verb.add_argument("--fresh", action="store_true", help="不用以前的结果，全部重做")
    verb.add_argument("--verify", action="store_true", help="核对上次发布的文件；有缺少、多出或改过的，就重做网页和数据")
    verb.add_argument("--jobs", type=int, help="同时工作的进程数")
    verb.add_argument("--set", action="append", default=[], metavar="KEY=JSON", help="改一项设置，可以写多次")
    verb.add_argument("--profile", action="store_true", help="列出各步用了多少时间")
    verb.add_argument("--json", action="store_true", help="用 JSON 输出结果")
    verb.set_defaults(run=build)

    verb = verbs.add_parser("serve", help="在本机预览，改了就自动重新生成")
    _folders(verb)
    verb.add_argument("--port", help="端口，默认取环境变量 PORT，没有就用 8000")
    verb.set_defaults(run=serve)

    _writing(verbs)

    verb = verbs.add_parser("search", help="在生成好的网站里检索")
    verb.add_argument("query", nargs="*", help="检索词")
    verb.add_argument("--output", type=Path, default=Path("output"), help="生成好的网站")
    verb.add_argument("--engine", choices=("browser", "whoosh", "python"), default=None, help="用哪一种引擎")
    verb.add_argument("--queries", type=Path, help='每行一个 {"qid","query"} 的 JSON Lines 文件')
    verb.add_argument("--limit", type=int, default=10, help="最多显示几条")
    verb.add_argument("--json", action="store_true", help="用 JSON 输出结果")
    verb.set_defaults(run=search)

    verb = verbs.add_parser("search-server", help="提供检索服务：网页、JSON 接口和生成好的网站")
    verb.add_argument("--output", type=Path, default=Path("output"), help="生成好的网站")
    verb.add_argument("--host", default="127.0.0.1", help="监听的地址，默认只给本机用")
    verb.add_argument("--port", type=int, default=8001, help="端口，0 表示任选一个空闲的")
    verb.add_argument("--workers", type=int, default=1, help="进程数")
    verb.add_argument("--engine", choices=("python", "whoosh"), default="python", help="用哪一种引擎")
    verb.add_argument("--seconds", type=float, default=2.0, help="一次检索最多用几秒")
    verb.add_argument("--url", default="", help="网站的公开网址，写进 OpenSearch 说明；不写就用访问时的地址")
    verb.set_defaults(run=search_server)
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
