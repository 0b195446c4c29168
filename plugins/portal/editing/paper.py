"""``portal pdf``: an article, published or not, printed as its page prints."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from pathlib import Path

from portal.articles.frontmatter import read
from portal.building.assets import theme_files
from portal.building.command import ZONE, Options
from portal.editing.preview import Preview, preview
from portal.editing.workshop import Workshop, open_workshop
from portal.errors import PortalError
from portal.publishing.chromium import find, print_pdf


def pdf(options: Options, file: Path, out: Path | None = None) -> Path:
    """Print the article in a file; the PDF's path.

    Args:
        options: where the site is.
        file: in the content folder.
        out: where to; ``<编号>.pdf`` here where it is None.

    Raises:
        PortalError: no Chromium, no such article, or errors in it.
    """
    if find() is None:
        print_pdf(Path(), Path("a.pdf"))  # says what to install
    workshop = open_workshop(options)
    content = workshop.build.content.resolve()
    if not file.is_file() or not file.resolve().is_relative_to(content):
        raise PortalError(f"{content} 里没有 {file}。怎么改：检查文件名，或用 --content 指定它所在的内容目录。")
    path, data = file.resolve().relative_to(content).as_posix(), file.read_bytes()
    made = preview(workshop, path, data)
    if not made.html:
        raise PortalError("这篇文章还不能打印，先改好：\n" + "\n".join(str(p) for p in made.problems if p.fatal))
    number = read(data, path).fields.get("id")
    target = (out or Path(f"{number.value if number else file.stem}.pdf")).absolute()
    if not target.parent.is_dir():
        raise PortalError(f"没有 {target.parent} 这个目录。怎么改：先建好它，或用 --out 换一个位置。")
    # Beside the PDF: packaged browsers may read nothing outside the user's own folders.
    with tempfile.TemporaryDirectory(prefix="portal-pdf-", dir=target.parent) as folder:
        print_pdf(lay_out(workshop, made, Path(folder)), target)
    return target


def lay_out(workshop: Workshop, made: Preview, folder: Path) -> Path:
    """Write the page and all that it shows into a folder, as on the site; the page's path."""
    page = folder / made.url
    page.parent.mkdir(parents=True)
    # The theme's script that dates a printed page is a module, which browsers do not run from files.
    stamp = f"　{datetime.datetime.now(ZONE):%Y年%-m月%-d日}打印</span>"
    page.write_text(made.html.replace("<span data-print-date></span>", "<span>" + stamp), encoding="utf-8")
    _, theme = theme_files(workshop.build.theme, workshop.home / "theme")
    for path, source in theme.items():
        _copy(source, folder / path)
    for name in ("images",):
        if (workshop.build.content / name).is_dir():
            (folder / name).symlink_to((workshop.build.content / name).resolve())
    return page


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
