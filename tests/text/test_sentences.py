from portal.text.sentences import split


def pieces(text):
    return [text[s.start : s.end] for s in split(text)]


def test_sentences_keep_their_end_marks_and_closing_quotes():
    assert pieces("他说：“好。”大家走了！？真的……") == ["他说：“好。”", "大家走了！？", "真的……"]


def test_a_line_end_ends_a_sentence_and_blank_lines_are_none():
    assert pieces("标题\r\n\r\n  正文一；正文二\n") == ["标题", "正文一；", "正文二"]


def test_paragraphs_are_numbered_and_first_sentences_marked():
    assert [(s.paragraph, s.opens) for s in split("一。二。\n\n三。")] == [(0, True), (0, False), (1, True)]


def test_nothing_gives_nothing():
    assert split(" \n\u3000\n") == []
