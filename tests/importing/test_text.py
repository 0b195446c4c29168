"""Whole texts: what is the article's stays, what is the page's goes, structure is found."""

from portal.importing import chrome, metadata, pictures
from portal.importing.markdown import write

PAGE = """X
欢迎来到示例先锋网！
首页 | 要闻 | 公告 | 专题
您现在的位置：首页 > 基层党建 > 正文

示例市推进城市基层党建
——把服务送到家门口

编辑部
来源:示例日报
发布日期：二〇二一年三月四日
作者：
浏览次数：7880

近年来，示例市坚持以社区为基本单元，把服务送到居民家门口，建成党群服务中心22个，总面积近11万平方米。

31a0d2f7c9.jpg

坚持服务群众

一、背景与起因

街道社区点多面广，居民需求多样，仅靠社区干部难以应付。全市有街道14个、社区132个，平均每个社区3000多户。

二、主要做法

1、织密组织网络。把党支部建在小区，把党小组建在楼栋，全市建立小区党支部489个，形成上下贯通的组织体系。

2、下沉服务资源。街道把审批服务事项放到社区办理，居民不出小区就能办成36件事，群众满意度不断提高。

（责任编辑：李四）
相关文章
• 某地召开会议
• 某地开展活动
主办：示例单位 技术支持：示例公司
"""


def test_a_page_saved_as_text_becomes_an_article(imported):
    draft = imported(PAGE)
    body, _ = write(draft)
    assert draft.fields["title"] == "示例市推进城市基层党建——把服务送到家门口"
    assert draft.fields["source"] == "示例日报"
    assert draft.fields["author"] == "编辑部"
    assert draft.fields["editor"] == "李四"
    assert draft.fields["date"] == "2021-03-04"
    assert draft.legacy == {"浏览次数": "7880"}
    for gone in ("欢迎", "首页", "位置", "相关文章", "某地", "技术支持", "责任编辑：", "来源:"):
        assert gone not in body
    assert "<!-- 旧系统的记录：浏览次数 7880 -->" in body


def test_headings_sections_and_run_in_headings_are_found(imported):
    draft = imported(PAGE)
    headings = [(block.level, block.text) for block in draft.blocks if block.kind == "heading"]
    assert (2, "坚持服务群众") in headings and (2, "一、背景与起因") in headings and (2, "二、主要做法") in headings
    assert draft.fields["type"] == "case"
    assert "**1、织密组织网络。**把党支部建在小区" in write(draft)[0]


def test_a_picture_name_alone_becomes_a_place_with_a_question(imported):
    body, questions = write(imported(PAGE))
    assert "此处原有图片 31a0d2f7c9.jpg" in "".join(questions)
    assert "\n31a0d2f7c9.jpg\n" not in body


def test_every_character_is_accounted_for(imported):
    draft = imported(PAGE)
    left = sum(block.size for block in draft.blocks if block.kind != "picture")
    assert draft.source.characters == left + sum(draft.notes.counts.values())


def test_words_of_navigation_inside_the_text_stay(imported):
    text = PAGE.replace("坚持服务群众", "基层党建")
    assert "基层党建" in [block.text for block in imported(text).blocks if block.kind == "heading"]


def test_sentences_that_begin_like_page_furniture_stay():
    for line in (
        "打印机走进社区服务站",
        "欢迎居民来提意见，社区每周三晚上都有人值班。",
        "地址变更后居民办事更方便了。",
    ):
        assert chrome.rule_for(line) == ""


def test_information_lines_are_taken_apart():
    line = "发布时间：2021-03-04 09:05　来源：示例日报　作者：张三　浏览次数：12　字体：【大 中 小】"
    assert [(key, value) for key, _, value in metadata.pairs(line)][:4] == [
        ("date", "2021-03-04 09:05"),
        ("source", "示例日报"),
        ("author", "张三"),
        ("", "12"),
    ]


def test_a_sentence_with_a_colon_is_no_information_line():
    for line in (
        "会议时间：每周三晚上七点，地点在社区议事厅，欢迎居民参加。大家都来。",
        "作者说：社区是家。大家都赞成。",
    ):
        assert metadata.pairs(line) == []


def test_without_title_the_editor_is_asked_and_no_text_is_taken(imported, clean):
    draft = imported(clean)
    assert draft.fields["title"].startswith("（填写标题")
    assert any("标题" in question for question in draft.notes.asked)
    assert "近年来，示例市" in write(draft)[0]


def test_a_name_alone_on_the_first_line_is_an_author_to_be_confirmed(imported, clean):
    draft = imported("石里文\n" + clean)
    assert draft.fields["author"] == "石里文"
    assert any("石里文" in question for question in draft.notes.asked)


def test_lines_broken_at_a_column_are_joined(imported, damage, clean):
    draft = imported(damage.wrapped(clean, 30))
    assert [block.text for block in draft.blocks] == clean.split("\n")


def test_a_sentence_broken_by_an_empty_line_is_joined_and_asked_about(imported):
    text = "示例市加强队伍建设\n\n全市各级党组织把服务群众作为根本任务，推动资源、服务、管理下沉到社区，逐步加强专职社区工作者队伍建设\n\n设、网格员队伍建设，为基层治理提供有力支撑，群众满意度持续提高。"
    body, questions = write(imported(text))
    assert "社区工作者队伍建设<!--" in body and "-->、网格员队伍" in body
    assert any("重复的字" in question for question in questions)


NEWSPAPER = """一部分、干部作风普遍好转，社区成为居民信得过的家，大家遇事愿意找社区商量。

二、优化整合网格

市委把网格党建作为重要抓手，划分网格186个，每个网格配一名专职人员，居民有事先找网格员说一说。

(下转B2版)

示例市地处平原，总人口130万人，城市街道党工委5个，近年来城市规模不断扩大，治理任务日益繁重起来。

一、系统谋划推进

市委召开推进会议，把任务分解为69项，明确完成时限，带动县区党委发挥指挥部作用，督促社区党组织履行职责，使居民满意的社区占了绝大
"""


def test_newspaper_columns_are_put_in_order_with_the_reason(imported):
    draft = imported(NEWSPAPER)
    text = "".join(block.text for block in draft.blocks)
    order = [text.index(words) for words in ("地处平原", "系统谋划", "绝大", "干部作风", "优化整合")]
    assert order == sorted(order)
    assert "下转" not in write(draft)[0].replace("<!--", "\n<!--").split("\n")[-1]
    assert any("次序" in question for question in draft.notes.questions)
    assert any("别的版" in question for question in draft.notes.asked)


def test_turned_pages_in_one_file_are_brought_together(imported):
    text = (
        "示例市推进城市基层党建工作\n\n市委坚持书记抓、抓书记，把城市基层党建作为重点任务，推动街道社区把主要精力放到\n（下转第二版）\n"
        "（上接第一版）抓党建、抓治理、抓服务上来，全市街道全部取消招商引资任务，群众满意度明显提高。"
    )
    body, _ = write(imported(text))
    assert "主要精力放到<!--" in body and "-->抓党建、抓治理" in body


def test_a_caption_goes_to_its_picture(imported):
    text = "议事厅开张了\n\n近日，示例社区议事厅开张，居民每周三晚上来说事议事，已经解决问题37件。\n\na.jpg\n\n图为居民正在议事。\n\n大家说，有事好商量。以前有事不知道找谁，现在下楼就能说，邻里之间的争吵少了一半。"
    picture = next(block for block in imported(text).blocks if block.kind == "picture")
    assert (picture.name, picture.text) == ("a.jpg", "图为居民正在议事。")


def test_file_names_in_sentences_are_no_pictures():
    assert pictures.file_name("把 a.jpg 改名为 b.jpg，再上传。") == ""
    assert pictures.file_name("插图3：社区 议事 - 副本.JPG") == "社区 议事 - 副本.JPG"


def test_markdown_signs_in_plain_text_show_as_they_are(imported, clean):
    from portal.importing.verify import difference

    text = f"示例标题一二三\n\n实行“1*2*3”和[试点]<办法>，`x`_y_，1. 第一\\条\n\n1. 先做这一项，再做那一项，一项一项落实到位。\n\n{clean}"
    draft = imported(text)
    assert difference(draft, write(draft)[0]) == ""


def test_a_lost_dot_is_mended_though_it_might_be_a_lost_character(imported, clean):
    for text in (clean.replace("服务送到", "“邻里?议事厅”送到"), clean.replace("，", ",").replace("服务送到", "“邻里?之夏”送到")):
        body, questions = write(imported("示例市社区治理\n\n" + text))
        assert "“邻里·<!--" in body and sum("间隔号" in question for question in questions) == 1


def test_the_report_shows_no_signs_of_our_own(imported, clean):
    from portal.importing.report import lines, made

    draft = imported("示例市社区治理\n\n" + clean.replace("，", ",").replace("服务送到", "“邻里?之夏”,送到"))
    body, questions = write(draft)
    told = "\n".join(lines(made("a.txt", "a.md", draft, body, questions)))
    assert not any("\ufdd0" <= character <= "\ufdef" or character >= "\U000f0000" for character in told)


def test_damaged_copies_come_back(damage, recovery, clean):
    for make in (damage.traditional, damage.pinyin, damage.wrapped, damage.half_width):
        found = recovery.measure(clean, make(clean))
        assert found.back / found.characters >= 0.999, make.__name__
        assert found.unmarked == 0
    found = recovery.measure(clean, damage.page(clean, "示例市推进城市基层党建"))
    assert found.back == found.characters


def test_what_a_lost_byte_costs_is_marked(damage, recovery, clean):
    for seed in range(5):
        found = recovery.measure(clean, damage.byte_shift(clean, seed))
        assert found.back / found.characters >= 0.99
        assert found.unmarked == 0, found.examples


def test_the_banner_of_a_page_without_source_is_offered_as_a_hint(imported):
    draft = imported(PAGE.replace("来源:示例日报\n", ""))
    assert any("网页横幅写的是「示例先锋网」" in question for question in draft.notes.asked)


def test_buttons_without_spaces_go_and_rows_of_brackets_take_no_time():
    import time

    assert chrome.rule_for("【打印】【关闭】") == chrome.BUTTON
    start = time.monotonic()
    for row in ("[" * 190 + "x", "【打印】" * 45 + "x", "大 中 小 " * 24 + "x", "(打印" * 60):
        chrome.rule_for(row)
    assert time.monotonic() - start < 1
