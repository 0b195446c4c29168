"""Decap's proxy protocol on the content folder: ``{action, params}`` in, JSON out.

The protocol is that of decap-server's local file system (MIT, decaporg/decap-cms, packages/decap-server),
which itself is not used: it needs Node and takes writes from any page. Here every path is confined,
a new article gets its id, what is saved passes the checks of a build, and nothing can be deleted.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from portal.articles.frontmatter import read
from portal.articles.new import next_id
from portal.articles.parse import parse
from portal.building.analyse import used_files
from portal.building.command import ZONE
from portal.columns.tree import ColumnTree
from portal.editing.check import replace
from portal.editing.new import columns_of, taken_ids
from portal.editing.review import advanced
from portal.editing.uploads import Refused, safe_place, upload_fault
from portal.editing.wire import HANDLER, VERSION, Unreadable, from_wire, merged, to_wire, version
from portal.errors import PortalError
from portal.settings import Settings

#: Articles of a column that the list shows, newest ids first.
LISTED = 500
#: Files of a folder that the picture chooser shows, and the largest (bytes) that it shows with its content.
PICTURES, PICTURE_MOST = 300, 3 << 20


@dataclass
class Proxy:
    """One content folder, written by one browser at a time.

    Args:
        content: the folder.
        settings: of the site.
    """

    content: Path
    settings: Settings
    _lock: threading.Lock = field(default_factory=threading.Lock)
    #: Where the browser thinks a new article is -> where it is.
    _moved: dict[str, str] = field(default_factory=dict)
    #: (path, version that the browser got) -> version after its own last save.
    _saved: dict[tuple[str, str], str] = field(default_factory=dict)

    def answer(self, action: str, params: Mapping[str, Any]) -> tuple[int, Any]:
        """HTTP status and JSON answer of one request."""
        actions: dict[str, Callable[[Mapping[str, Any]], Any]] = {
            "info": lambda _: {"repo": "content", "publish_modes": ["simple"], "type": "local_fs"},
            "entriesByFolder": self._folder,
            "entriesByFiles": lambda given: [self._entry(self._place(item)) for item in given["files"]],
            "getEntry": lambda given: self._entry(self._place(given)),
            "persistEntry": self._persist,
            "getMedia": self._media,
            "getMediaFile": lambda given: self._picture(self._place(given)),
            "persistMedia": lambda given: self._picture(self._upload(given["asset"])),
            "getDeployPreview": self._address,
            "getNotes": lambda _: {"notes": []},
            "getPRMetadata": lambda _: {"metadata": None},
            "deleteFile": self._refuse_deletion,
            "deleteFiles": self._refuse_deletion,
        }
        if action not in actions:
            return 422, {"error": f"不支持的操作 {action[:40]}"}
        try:
            with self._lock:
                return 200, actions[action](params)
        except (Refused, Unreadable, PortalError) as error:
            return 422, {"error": str(error)}
        except (KeyError, TypeError, AttributeError):
            return 422, {"error": "请求里缺少需要的内容"}
        except OSError as error:
            return 500, {"error": f"读写文件出错：{error.strerror or error}"}

    def _place(self, given: Mapping[str, Any]) -> str:
        """The content path that a request names."""
        place = safe_place(self.content, given["path"])
        return self._moved.get(place, place)

    # -- reading ------------------------------------------------------------------------------

    def _folder(self, given: Mapping[str, Any]) -> list[dict[str, Any]]:
        folder = self.content / safe_place(self.content, given["folder"])
        paths = [path for path in folder.glob("*.md") if path.is_file() and not path.is_symlink()]
        newest = sorted(paths, key=lambda path: path.name, reverse=True)[:LISTED]
        return [self._entry(path.relative_to(self.content).as_posix(), body=False) for path in newest]

    def _entry(self, path: str, body: bool = True) -> dict[str, Any]:
        target = self.content / path
        if not path.endswith(".md") or not target.is_file():
            return {"data": None, "file": {"path": path, "id": None}}
        data = target.read_bytes()
        return {"data": to_wire(data, path, body), "file": {"path": path, "id": version(data)}}

    def _media(self, given: Mapping[str, Any]) -> list[dict[str, Any]]:
        folder = self.content / safe_place(self.content, given["mediaFolder"])
        paths = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink() and path.name[0] != "."]
        newest = sorted(paths, key=lambda path: path.stat().st_mtime_ns, reverse=True)[:PICTURES]
        return [self._picture(path.relative_to(self.content).as_posix()) for path in newest]

    def _picture(self, path: str) -> dict[str, Any]:
        target = self.content / path
        if path.split("/")[0] not in ("images", "files") or not target.is_file():
            raise Refused(f"找不到文件 {path}")
        data = target.read_bytes() if target.stat().st_size <= PICTURE_MOST else b""
        content = base64.b64encode(data).decode()
        return {"id": version(data), "content": content, "encoding": "base64", "path": path, "name": target.name}

    def _address(self, given: Mapping[str, Any]) -> dict[str, str] | None:
        """Where the article stands in the preview of the site, None where it is kept back."""
        slug = PurePosixPath(safe_place(self.content, given["slug"])).name
        name = next((place for asked, place in self._moved.items() if asked.endswith(f"/{slug}.md")), "")
        paths = [self.content / name] if name else sorted(self.content.rglob(f"{slug}.md"))
        for path in paths:
            parsed = parse(path.read_bytes(), path.relative_to(self.content).as_posix(), self.settings)
            if parsed.article and not parsed.held:
                return {"url": f"/{parsed.article.url}", "status": "success"}
        return None

    # -- writing ------------------------------------------------------------------------------

    def _persist(self, given: Mapping[str, Any]) -> dict[str, Any]:
        files = given.get("dataFiles") or [given["entry"]]
        if len(files) != 1:
            raise Refused("一次只能保存一篇文章")
        path, raw = self._place(files[0]), str(files[0]["raw"])
        head, body = from_wire(raw)
        uploads = [(safe_place(self.content, asset["path"]), _bytes(asset)) for asset in given.get("assets") or ()]
        fresh = not (self.content / path).is_file()
        target, data = self._new(path, head) if fresh else (path, self._current(path, head))
        text = merged(data, head, body)
        if not fresh or head.get(HANDLER):
            text = advanced(data, text, target, str(head.get(HANDLER) or ""), self.settings, datetime.datetime.now(ZONE))
        self._check(target, text.encode(), {name for name, _ in uploads})
        for name, content in uploads:
            self._store(name, content)
        (self.content / target).parent.mkdir(parents=True, exist_ok=True)
        replace(self.content / target, text.encode())
        if fresh:
            self._moved[path] = target
        self._saved[target, str(head.get(VERSION) or "")] = version(text.encode())
        return {"message": "已保存", "path": target}

    def _new(self, path: str, head: Mapping[str, Any]) -> tuple[str, bytes]:
        """Where a new article goes, and the head that the server gives it."""
        tree: ColumnTree = columns_of(self.content)
        folder = PurePosixPath(path).parent
        column = next((part for part in reversed(folder.parts) if part in tree.by_key), "")
        if not path.endswith(".md") or not column:
            raise Refused(f"{path} 不在任何栏目的文件夹里")
        today = datetime.datetime.now(ZONE).date()
        here = {item.stem for item in (self.content / folder).glob("*.md")}
        number = next_id(today, taken_ids(self.content) | here)
        return f"{folder.as_posix()}/{number}.md", f"---\nid: {number}\ncolumn: {column}\n---\n".encode()

    def _current(self, path: str, head: Mapping[str, Any]) -> bytes:
        data = (self.content / path).read_bytes()
        got, now = str(head.get(VERSION) or ""), version(data)
        if got != now and self._saved.get((path, got)) != now:
            raise Refused("这篇文章在别处改过了，没有覆盖。怎么改：把正文复制下来，刷新页面，再贴进去保存")
        # What could not be read whole was not shown whole, and must not be written over.
        damaged = [problem for problem in read(data, path).problems if problem.fatal]
        if damaged:
            raise Refused(f"没有保存，文件本身有毛病：{damaged[0]}先用文本编辑器改好，或运行 portal check --fix")
        return data

    def _check(self, path: str, data: bytes, coming: set[str]) -> None:
        """Refuse what would not be published; a draft may be incomplete."""
        parsed = parse(data, path, self.settings)
        fatal = [problem for problem in parsed.problems if problem.fatal]
        unreadable = [problem for problem in fatal if problem.code.startswith(("front-", "file-"))]
        wrong = unreadable if parsed.held in ("draft", "withdrawn") else fatal
        if wrong:
            raise Refused("没有保存，先改好：" + "；".join(f"{problem.message}（{problem.hint}）" for problem in wrong))
        if parsed.article and parsed.body and not parsed.held:
            for name in used_files(parsed.article, parsed.body):
                if name.startswith(("images/", "files/")) and name not in coming and not (self.content / name).is_file():
                    raise Refused(f"没有保存：找不到文件 {name}。怎么改：先上传它，或改正文中的文件名")

    def _upload(self, asset: Mapping[str, Any]) -> str:
        path = safe_place(self.content, asset["path"])
        self._store(path, _bytes(asset))
        return path

    def _store(self, path: str, data: bytes) -> None:
        fault = upload_fault(path, data)
        target = self.content / path
        if fault:
            raise Refused(fault)
        if target.is_file() and target.read_bytes() != data:
            raise Refused(f"已经有一个不同的 {path}。怎么改：把要上传的文件改个名字")
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            replace(target, data)

    def _refuse_deletion(self, given: Mapping[str, Any]) -> None:
        raise Refused("这里不能删除。怎么改：文章请把状态改成「撤回」；图片和附件请在文件夹里删")

    def complete(self, path: str, raw: str) -> tuple[str, bytes]:
        """Where an article is or will be and its text as it would be saved, for the preview.

        Raises:
            PortalError, Refused, Unreadable: as for saving.
        """
        head, body = from_wire(raw)
        with self._lock:
            place = self._place({"path": path})
            target, data = (place, (self.content / place).read_bytes()) if (self.content / place).is_file() else self._new(place, head)
        return target, merged(data, head, body).encode()


def _bytes(asset: Mapping[str, Any]) -> bytes:
    try:
        return base64.b64decode(asset["content"], validate=True)
    except (binascii.Error, ValueError):
        raise Refused("上传的文件没有传完整，请再试一次") from None


