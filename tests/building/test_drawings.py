import pytest

from portal.building.drawings import fault_of

HEAD = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 1 1">'


@pytest.mark.parametrize(
    "inside",
    [
        b"<title>x</title><path d='M0 0h1' fill='#b3161b'/>",
        b"<style>.a{fill:url(#g)}</style><linearGradient id='g'/><rect class='a' fill='url(#g)'/>",
        b"<image href='data:image/png;base64,iVBORw0KGgo='/>",
        b"<use xlink:href='#a'/><text font-family='sans-serif'>\xe7\xbd\x91\xe6\xa0\xbc</text>",
    ],
)
def test_a_picture_is_published(inside):
    assert fault_of(b"<?xml version='1.0'?>" + HEAD + inside + b"</svg>") == ""


@pytest.mark.parametrize(
    "drawing",
    [
        HEAD + b"<script>alert(1)</script></svg>",
        HEAD + b"<path onload='alert(1)'/></svg>",
        b"<x:svg xmlns:x='http://www.w3.org/2000/svg'><x:script>alert(1)</x:script></x:svg>",
        HEAD + b"<a href='&#106;avascript:alert(1)'><text>x</text></a></svg>",
        HEAD + b"<use href='https://example.org/a.svg#x'/></svg>",
        HEAD + b"<image href='https://example.org/a.png'/></svg>",
        HEAD + b"<style>@import url(https://example.org/a.css)</style></svg>",
        HEAD + b"<rect style='fill:url(https://example.org/a)'/></svg>",
        HEAD + b"<foreignObject/></svg>",
        HEAD + b"<set attributeName='href' to='javascript:alert(1)'/></svg>",
        b"<?xml-stylesheet href='https://example.org/a.css'?>" + HEAD + b"</svg>",
        b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + HEAD + b"</svg>",
        b"<html xmlns='http://www.w3.org/1999/xhtml'/>",
        b"not xml",
    ],
)
def test_a_drawing_that_is_more_than_a_picture_is_not(drawing):
    assert fault_of(drawing)
