"""The steps of the tutorial "Follow one resident", for its test and its pictures."""

from tests.e2e.visitor import Visitor

# the resident whom the scenario follows, and the one who still waits
FOLLOWED, WAITING = "王秀兰", "徐桂芳"


def released(head: Visitor) -> str:
    """Open the signed release; return its address."""
    head.open("/gate/releases")
    head.page.click(f"main table a:has-text('{FOLLOWED}')")
    head.page.wait_for_url("**/gate/isolation/*")
    return head.page.url


def as_it_stood(head: Visitor, case: str, at: str) -> str:
    """Ask for the case as it stood; return what the page answers."""
    head.open(f"{case}/then")
    head.page.fill("[name=at]", at)
    head.page.click("main form button")
    head.page.wait_for_selector("main ul.reasons, main .table-frame")
    return head.page.inner_text("main")


def waiting(head: Visitor) -> str:
    """Open the case of the resident who still waits; return what it says."""
    head.open("/gate/isolation")
    head.page.click(f"main a:has-text('{WAITING}')")
    head.page.wait_for_url("**/gate/isolation/*")
    return head.page.inner_text("main")


def late_positive(
    nurse: Visitor, name: str = FOLLOWED, sampled_at: str = "2020-02-23T08:00"
) -> None:
    """Enter a result that came late: the sample was taken before the release."""
    nurse.open(f"/gate/people?q={name}")
    nurse.page.click(f"main table a:has-text('{name}')")
    nurse.page.wait_for_url("**/gate/people/*")
    nurse.open(f"{nurse.page.url}/test")
    nurse.page.fill("[name=sampled_at]", sampled_at)
    nurse.page.select_option("[name=outcome]", "positive")
    nurse.page.click("main form button.button")
    nurse.page.wait_for_url("**/gate/people/*")


def look_back(county: Visitor, name: str = FOLLOWED) -> None:
    """Open the release that the positive has opened again."""
    county.open("/gate/reviews")
    county.page.click(f"main a:has-text('{name}')")
    county.page.wait_for_url("**/gate/reviews/*")


def show(visitor: Visitor, words: str) -> None:
    """Bring the words to the middle of the screen."""
    visitor.page.get_by_text(words).first.evaluate(
        "each => each.scrollIntoView({block: 'center'})"
    )
