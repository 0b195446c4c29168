import random

import pytest

from portal.importing.decoding import decode

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030", "big5"]


@pytest.fixture(scope="module")
def files(clean):
    """200 files of several lengths in all encodings: (encoding, bytes, text)."""
    import opencc

    chance = random.Random(1)
    traditional = opencc.OpenCC("s2t").convert(clean)
    made = []
    for number in range(200):
        encoding = ENCODINGS[number % len(ENCODINGS)]
        body = traditional if encoding == "big5" or number % 3 == 0 else clean
        start = chance.randrange(len(body) - 60)
        data = body[start : start + chance.choice([20, 60, 300])].encode(encoding, "ignore")
        made.append((encoding, data, data.decode(encoding).removeprefix("\ufeff")))
    return made


def test_of_200_files_at_least_199_are_read_exactly(files):
    wrong = [encoding for encoding, data, text in files if decode(data).text != text]
    assert len(wrong) <= 1, wrong


def test_the_whole_file_decides_not_its_beginning():
    page = "<html>" + "<div class='a'></div>" * 500 + "示例社区党群服务中心启用"
    assert decode(page.encode("gbk")).text == page


def test_a_file_cut_inside_a_character_is_still_read():
    assert decode("示例社区党群服务中心启用".encode("gbk")[:-1]).text.startswith("示例社区党群服务中心启")


def test_line_ends_become_one_kind_and_unseen_characters_go():
    decoded = decode("一\r\n二\r三\u200b\x07\u2028四".encode())
    assert decoded.text == "一\n二\n三\n四"


def test_utf8_that_was_saved_as_latin1_is_read_again():
    assert decode("党建引领基层治理".encode().decode("latin-1").encode()).text == "党建引领基层治理"


def test_signs_that_importing_uses_itself_cannot_come_in():
    assert decode("甲\ufdd0乙\U000f0000丙".encode()).text == "甲乙丙"
