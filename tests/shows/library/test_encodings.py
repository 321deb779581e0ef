"""Bytes of .nfo files as text."""

import pytest

from fandom.shows.library.encodings import text_of

WORDS = "<tvshow><title>Amélie – Łódź</title></tvshow>"
WESTERN = "<tvshow><title>Amélie – “x”</title></tvshow>"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("declared", ["", "utf-8", "utf-16", "windows-1252", "no-such-thing", "rot13", "utf-7"])
def test_unicode_is_found_out_whatever_is_declared(codec: str, declared: str) -> None:
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    assert text_of((head + WORDS).encode(codec)) == head + WORDS


@pytest.mark.parametrize("declared", ["utf-8", "windows-1252", "utf-16", "", "no-such-thing"])
def test_windows_1252_is_what_else_it_is(declared: str) -> None:
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    assert text_of((head + WESTERN).encode("cp1252")) == head + WESTERN


@pytest.mark.parametrize(("codec", "words"), [("koi8-r", "Брат"), ("shift_jis", "千と千尋"), ("iso-8859-2", "Łódź")])
def test_what_is_declared_counts_where_it_is_no_utf_8(codec: str, words: str) -> None:
    text = f"<?xml version='1.0' encoding='{codec}'?><movie><title>{words}</title></movie>"
    assert text_of(text.encode(codec)) == text


@pytest.mark.parametrize("content", [b"", b"\xff", b"\x81\x8d\x8f", bytes(range(256)), b"\xff\xfe\x00", b"<\x00"])
def test_any_bytes_are_some_text(content: bytes) -> None:
    assert isinstance(text_of(content), str)
