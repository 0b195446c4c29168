"""Each repair alone: what it mends, what it leaves, what it asks."""

import pytest

from portal.importing import byteshift, forms, pinyin, traditional, wording
from portal.importing.marks import ANCHOR

PROGRAM = "社區(qū)開(kāi)辦議(yì)事廳(tīng)，鄰(lín)里難(nán)題(tí)當面談。"


def test_readings_that_a_program_wrote_after_characters_go():
    text, changes = pinyin.remove(PROGRAM)
    assert text == "社區開辦議事廳，鄰里難題當面談。"
    assert len(changes) == 7 and not any(change.question for change in changes)


@pytest.mark.parametrize("text", ["罍(léi)街", "推行AB(a)岗", "强化(ABC)", "党建(dang)"])
def test_brackets_that_are_not_a_programs_readings_stay(text):
    assert pinyin.remove(text)[0] == text or text == "党建(dang)"


def test_letters_that_are_no_reading_among_readings_are_asked_about():
    text, changes = pinyin.remove(PROGRAM + "袡(quán)有")
    assert f"袡(quán){ANCHOR}有" in text
    assert "缺字" in changes[-1].question


def test_a_reading_of_several_characters_goes():
    assert pinyin.is_reading("强化", "qiáng huà") == 2


def test_a_traditional_text_becomes_simplified():
    text, changes = traditional.simplify(
        "社區開辦議事廳，隨著城市發展，乾隆年間修建的書院成為居民學習的地方。"
    )
    assert text == "社区开办议事厅，随着城市发展，乾隆年间修建的书院成为居民学习的地方。"
    assert ("區", "区") in [(change.before, change.after) for change in changes]


def test_a_written_work_and_a_name_keep_their_character():
    assert traditional.convert("忠實原著，看著他") == "忠实原著，看着他"
    assert traditional.convert("領導劉著平、王長青看著居民") == "领导刘著平、王长青看着居民"
    # Where the text has 着, 著 is never meant for it.
    assert traditional.convert("名著擺着，論著也擺着") == "名著摆着，论著也摆着"


def test_a_simplified_text_with_a_few_old_characters_stays():
    text = "示例社区有一座清代书院，门额上写着“學海”二字，居民在这里读书、议事、办活动。"
    assert traditional.simplify(text) == (text, [])


def test_a_shifted_run_is_read_back_and_asked_about(damage):
    sentence = "社区党委把小区党支部和业主委员会请到一张桌子上，定下五步流程"
    data = sentence.encode("gbk")
    damaged = (data[:8] + data[9:]).decode("gbk", "replace").replace("\ufffd", "?") + "；大家都说好。"
    text, changes = byteshift.repair(damaged)
    assert "小区党支部和业主委员会请到一张桌子上" in text.replace(ANCHOR, "")
    assert len(changes) == 1 and "推测" in changes[0].question and text.count(ANCHOR) == 1


def test_a_reading_between_the_bytes_of_a_character_is_taken_out():
    text, changes = byteshift.repair_around_readings("各領域?qū)嵺`活動")
    assert text == f"各領域實踐{ANCHOR}活動"
    assert "推测" in changes[0].question


def test_of_a_pair_that_vanished_only_what_the_bytes_allow_is_guessed():
    # 對接 lost the pair between its characters, which is none in GBK; 孫子 could not have been read so.
    text, changes = byteshift.repair_around_readings("推動單位雙向?qū)有枨蠛头?wù)資源")
    assert text.replace(ANCHOR, "") == "推動單位雙向對接需求和服務資源"
    assert "孙子" not in changes[0].question and "对接需求" in changes[0].question


def test_a_question_mark_that_asks_nothing_is_asked_about():
    text, changes = byteshift.repair("全市社區建立議事廳,居民定下規矩?大家遵守,已經辦成37件事.")
    assert f"?{ANCHOR}大家" in text and "不像是问句" in changes[0].question


def test_one_lost_character_is_guessed_and_others_are_shown():
    text, changes = byteshift.repair("各级党组织充分发挥作?，推动基层治理。")
    assert text.startswith(f"各级党组织充分发挥作用{ANCHOR}，")
    assert "也可能是" in changes[0].question


@pytest.mark.parametrize(
    "text",
    [
        "能不能再快一点?大家都在想办法。",
        "昊宸小区和岢岚路社区的闫婷婷、砺剑队员都来了。",
        "“呦呦鹿鸣”讲堂的莘莘学子坐得满满当当。",
    ],
)
def test_questions_and_rare_names_are_left_alone(text):
    assert byteshift.repair(text) == (text, [])


def test_half_width_signs_beside_chinese_become_full_width():
    text, _ = wording.signs("截至目前,全市有1,200名党员(含预备党员);9:05开会,见https://example.org/a,b:吗?")
    assert text == "截至目前，全市有1,200名党员（含预备党员）；9:05开会，见https://example.org/a,b：吗？"


def test_a_lost_middle_dot_comes_back_with_a_question():
    text, changes = wording.middle_dots("举办“美丽示例?金秋之夜”文化节")
    assert text == f"举办“美丽示例·{ANCHOR}金秋之夜”文化节"
    assert "间隔号" in changes[0].question


def test_a_real_question_in_quotes_stays():
    assert wording.middle_dots("他问“为什么?怎么办”")[1] == []


def test_a_doubled_function_word_goes_and_a_doubled_noun_is_asked_about():
    assert wording.doubled("项目按照按照标准推进")[0] == "项目按照标准推进"
    assert wording.doubled("召开动员部署会议会议印发方案")[0].count(ANCHOR) == 1


@pytest.mark.parametrize(
    "text", ["确保城市基层党组织组织力全面提升", "共建共治共享", "一个一个解决", "大家讨论讨论再定", "明明白白"]
)
def test_words_that_only_look_doubled_stay(text):
    assert wording.doubled(text) == (text, [])


def test_stray_spaces_go_but_those_of_a_title_stay():
    assert wording.spaces("实行“ 双向认领”，群众 满意。")[0] == "实行“双向认领”，群众满意。"
    assert wording.spaces("健全机制 创新举措")[0] == "健全机制 创新举措"


def test_characters_that_cannot_be_read_are_marked():
    text, changes = wording.lost_characters("议\ufffd厅")
    assert text == f"议\ufffd{ANCHOR}厅" and changes[0].question


def test_radicals_that_pdf_programs_write_become_characters():
    text, changes = forms.plain("居⺠在家⻔⼝议事")
    assert text == "居民在家门口议事" and len(changes) == 3
