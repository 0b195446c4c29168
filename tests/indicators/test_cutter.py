"""The cut is jieba's, without guessing unknown words."""

import logging
import warnings

import pytest

from portal.indicators.cutter import Cutter, jieba_dictionary
from portal.indicators.dictionary import Dictionary, write

SENTENCES = """
全市244个街道中，超过80%完成了体制改革，网格员入户走访3.6万户。
老旧小区加装电梯12部，惠及居民1,200余人，满意率98.5%！
AB岗制度和12345热线（含“接诉即办”平台）运行平稳；5G+智慧党建试点在3个镇铺开……
结合成分子时，他在研究生命的起源，乒乓球拍卖完了，南京市长江大桥。
"""


@pytest.fixture(scope="module")
def cutter():
    return Cutter(jieba_dictionary())


def test_words_and_tags_are_those_of_jieba(cutter):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
        import jieba.posseg
    jieba.default_logger.setLevel(logging.ERROR)
    theirs = jieba.posseg.POSTokenizer(jieba.Tokenizer())
    for line in SENTENCES.split():
        assert cutter.cut(line) == [(word, tag) for word, tag in theirs.cut(line, HMM=False)]


def test_added_words_are_cut_whole():
    words = [word for word, _ in Cutter(jieba_dictionary(), {"n": ["网格员"], "v": ["排摸"]}).cut("网格员上门排摸")]
    assert words == ["网格员", "上门", "排摸"]


def test_a_kept_dictionary_gives_the_same_words_and_tags(tmp_path):
    kept = tmp_path / "kept.sqlite"
    made = Cutter(jieba_dictionary(), {"n": ["网格员"]}, ["共出动"])
    write(kept, made.entries(), made.least, "one")
    other = Cutter.kept(Dictionary(kept, "one"))
    for line in [*SENTENCES.split(), "网格员共出动3次"]:
        assert other.cut(line) == made.cut(line)


def test_a_damaged_or_foreign_kept_dictionary_is_refused(tmp_path):
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(b"SQLite format 3\0 and nothing more")
    kept = tmp_path / "kept.sqlite"
    write(kept, [("党建", -3.5, "n"), ("网格", None, "n")], -9.0, "one")
    for path, source in ((damaged, "one"), (kept, "another"), (tmp_path / "absent.sqlite", "one")):
        with pytest.raises(ValueError):
            Dictionary(path, source)


def test_an_empty_text_has_no_words(cutter):
    assert cutter.cut("") == []


def test_nothing_is_lost(cutter):
    text = "𠮷𠮷\u200b党建１２３ａｂ 、\n"
    assert "".join(word for word, _ in cutter.cut(text)) == text
