"""Meta tags of Chinese official sites (政府网站发展指引, 国办发〔2017〕47号, annex 网页标签规范)."""


def register() -> None:
    """Pelican's entry point: the slice works through ``portal.govmeta.plugin.PART``."""
