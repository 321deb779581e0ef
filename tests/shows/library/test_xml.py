"""XML of .nfo files: what is forgiven, and what is refused."""

import pytest

from fandom.shows.library import xml
from fandom.shows.library.encodings import text_of

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = [
    f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><tvshow><title>&l9;</title></tvshow>',
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><tvshow><title>&e;</title></tvshow>',
    '<!DOCTYPE x SYSTEM "http://evil.example/x.dtd"><tvshow/>',
    '<?xml version="1.0"?><!DOCTYPE tvshow><tvshow/>',
    '<tvshow><!ENTITY % p SYSTEM "file:///etc/passwd"> %p;</tvshow>',
]


def title(text: str) -> str | None:
    (root,), _ = xml.roots(text)
    return root.findtext("title")


@pytest.mark.parametrize("text", HOSTILE)
def test_entities_and_document_types_are_refused(text: str) -> None:
    with pytest.raises(xml.Refused, match="entities"):
        xml.roots(text)


def test_hostile_files_in_any_encoding_are_refused() -> None:
    for text in HOSTILE:
        for codec in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
            with pytest.raises(xml.Refused):
                xml.roots(text_of(text.encode(codec)))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", xml.EMPTY),
        (" \n\t ", xml.EMPTY),
        ("https://www.imdb.com/title/tt0078748/", xml.AN_ADDRESS),
        ("just words", "This is not XML: it has no element."),
        ("<tvshow><title>Cut off", "This is not XML"),
        ("<tvshow></show>", "This is not XML"),
        ("</nfo><nfo><tvshow/>", "This is not XML"),
        ("<a>" * 100 + "</a>" * 100, xml.TOO_DEEP),
        (f"<tvshow>{'<actor/>' * 50_001}</tvshow>", xml.TOO_MANY),
        ("<a>" * 500_000, xml.TOO_DEEP),
    ],
)
def test_what_is_no_nfo_is_refused_with_a_sentence(text: str, why: str) -> None:
    with pytest.raises(xml.Refused) as refused:
        xml.roots(text)
    assert str(refused.value).startswith(why)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Tom & Jerry", "Tom & Jerry"),
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("Caf&eacute; &nbsp;", "Café \u00a0"),
        ("&unknown;", "&unknown;"),
        ("a&b;c", "a&b;c"),
        ("&#233;&#xe9;", "éé"),
        ("bad&#0;&#xD800;&#x110000;", "bad"),
        ("bell\x07\x00", "bell"),
        ("<![CDATA[a < b & <!DOCTYPE c]]>", "a < b & <!DOCTYPE c"),
        ("<!-- <!DOCTYPE x> -->ok", "ok"),
    ],
)
def test_what_people_and_programs_write_is_read(written: str, read: str) -> None:
    assert title(f"<tvshow><title>{written}</title></tvshow>") == read


def test_several_roots_and_what_stands_beside_them() -> None:
    text = (
        '<?xml version="1.0"?>\n<episodedetails/>\n<?xml version="1.0"?><episodedetails/>\nhttps://a.example/?x=1&y=2\n'
    )
    found, beside = xml.roots(text)
    assert [each.tag for each in found] == ["episodedetails"] * 2
    assert beside.split() == ["https://a.example/?x=1&y=2"]


def test_a_file_as_large_as_may_be_is_read() -> None:
    assert title(f"<tvshow><title>{'& ' * 900_000}</title></tvshow>") == "& " * 900_000
