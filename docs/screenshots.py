"""Take the pictures of docs/编辑手册.md anew: the sample portal, imported, edited and sent out in a real Chromium.

usage: .venv/bin/python docs/screenshots.py [NAME…]    (import questions admin review absent wechat; all without a name)

Needs Chromium, Playwright (the test requirements) and, for /admin/, Decap CMS (.ci/admin). The pictures are WebP.
"""

from __future__ import annotations

import base64
import contextlib
import functools
import html
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from portal.building.command import Options, build
from portal.editing.admin import make_admin
from portal.editing.serve import Changes, Handler
from portal.publishing.chromium import find

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
#: An article of our own with what editors meet: page furniture, half-width signs, a lost sign, a picture's name.
MANUSCRIPT = """欢迎来到示例先锋网!
首页 | 要闻 | 公告 | 专题

社区议事厅开到了居民家门口

来源:示例日报  作者:示例记者  发布日期:二〇二六年一月五日  浏览次数:1234  字体:[大] [中] [小]

    近日,示例社区“邻里?议事厅”开张,每周三晚上开门,居民可以在这里说事、议事、定事,已经解决问题37件。

议事现场 - 副本.jpg

    一、建立机制

    社区党委按照按照“提、议、定、办、评”五步流程,每月公布一次结果,去年共办结事项240件,办结率达到98.5%。

相关文章
• 某地召开会议
主办:示例单位  技术支持:示例公司
"""
_TERMINAL = "<!doctype html><meta charset=utf-8><style>body{margin:0}pre{margin:0;padding:18px 22px;background:#1e2127;color:#e8e6e1;font:14px/1.75 'Noto Sans Mono CJK SC',monospace;white-space:pre-wrap;width:1056px}b{color:#8fd18f}</style>"
_TO_WEBP = """async png => { const image = new Image(); image.src = png; await image.decode();
  const canvas = document.createElement('canvas'); canvas.width = image.width; canvas.height = image.height;
  canvas.getContext('2d').drawImage(image, 0, 0); return canvas.toDataURL('image/webp', 0.8); }"""


class Studio:
    """The sample portal in a temporary folder, served, and a tab of a browser."""

    def __init__(self, home: Path, tab: Any, url: str) -> None:
        self.home, self.tab, self.url = home, tab, url

    def save(self, name: str, png: bytes) -> None:
        """Write a picture as WebP."""
        source = "data:image/png;base64," + base64.b64encode(png).decode()
        made = self.tab.context.new_page()
        (IMAGES / f"{name}.webp").write_bytes(base64.b64decode(made.evaluate(_TO_WEBP, source).partition(",")[2]))
        made.close()
        print(f"docs/images/{name}.webp")

    def portal(self, *arguments: str) -> str:
        """The command as an editor runs it, and what it says."""
        command = [sys.executable, "-m", "portal", *arguments]
        done = subprocess.run(command, cwd=self.home, capture_output=True, text=True, encoding="utf-8", check=False)
        return f"$ .venv/bin/portal {' '.join(arguments)}\n{done.stdout}{done.stderr}"

    def terminal(self, text: str) -> bytes:
        """A picture of text in a terminal."""
        page = self.tab.context.new_page()
        first, _, rest = html.escape(text.rstrip()).partition("\n")
        page.set_content(f"{_TERMINAL}<pre><b>{first}</b>\n{rest}</pre>")
        png = page.locator("pre").screenshot()
        page.close()
        return bytes(png)

    def open(self, address: str, wanted: str) -> None:
        """Go to an address of the site and wait for an element."""
        self.tab.goto("about:blank")  # else a change behind the # alone would leave the last page there
        self.tab.goto(self.url + address)
        self.tab.locator(wanted).first.wait_for(timeout=60_000)
        self.tab.wait_for_timeout(2500)


def take_import(studio: Studio) -> None:
    """The report of an import."""
    (studio.home / "稿件.txt").write_bytes(MANUSCRIPT.encode("gb18030"))
    studio.save("import", studio.terminal(studio.portal("import", "稿件.txt", "--into", "content/yaowen")))


def take_questions(studio: Studio) -> None:
    """The imported article in the browser editor, with its questions."""
    if not (studio.home / "content/yaowen/20260105-001.md").is_file():
        (studio.home / "稿件.txt").write_bytes(MANUSCRIPT.encode("gb18030"))
        studio.portal("import", "稿件.txt", "--into", "content/yaowen")
    path = max((studio.home / "content/yaowen").glob("20260105-*.md"))
    studio.open(f"/admin/#/collections/yaowen/entries/{path.stem}", "[role=textbox][contenteditable=true]")
    previewed(studio)
    studio.tab.locator("[role=textbox][contenteditable=true]").first.scroll_into_view_if_needed()
    studio.tab.wait_for_timeout(500)
    studio.save("questions", studio.tab.screenshot())


def public(studio: Studio) -> Path:
    """The newest article of the column that readers see."""
    texts = {path: path.read_text("utf-8") for path in (studio.home / "content/yaowen").glob("*.md")}
    return max(path for path, text in texts.items() if "status:" not in text)


def previewed(studio: Studio) -> None:
    """Wait for the pane to show the article's page."""
    pane = studio.tab.frame_locator("#preview-pane").frame_locator("iframe[title=预览]")
    pane.locator(".article-head h1").wait_for(timeout=60_000)
    studio.tab.wait_for_timeout(1500)


def take_admin(studio: Studio) -> None:
    """Writing in the browser."""
    path = public(studio)
    studio.open(f"/admin/#/collections/yaowen/entries/{path.stem}", "[role=textbox][contenteditable=true]")
    previewed(studio)
    studio.save("admin", studio.tab.screenshot())


def take_review(studio: Studio) -> None:
    """The states of review, as the browser editor offers them."""
    path = public(studio)
    studio.open(f"/admin/#/collections/yaowen/entries/{path.stem}", "[role=textbox][contenteditable=true]")
    studio.tab.get_by_label("状态").first.click()
    studio.tab.wait_for_timeout(800)
    box = studio.tab.get_by_label("状态").first.bounding_box() or {"y": 300}
    top = max(0, box["y"] - 140)
    studio.save("review", studio.tab.screenshot(clip={"x": 0, "y": top, "width": 700, "height": 420}))


def take_absent(studio: Studio) -> None:
    """Why an article is not on the site, as the preview tells."""
    path = max((studio.home / "content/yaowen").glob("*.md"))
    draft = path.with_name("20260106-901.md")
    draft.write_text(path.read_text("utf-8").replace(path.stem, draft.stem).replace("---\n", "---\nstatus: draft\n", 1), "utf-8")
    build(Options(studio.home / "pelicanconf.py"))
    studio.tab.goto(f"{studio.url}/yaowen/202601/t20260106_901.html")
    studio.tab.locator("[data-why-absent]").wait_for()
    studio.save("absent", studio.tab.screenshot(clip={"x": 0, "y": 0, "width": 1280, "height": 520}))


def take_wechat(studio: Studio) -> None:
    """The page from which an article is copied into the WeChat editor."""
    with_picture = [p for p in sorted((studio.home / "content").rglob("2*.md")) if "](/images/" in p.read_text("utf-8")]
    path = with_picture[0].relative_to(studio.home / "content").as_posix()
    studio.open(f"/__portal/wechat?path={path}", "[data-copy-post]")
    studio.tab.click("[data-copy-post]")
    studio.tab.wait_for_timeout(500)
    studio.save("wechat", studio.tab.screenshot())


TAKES: dict[str, Callable[[Studio], None]] = {
    "import": take_import, "questions": take_questions, "admin": take_admin, "review": take_review, "absent": take_absent,
    "wechat": take_wechat,
}  # fmt: skip


@contextlib.contextmanager
def served(home: Path) -> Iterator[str]:
    """The address of the site as ``portal serve`` serves it."""
    options = Options(home / "pelicanconf.py", home / "content", home / "output")
    build(options)
    admin = make_admin(options)
    handler = functools.partial(Handler, directory=str(home / "output"), changes=Changes(), admin=admin)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        admin.desk.close()
        server.shutdown()


def main(names: list[str]) -> int:
    """Take the pictures named, or all."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory(prefix="portal-pictures-") as folder:
        home = Path(folder)
        for name in ("content", "theme"):
            shutil.copytree(ROOT / name, home / name)
        shutil.copy(ROOT / "pelicanconf.py", home)
        (home / "plugins").symlink_to(ROOT / "plugins")
        flags = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        with served(home) as url, sync_playwright() as running:
            browser = running.chromium.launch(executable_path=find(), args=[*flags, *sandbox])
            context = browser.new_context(viewport={"width": 1280, "height": 860}, locale="zh-CN")
            context.grant_permissions(["clipboard-read", "clipboard-write"], origin=url)
            studio = Studio(home, context.new_page(), url)
            for name in names or TAKES:
                TAKES[name](studio)
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
