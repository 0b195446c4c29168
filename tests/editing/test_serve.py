"""``portal serve`` as an editor runs it."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import pytest


def read(url):
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def wait_for(check, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if check():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def served(small):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "portal", "serve", "--settings", str(small.settings), "--content", str(small.content),
               "--output", str(small.output), "--port", str(port)]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    for line in process.stdout:
        if "http://127.0.0.1" in line:
            break
    small.url = re.search(r"http://[\d.:]+/", line)[0]
    small.process = process
    yield small
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 0


@pytest.fixture
def told(served):
    """Waits until the terminal shows what is wanted; all that it has shown so far."""
    lines = []
    threading.Thread(target=lambda: lines.extend(iter(served.process.stdout.readline, "")), daemon=True).start()

    def wait(*wanted):
        assert wait_for(lambda: all(any(word in line for line in list(lines)) for word in wanted), 90), "".join(lines)
        shown = "".join(lines)
        lines.clear()
        return shown

    return wait


def test_a_saved_article_shows_without_a_restart(served):
    assert "要闻第五篇" in read(served.url + "yaowen/")[1]
    served.article("yaowen/a.md", title="刚写好的一篇")
    assert wait_for(lambda: "刚写好的一篇" in read(served.url + "yaowen/")[1])


def test_the_browser_is_told_to_reload(served):
    stream = urllib.request.urlopen(served.url + "__portal/events", timeout=60)
    served.article("yaowen/a.md")
    assert any(line == b"data: built\n" for line in stream)
    stream.close()


def test_a_missing_address_gets_the_portals_own_page(served):
    status, text = read(served.url + "nowhere/")
    assert status == 404
    assert "首页" in text


def test_the_reload_script_is_not_in_the_files(served):
    assert "__portal/events" in read(served.url)[1]
    assert b"__portal/events" not in served.files()["index.html"]


def test_nothing_outside_the_site_is_served(served):
    (served.home / "secret.txt").write_text("秘密")
    assert "秘密" not in read(served.url + "../secret.txt")[1]
    assert "秘密" not in read(served.url + "%2e%2e/secret.txt")[1]


def test_a_taken_port_is_told_in_one_line(served):
    port = served.url.rstrip("/").rpartition(":")[2]
    command = [sys.executable, "-m", "portal", "serve", "--settings", str(served.settings), "--content", str(served.content),
               "--output", str(served.output), "--port", port]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert f"端口 {port} 用不了" in done.stderr
    assert "Traceback" not in done.stderr


def test_only_what_is_new_or_mended_is_told_while_serving(served, told):
    served.article("yaowen/20240601-001.md", editor=None)
    first = told("责任编辑", "已更新")
    assert first.count("✗") == 1
    served.article("yaowen/20240602-001.md", "![](/images/none.png)", id="20240602-001")
    second = told("images/none.png", "已更新")
    assert "20240601-001.md" not in second and re.search(r"原有的 \d+ 个问题还在", second)
    served.article("yaowen/20240601-001.md", "改好了的正文。")
    third = told("改好了：yaowen/20240601-001.md", "已更新")
    assert "none.png" not in third
    served.article("yaowen/20240603-001.md", id="20240603-001", status="draft")
    assert "20240603-001.md 暂不发布：草稿" in told("草稿", "已更新")


def test_the_page_of_an_article_that_is_not_public_says_why(served):
    served.article("yaowen/20240601-001.md", status="draft")
    served.article("yaowen/20240602-001.md", id="20240602-001", editor=None)
    address = served.url + "yaowen/202406/t{}_001.html"
    assert wait_for(lambda: "缺少必填" in read(address.format("20240602"))[1] or "责任编辑" in read(address.format("20240602"))[1], 90)
    status, page = read(address.format("20240601"))
    assert status == 404 and "yaowen/20240601-001.md" in page and "暂不发布：草稿" in page
    assert "/admin/#/collections/yaowen/entries/20240601-001" in page
    assert "怎么改" in read(address.format("20240602"))[1]
    assert "data-why-absent" not in read(address.format("20240609"))[1]
    assert b"data-why-absent" not in served.files()["404.html"]
