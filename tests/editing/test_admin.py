"""/admin/ without a browser: who may write, where, and what is kept."""

import base64
import functools
import http.client
import json
import threading
from http.server import ThreadingHTTPServer

import pytest

from portal.articles.frontmatter import read
from portal.building.command import Options
from portal.editing.admin import make_admin
from portal.editing.admin_config import config
from portal.editing.request import refusal
from portal.editing.serve import Changes, Handler
from portal.editing.vendor import integrity, unpack
from portal.editing.wire import from_wire, merged, to_wire

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n...").decode()


class Client:
    """A browser on this machine, which may be told to lie."""

    def __init__(self, site, admin, port):
        self.site, self.admin, self.port = site, admin, port

    def send(self, method, path, body=None, **headers):
        usual = {"Host": f"127.0.0.1:{self.port}", "Origin": f"http://127.0.0.1:{self.port}", "Content-Type": "application/json"}
        sent = {name: value for name, value in {**usual, **{k.replace("_", "-"): v for k, v in headers.items()}}.items() if value is not None}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=110)
        connection.request(method, path, None if body is None else json.dumps(body), sent)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, json.loads(text) if "json" in answer.headers["Content-Type"] else text

    def ask(self, action, headers=None, **params):
        return self.send("POST", "/admin/api/v1", {"branch": "content", "action": action, "params": params}, **(headers or {}))

    def persist(self, path, head, body="正文。\n", assets=(), headers=None):
        raw = json.dumps(head, ensure_ascii=False, indent=2) + "\n\n" + body
        return self.ask("persistEntry", headers, dataFiles=[{"path": path, "slug": "x", "raw": raw}], assets=list(assets), options={})

    def entry(self, path):
        head, body = from_wire(self.ask("getEntry", path=path)[1]["data"])
        return head, body


@pytest.fixture
def client(small):
    small.output.mkdir()
    admin = make_admin(Options(small.settings, small.content, small.output))
    handler = functools.partial(Handler, directory=str(small.output), changes=Changes(), admin=admin)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Client(small, admin, server.server_address[1])
    admin.desk.close()
    server.shutdown()
    server.server_close()


HEAD = {"title": "甲", "date": "2024-06-01", "source": "示例来源", "editor": "示例编辑", "status": "draft"}


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": None},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://localhost:{port}"},
        {"Host": "evil.example:{port}"},
        {"Host": "evil.example:{port}", "Origin": "http://evil.example:{port}"},
        {"Host": "127.0.0.1.evil.example:{port}", "Origin": "http://127.0.0.1.evil.example:{port}"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Content_Type": "text/plain"},
        {"Content_Type": "application/x-www-form-urlencoded"},
    ],
)
def test_another_origin_or_host_writes_nothing(client, headers):
    before = sorted(client.site.content.rglob("*"))
    lies = {name: value.format(port=client.port) if value else None for name, value in headers.items()}
    status, answer = client.persist("yaowen/new-1.md", HEAD, headers=lies)
    assert status in (403, 415)
    assert answer["error"]
    assert sorted(client.site.content.rglob("*")) == before


def test_a_foreign_host_reads_nothing_either(client):
    assert client.send("GET", "/admin/config.yml", Host="evil.example")[0] == 403


@pytest.mark.parametrize("address", ["192.168.1.20", "10.0.0.1", "2001:db8::1", "", "localhost"])
def test_another_machine_is_refused_whatever_it_says(address):
    headers = {"Host": "127.0.0.1:8000", "Origin": "http://127.0.0.1:8000", "Content-Type": "application/json", "Content-Length": "2"}
    assert refusal(headers, address, 8000, writing=True).status == 403
    assert refusal(headers, address, 8000, writing=False).status == 403
    assert refusal(headers, "127.0.0.1", 8000, writing=True) is None


def test_too_much_is_refused_before_it_is_read():
    headers = {"Host": "127.0.0.1:80", "Origin": "http://127.0.0.1:80", "Content-Type": "application/json"}
    assert refusal({**headers, "Content-Length": str(1 << 40)}, "127.0.0.1", 80, writing=True).status == 413
    assert refusal(headers, "127.0.0.1", 80, writing=True).status == 411


def test_saving_a_new_article_gives_it_an_id_once(client):
    status, answer = client.persist("yaowen/new-20240601.md", HEAD)
    assert status == 200
    path = client.site.content / answer["path"]
    fields = read(path.read_bytes(), "").fields
    assert fields["id"].value == path.stem and fields["column"].value == "yaowen"
    # The browser goes on with the name that it knows.
    head, body = client.entry("yaowen/new-20240601.md")
    assert (head["title"], body.strip()) == ("甲", "正文。")
    assert client.persist("yaowen/new-20240601.md", {**head, "title": "乙"}, body)[1]["path"] == answer["path"]
    assert client.persist("yaowen/new-20240601.md", {**head, "title": "丙"}, body)[0] == 200
    assert read(path.read_bytes(), "").fields["title"].value == "丙"


def test_an_article_changed_elsewhere_is_not_overwritten(client):
    head, body = client.entry("yaowen/20240105-001.md")
    path = client.site.content / "yaowen/20240105-001.md"
    path.write_text(path.read_text("utf-8") + "\n别处加的一段。\n", "utf-8")
    status, answer = client.persist("yaowen/20240105-001.md", {**head, "title": "甲"}, body)
    assert status == 422 and "别处改过" in answer["error"]
    assert "别处加的一段" in path.read_text("utf-8")


def test_what_is_saved_passes_the_same_checks(client):
    before = sorted(client.site.content.rglob("*"))
    status, answer = client.persist("yaowen/new-1.md", {**HEAD, "status": "published", "source": ""})
    assert status == 422 and "来源" in answer["error"]
    status, answer = client.persist("yaowen/new-1.md", {**HEAD, "status": "published"}, "![图](/images/none.png)")
    assert status == 422 and "images/none.png" in answer["error"]
    assert sorted(client.site.content.rglob("*")) == before
    assert client.persist("yaowen/new-1.md", {**HEAD, "source": ""})[0] == 200  # a draft may be incomplete


@pytest.mark.parametrize("data", ["---\ntitle: 甲\n---\n正文".encode("gbk"), "---\ntitle: 甲: 乙\n---\n正文".encode(), "正文".encode(), b""])
def test_a_file_that_cannot_be_read_whole_is_not_written_over(client, data):
    path = client.site.content / "yaowen/damaged.md"
    path.write_bytes(data)
    head, body = client.entry("yaowen/damaged.md")
    status, answer = client.persist("yaowen/damaged.md", {**head, **HEAD}, body)
    assert status == 422 and answer["error"]
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    "path",
    ["../x.md", "/etc/passwd", "yaowen/../../x.md", "data/columns.toml", "data/x.md", ".git/x.md", "yaowen/.x.md", "x.md",
     "yaowen/x.html", "nowhere/x.md", "yaowen/a\\b.md", "", "C:x.md", "yaowen/\u0000.md"],
)  # fmt: skip
def test_nothing_is_written_outside_the_columns(client, path):
    before = {item: item.stat().st_mtime_ns for item in client.site.home.rglob("*")}
    assert client.persist(path, HEAD)[0] == 422
    assert {item: item.stat().st_mtime_ns for item in client.site.home.rglob("*")} == before


def test_symbolic_links_lead_nowhere(client, tmp_path_factory):
    secret = tmp_path_factory.mktemp("secret")
    (secret / "a.md").write_text("秘密", "utf-8")
    (client.site.content / "yaowen/link").symlink_to(secret)
    (client.site.content / "yaowen/b.md").symlink_to(secret / "a.md")
    for path in ("yaowen/link/a.md", "yaowen/b.md"):
        assert client.ask("getEntry", path=path)[0] == 422
        assert client.persist(path, HEAD)[0] == 422
    assert (secret / "a.md").read_text("utf-8") == "秘密"


def upload(client, path, content):
    return client.ask("persistMedia", asset={"path": path, "content": content, "encoding": "base64"})


def test_pictures_and_attachments_are_uploaded_where_they_belong(client):
    assert upload(client, "images/a.png", PNG)[0] == 200
    assert (client.site.content / "images/a.png").is_file()
    assert upload(client, "files/a.csv", base64.b64encode("甲,乙".encode()).decode())[0] == 200
    assert "a.png" in {entry["name"] for entry in client.ask("getMedia", mediaFolder="images")[1]}


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("images/a.html", "PGI+"),
        ("images/a.png", base64.b64encode(b"<html>").decode()),
        ("images/a.svg", base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>').decode()),
        ("yaowen/a.png", PNG),
        ("theme/a.png", PNG),
        ("images/../../a.png", PNG),
        ("images/wangge.svg", base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg"/>').decode()),
        ("images/b.png", "不是 base64"),
        ("files/a.exe", PNG),
    ],
)
def test_other_uploads_are_refused(client, path, content):
    before = {item: item.read_bytes() for item in client.site.home.rglob("*") if item.is_file()}
    status, answer = upload(client, path, content)
    assert status == 422 and answer["error"]
    assert {item: item.read_bytes() for item in client.site.home.rglob("*") if item.is_file()} == before


def test_nothing_can_be_deleted(client):
    assert client.ask("deleteFile", path="yaowen/20240105-001.md")[0] == 422
    assert client.ask("deleteFiles", paths=["yaowen/20240105-001.md"])[0] == 422
    assert (client.site.content / "yaowen/20240105-001.md").is_file()


@pytest.mark.parametrize("body", [{}, {"action": "nonsense"}, {"action": "getEntry"}, {"action": "persistEntry", "params": {"dataFiles": [1]}}, [1], "x", {"action": "getEntry", "params": {"path": {"a": 1}}}])
def test_nonsense_gets_a_clear_answer(client, body):
    status, answer = client.send("POST", "/admin/api/v1", body)
    assert status == 422 and answer["error"]


def test_a_change_of_state_is_recorded_with_who_and_when(client):
    _, answer = client.persist("yaowen/new-1.md", HEAD)
    head, body = client.entry(answer["path"])
    assert client.persist(answer["path"], {**head, "status": "reviewed", "portal_by": "甲编辑"}, body)[0] == 200
    text = (client.site.content / answer["path"]).read_text("utf-8")
    assert "state: 初审\n    by: 甲编辑" in text and "portal_by" not in text


def test_where_the_site_asks_for_review_a_step_cannot_be_left_out(client):
    object.__setattr__(client.admin.proxy.settings, "review_from", "2024-01-01")
    _, answer = client.persist("yaowen/new-1.md", HEAD)
    head, body = client.entry(answer["path"])
    for change, said in [({"status": "approved", "portal_by": "甲"}, "初审"), ({"status": "reviewed"}, "经办人"), ({"status": ""}, "草稿")]:
        status, told = client.persist(answer["path"], {**head, **change}, body)
        assert status == 422 and said in told["error"]
    status, told = client.persist("yaowen/new-2.md", {**HEAD, "status": "published", "portal_by": "甲"})
    assert status == 422


def test_fields_and_choices_come_from_the_model_and_the_sites_lists(small):
    made = config(small.content)
    by_name = {entry["name"]: entry for entry in made["collections"]}
    fields = {field["name"]: field for field in by_name["anli"]["fields"]}
    assert by_name["yaowen"]["label"] == "要闻"
    assert "网格党建" in fields["practices"]["options"]
    assert [option["label"] for option in fields["status"]["options"]] == ["草稿", "初审", "终审", "发布", "撤回"]
    assert "县区" in fields["level"]["options"] and "level" not in {f["name"] for f in by_name["yaowen"]["fields"]}
    assert fields["body"]["modes"] == ["raw"]
    assert made["locale"] == "zh_Hans"


WHOLE = """---
# 先看这里
编号: 20240601-001
标题：“甲”：乙
date: 2024年6月1日
column: yaowen
来源: 示例来源
责任编辑: 示例编辑
tags: 网格、党建，社区
置顶: 是
image: images/wangge.svg
unknown: 留着
数据:
  - 数值: 3万名
    操作: 隐藏
---

正文 3万名。
"""


def test_an_article_that_is_not_changed_comes_back_byte_for_byte():
    head, body = from_wire(to_wire(WHOLE.encode()))
    assert head["tags"] == ["网格", "党建", "社区"] and head["pinned"] is True
    assert merged(WHOLE.encode(), head, body) == WHOLE


def test_a_changed_field_changes_its_own_lines():
    head, body = from_wire(to_wire(WHOLE.encode()))
    new = merged(WHOLE.encode(), {**head, "tags": ["网格"], "pinned": False}, body)
    assert new == WHOLE.replace("tags: 网格、党建，社区", "tags: [网格]").replace("置顶: 是\n", "")


def test_the_preview_shows_what_is_not_saved(client):
    raw = json.dumps({**HEAD, "title": "还没有保存"}, ensure_ascii=False, indent=2) + "\n\n全省244个街道中，超过80%完成了改革。"
    status, answer = client.send("POST", "/admin/preview", {"path": "yaowen/new.md", "raw": raw})
    assert status == 200, answer
    assert "还没有保存" in answer["html"] and 'class="figure-cards"' in answer["html"]
    assert '<base href="/yaowen/' in answer["html"] and "<script" not in answer["html"]
    assert not list(client.site.content.rglob("new.md"))
    client.admin.desk._process.kill()  # the next preview starts another
    assert client.send("POST", "/admin/preview", {"path": "yaowen/new.md", "raw": raw})[0] == 200
    refused = client.send("POST", "/admin/preview", {"path": "yaowen/new.md", "raw": raw}, Origin="https://evil.example")
    assert refused[0] == 403


def test_the_way_to_wechat_is_a_page(client):
    status, page = client.send("GET", "/__portal/wechat?path=yaowen/20240105-001.md")
    assert status == 200 and "data-copy-post" in page
    assert client.send("GET", "/__portal/wechat?path=../../etc/passwd")[0] == 422


def test_article_pages_lead_to_their_editor_in_the_preview_alone(client):
    assert "发到公众号" in client.admin.bar("/yaowen/202401/t20240105_001.html")
    assert client.admin.bar("/yaowen/") == ""


def test_only_the_locked_package_is_unpacked(tmp_path):
    import io
    import tarfile

    package = tmp_path / "a.tgz"
    with tarfile.open(package, "w:gz") as archive:
        for name in ("package/dist/decap-cms.js", "package/dist/../../../evil.decap-cms.js", "package/dist/cms.js.map"):
            info = tarfile.TarInfo(name)
            info.size = 1
            archive.addfile(info, io.BytesIO(b"1"))
    lock = tmp_path / "lock.json"
    lock.write_text(json.dumps({"integrity": "sha512-x"}))
    assert not unpack(lock, package, tmp_path / "home") and not (tmp_path / "home").exists()
    lock.write_text(json.dumps({"integrity": integrity(package.read_bytes())}))
    assert unpack(lock, package, tmp_path / "home")
    assert {item.name for item in (tmp_path / "home").iterdir()} == {"decap-cms.js", "evil.decap-cms.js", "lock.json"}
    assert not list(tmp_path.parent.rglob("evil*.js"))[1:]


def test_a_picture_to_upload_to_wechat_is_fetched_from_the_same_server(client):
    (client.site.content / "images").mkdir(exist_ok=True)
    (client.site.content / "images/wx.png").write_bytes(base64.b64decode(PNG))
    client.site.article("yaowen/20240601-001.md", "![甲](/images/wx.png)\n\n![乙](/images/none.png)\n")
    page = client.send("GET", "/__portal/wechat?path=yaowen/20240601-001.md")[1]
    assert "/__portal/wechat/picture?path=yaowen/20240601-001.md&amp;n=1" in page
    connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=30)
    connection.request("GET", "/__portal/wechat/picture?path=yaowen/20240601-001.md&n=1", headers={"Host": f"127.0.0.1:{client.port}"})
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Content-Type"], answer.read()) == (200, "image/png", base64.b64decode(PNG))
    connection.close()
    status, told = client.send("GET", "/__portal/wechat/picture?path=yaowen/20240601-001.md&n=2")
    assert status == 422 and "找不到 content/images/none.png" in told
    assert client.send("GET", "/__portal/wechat/picture?path=../../etc/passwd&n=1")[0] == 422
    assert client.send("GET", "/__portal/wechat/picture?path=yaowen/20240601-001.md&n=1", Host="evil.example")[0] == 403
