from portal.articles.summary import reading_length, summarise


def test_whole_sentences_up_to_the_limit():
    html = "<h2>标题</h2><p>第一句。第二句！</p><p>第三句。</p>"
    assert summarise(html) == "第一句。第二句！第三句。"
    assert summarise(html, 9) == "第一句。第二句！"


def test_a_by_line_is_passed_over():
    assert summarise("<p>通讯员 某某</p><p>街道清理了挂牌。</p>") == "街道清理了挂牌。"
    assert summarise("<p>只有一行没有句号</p>") == "只有一行没有句号"


def test_a_long_first_sentence_is_cut_at_a_comma():
    sentence = "前半句有十几个字放在这里，" + "后" * 200 + "。"
    assert summarise(f"<p>{sentence}</p>", 30) == "前半句有十几个字放在这里……"
    assert len(summarise(f"<p>{'长' * 300}。</p>")) == 120


def test_footnotes_are_no_summary():
    assert summarise('<p>正文。</p><div class="footnote"><ol><li><p>注。</p></li></ol></div>') == "正文。"


def test_quotation_marks_end_with_their_sentence():
    assert summarise("<p>他说：“好。”然后走了。</p>", 8) == "他说：“好。”"


def test_a_given_summary_is_kept(write):
    assert write(summary="编辑写的摘要").article.summary == "编辑写的摘要"
    assert write("\n第一句。\n").article.summary == "第一句。"


def test_length_counts_han_characters_words_and_numbers():
    assert reading_length("全市有1,200个社区，APP 上线。") == 10
