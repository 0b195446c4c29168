import pytest

from portal import settings
from portal.errors import SettingsError


def test_settings_of_pelican_are_left_alone():
    assert settings.load({"SITENAME": "x", "PORTAL_NAME": "青石先锋网"}).name == "青石先锋网"


def test_every_wrong_setting_is_told_at_once():
    with pytest.raises(SettingsError) as told:
        settings.load({"PORTAL_NAMME": "x", "PORTAL_PAGE_SIZE": "20", "PORTAL_SAMPLE": 1, "PORTAL_KEEP_TREES": 0})
    for name in ("PORTAL_NAMME", "PORTAL_PAGE_SIZE", "PORTAL_SAMPLE", "PORTAL_KEEP_TREES"):
        assert name in str(told.value)


def test_a_list_setting_is_never_shared_between_sites():
    first, second = settings.load({}), settings.load({})
    first.home_columns.append("a")
    assert second.home_columns == []
