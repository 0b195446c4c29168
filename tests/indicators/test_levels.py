from portal.indicators.extract import extract


def regions(text):
    return [figure.region for figure in extract(text)]


def test_a_city_wide_figure_is_never_pinned_on_a_community():
    assert regions("包河区滨湖社区党群服务中心启用。全市共有网格员3.4万名。") == ["合肥市"]


def test_where_no_city_is_named_a_city_wide_figure_has_no_place():
    assert regions("柳岸社区党群服务中心启用。全市共有网格员3.4万名。") == [None]
