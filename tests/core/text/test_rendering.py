"""Rendering: whatever is typed, only four tags come out, and no address but http, https and our own."""

from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fandom.core.errors import Invalid
from fandom.core.text import Rendered, prose, render
from fandom.core.text.rendering import HIDDEN_LABEL, MAX_MENTIONS, REL, mentioned

ALLOWED = {
    "p": set(),
    "br": set(),
    "a": {"href", "rel", "class"},
    "span": {"class", "role", "tabindex", "aria-label"},
}


class Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert {name for name, _ in attrs} <= ALLOWED[tag]
        href = dict(attrs).get("href") or "/"
        assert href.startswith(("http://", "https://", "/u/", "/tags/")) or href == "/"
        assert tag != "a" or "a" not in self.open
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def shown(text: str, *handles: str) -> Rendered:
    return render(text, lambda asked: asked & set(handles))


PIECES = st.sampled_from(
    ["<", ">", "&", '"', "'", "/", "#", "@", "|", "||", "\n", "\n\n", " ", "@ada", "#ines", "javascript:alert(1)",
     "https://example.com/", "http://", "data:text/html,x", "<script>", "</p>", "<a href=", "onclick=", "&lt;",
     "&#106;", "<!--", "-->", "<![CDATA[", "example.org", "?a=1&b=2", "(", ")", "\u202f", "é",
     "<svg/onload=x>", "{{", "}}"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join)))
@example("||<a href=javascript:alert(1)>||")
@example("https://example.com/||x||@ada#ines")
def test_nothing_outside_the_list_ever_comes_out(text: str) -> None:
    try:
        typed = prose(text, 500, "body")
    except Invalid:
        return
    reader = Reader(shown(typed, "ada").html)
    assert "".join(reader.text.split()).replace("|", "") == "".join(typed.split()).replace("|", "")


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "ftp://x/", "file:///etc/passwd", "mailto:a@b.org", "//evil"],
)
def test_no_link_to(address: str) -> None:
    assert "<a" not in shown(f"see {address} there", "b").html


def test_what_looks_like_html_is_text() -> None:
    assert shown("<b>&amp;</b>").html == "<p>&lt;b&gt;&amp;amp;&lt;/b&gt;</p>"


def test_an_outside_link_vouches_for_nothing() -> None:
    found = shown("see https://example.com/?a=1&b=2.")
    assert found.html == (
        f'<p>see <a href="https://example.com/?a=1&amp;b=2" rel="{REL}">https://example.com/?a=1&amp;b=2</a>.</p>'
    )
    assert found.links == ("https://example.com/?a=1&b=2",)


def test_a_bare_domain_is_a_link() -> None:
    assert shown("example.org").links == ("http://example.org",)


@pytest.mark.parametrize("text", ["@bo", "x@ada", "@ada@example.org", "@@ada", "/@ada", "@a", "@adalovelace"])
def test_no_mention_in(text: str) -> None:
    found = shown(text, "ada")
    assert found.mentions == ()
    assert "/u/" not in found.html


@pytest.mark.parametrize("text", ["@ada", "@Ada!", "(@ada)", "hello @ada, @ada", "@ada's"])
def test_a_mention_in(text: str) -> None:
    found = shown(text, "ada")
    assert found.mentions == ("ada",)
    assert 'href="/u/ada"' in found.html


def test_nobody_calls_a_whole_fandom() -> None:
    assert len(mentioned(" ".join(f"@fan{number}" for number in range(100)))) == MAX_MENTIONS


@pytest.mark.parametrize("text", ["#1", "#", "##ines", "x#ines", "/#ines", "https://example.com/#ines"])
def test_no_tag_in(text: str) -> None:
    assert shown(text).tags == ()


def test_tags_link_to_their_one_form_and_read_as_typed() -> None:
    found = shown("#Ines, #the-kettle. #Été")
    assert found.tags == ("ines", "the-kettle", "été")
    assert '<a class="tag" href="/tags/ines">#Ines</a>,' in found.html
    assert 'href="/tags/%C3%A9t%C3%A9"' in found.html


def test_hidden_words_hold_no_links_mentions_or_tags() -> None:
    found = shown("a ||@ada #ines https://example.com <b>|| z", "ada")
    assert found == Rendered(
        f'<p>a <span class="hidden" role="button" tabindex="0" aria-label="{HIDDEN_LABEL}">'
        "<span>@ada #ines https://example.com &lt;b&gt;</span></span> z</p>",
        (), (), (),
    )  # fmt: skip


@pytest.mark.parametrize("text", ["||||", "|| x ||", "||x", "x||", "||a\n\nb||", "|x|"])
def test_nothing_hidden_in(text: str) -> None:
    assert "span" not in shown(text).html


def test_two_hidden_places() -> None:
    assert shown("||a|| and ||b\nc||").html.count('class="hidden"') == 2


def test_paragraphs_and_lines() -> None:
    assert shown("a\nb\n\nc").html == "<p>a<br>b</p><p>c</p>"
