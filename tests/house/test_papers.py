"""What a paper points to is there: files, pictures, headings, and in both tongues."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.house.test_tongues import catalogue, rooms

ROOT = Path(__file__).resolve().parents[2]
PAPERS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
# [text](target) and ![picture](target); a target may carry a title in quotation marks
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
FENCED = re.compile(r"^```.*?^```", re.S | re.M)
INLINE = re.compile(r"`[^`\n]*`")
OUTSIDE = ("http://", "https://", "mailto:")
LARGEST = 200_000  # bytes of a picture


def targets(paper: Path) -> list[str]:
    """Return where a paper points, within the house."""
    text = INLINE.sub("", FENCED.sub("", paper.read_text(encoding="utf-8")))
    return [each for each in LINK.findall(text) if not each.startswith(OUTSIDE)]


def headings(paper: Path) -> list[tuple[str, str]]:
    """Return the depth and the words of each heading."""
    text = FENCED.sub("", paper.read_text(encoding="utf-8"))
    return re.findall(r"^(#+) +(.+?)\s*$", text, re.M)


def anchors(paper: Path) -> set[str]:
    """Return the names by which the headings of a paper can be reached."""
    return {
        re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
        for _, words in headings(paper)
    }


def leads(paper: Path, target: str, root: Path) -> bool:
    """Tell whether a target leads to a file below the root, and to a heading in it."""
    name, _, anchor = unquote(target).partition("#")
    file = (paper.parent / name).resolve() if name else paper
    if not (file.exists() and file.is_relative_to(root)):
        return False
    return not anchor or file.suffix != ".md" or anchor in anchors(file)


def missing(paper: Path, root: Path = ROOT) -> list[str]:
    """Return the targets of a paper that lead nowhere."""
    return [each for each in targets(paper) if not leads(paper, each, root)]


def test_there_are_papers_that_point_somewhere():
    assert len(PAPERS) > 40
    assert sum(len(targets(paper)) for paper in PAPERS) > 60


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_and_picture_of_a_paper_exists(paper):
    assert missing(paper) == []


def test_link_that_leads_nowhere_is_noticed(tmp_path):
    paper = tmp_path / "paper.md"
    paper.write_text(
        "# A head, and more\n[a](#a-head-and-more) [b](#none) [c](gone.md)\n"
        "![d](gone.png) `[e](code.md)` [f](https://example.org) [g](../outside.md)"
    )
    assert missing(paper, tmp_path) == ["#none", "gone.md", "gone.png", "../outside.md"]


def test_every_picture_is_shown_somewhere_and_small():
    shown = {
        (paper.parent / unquote(target)).resolve()
        for paper in PAPERS
        for target in targets(paper)
    }
    pictures = set((ROOT / "docs/images").iterdir())
    assert pictures - shown == set()
    assert [each.name for each in pictures if each.stat().st_size > LARGEST] == []


def test_every_paper_in_chinese_stands_beside_its_english_one():
    """They tell the same: as many pictures, the same headings in number and depth."""
    both = [each for each in PAPERS if each.name.endswith(".zh-CN.md")]
    assert len(both) >= 2
    for chinese in both:
        english = chinese.with_name(chinese.name.replace(".zh-CN", ""))
        assert english.exists(), chinese
        depths = [[depth for depth, _ in headings(p)] for p in (chinese, english)]
        assert depths[0] == depths[1], chinese
        pictures = [p.read_text("utf-8").count("![") for p in (chinese, english)]
        assert pictures[0] == pictures[1], chinese


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_test_and_benchmark_that_a_paper_names_exists(paper):
    text = paper.read_text(encoding="utf-8")
    named = re.findall(r"\btests/[\w/]+\.py\b", text)
    modules = re.findall(r"python -m (benchmarks\.\w+)", text)
    named += [f"{module.replace('.', '/')}.py" for module in modules]
    assert [each for each in named if not (ROOT / each).is_file()] == []
    for file, test in re.findall(r"\b(tests/[\w/]+\.py)::(\w+)", text):
        assert f"def {test}(" in (ROOT / file).read_text("utf-8"), test


@pytest.mark.parametrize(
    "name",
    [
        "keep-the-gate",
        "take-in-laboratory-results",
        "walk-the-corridor",
        "send-notices-out",
        "write-a-measure",
        "run-a-look-back",
        "set-up-odk-collect",
        "visit-on-the-phone",
        "take-in-laboratory-results",
        "walk-the-corridor",
    ],
)
def test_how_to_says_the_very_words_of_the_screens(name):
    """What stands in bold there is to be found on a page, in the paper's tongue."""
    both = [pair for room in rooms() for pair in catalogue(room).items()]
    for n, tongue in enumerate(("", ".zh-CN")):
        text = (ROOT / f"docs/how-to/{name}{tongue}.md").read_text(encoding="utf-8")
        bold = {
            " ".join(each.split()) for each in re.findall(r"\*\*(.+?)\*\*", text, re.S)
        }
        assert bold - {pair[n] for pair in both} == set()
        assert len(bold) >= 4
