from portal.articles.model import Article
from portal.errors import CODES
from portal.regions.resolve import place_of, problem_of, resolve


def article(region):
    return Article("20201110-001", "a/20201110-001.md", "v", "标题", "2020-11-10", "a", "来源", "编辑", region=region)


def test_a_known_place_has_the_page_of_its_code_and_the_places_around_it():
    place = place_of(article("合肥市包河区"))
    assert (place.slug, place.name, place.url) == ("340111", "包河区", "region/340111/")
    assert [p.name for p in place.ancestors] == ["安徽省", "合肥市"]


def test_a_fictional_place_has_a_stable_page_of_its_own():
    place = resolve("云溪市")
    assert place == resolve(" 云溪市 ") and place.slug.startswith("x-") and len(place.slug) == 14
    assert place.code is None and place.slug != resolve("云溪县").slug


def test_a_street_lies_in_its_county():
    place = resolve("安徽省合肥市包河区望湖街道")
    assert place.name == "望湖街道" and [p.name for p in place.ancestors] == ["安徽省", "合肥市", "包河区"]


def test_no_place_gives_none():
    assert place_of(article("")) is None


def test_ambiguous_and_unknown_names_are_warned_of():
    assert problem_of(article("鼓楼区")).code == "region-ambiguous"
    assert problem_of(article("云溪市")).code == "region-unknown"
    assert problem_of(article("包河区")) is None and problem_of(article("包河区望湖街道")) is None
    assert CODES["region-unknown"][0] == "warning"
