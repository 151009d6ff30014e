"""Ways to use a page: with the pointer, with the keyboard alone, or without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.modules import with_modules
from tests.browser.newsroom import WIDE, Newsroom, settled

MANY = 250  # more Tab stops than any page has
COUNTED = 100  # presses of Tab after which the way to a target is no longer counted, because the count was wrong

DRAG = """async words => {
  await document.fonts.ready;
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const drawn = async () => { for (let frames = 0; frames < 3; frames += 1) await frame(); };
  await drawn();
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  let text = "";
  const nodes = [];
  while (walker.nextNode()) { nodes.push([text.length, walker.currentNode]); text += walker.currentNode.data; }
  const at = text.indexOf(words);
  const edge = (place, isEnd) => {
    const [start, node] = nodes.findLast(([start]) => isEnd ? start < place : start <= place);
    const range = document.createRange();
    range.setStart(node, place - start - (isEnd ? 1 : 0));
    range.setEnd(node, place - start + (isEnd ? 0 : 1));
    return range;
  };
  for (let times = 0; times < 2; times += 1) { // what comes into sight is laid out only now, and moves the rest
    edge(at, false).startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
    await drawn();
  }
  const [first, last] = [edge(at, false), edge(at + words.length, true)].map((range) => range.getBoundingClientRect());
  return [first.left + 0.5, first.top + first.height / 2, last.right - 0.5, last.top + last.height / 2];
}"""


SELECT = """([words, isLast]) => {
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  let text = "";
  const nodes = [];
  while (walker.nextNode()) { nodes.push([text.length, walker.currentNode]); text += walker.currentNode.data; }
  const at = isLast ? text.lastIndexOf(words) : text.indexOf(words);
  const place = (offset, isEnd) => {
    const [start, node] = nodes.findLast(([start]) => isEnd ? start < offset : start <= offset);
    return [node, offset - start];
  };
  document.getSelection().setBaseAndExtent(...place(at, false), ...place(at + words.length, true));
}"""
INTO_SIGHT = """words => [...document.querySelectorAll("#text .block")]
  .find((block) => block.textContent.includes(words)).scrollIntoView({ block: "center", behavior: "instant" })"""
MARKED = with_modules("""async ([claim, words]) => {
  const { marksOf } = modules["text/text-marks.js"];
  return JSON.stringify(marksOf(claim).map((mark) => mark.textContent)) === JSON.stringify(words);
}""")
# How many presses of Tab lead to the first of these elements, or to the end of the page; 0: one has the focus.
STOPS = """(targets) => {
  const now = document.activeElement;
  if (targets.includes(now)) return 0;
  if (now === document.body) return 1; // from there Tab leads to wherever the page began
  const isShown = (it) => it.checkVisibility({ visibilityProperty: true }) && !it.closest("[inert]");
  const radios = [...document.querySelectorAll("input[type=radio]")];
  const group = (it) => radios.filter(({ form, name }) => form === it.form && name === it.name);
  const isStop = (it) =>
    it === now || it.type !== "radio" || it === (group(it).find((one) => one.checked) ?? group(it)[0]);
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter((it) => it.tabIndex >= 0 && !it.matches(":disabled") && isShown(it) && isStop(it));
  const after = stops.slice(stops.indexOf(now) + 1);
  const at = after.findIndex((it) => targets.includes(it));
  return Math.max(1, at < 0 ? after.length : at + 1);
}"""
AT_CLAIM = re.compile(r"/articles/\d+#claim-\d+$")  # where a claim's words are
SOURCE = "Source: address, DOI or title"
MENU = 60  # px beside selected words that the system's menu covers


def select_words(page: Page, words: str, *, is_last: bool = False) -> None:
    """Select the first or last occurrence of words by script, without scrolling."""
    page.evaluate(SELECT, [words, is_last])
    assert selected_words(page) == words


def selected_words(page: Page) -> str:
    """The selected words, trimmed."""
    return str(page.evaluate("document.getSelection().toString()")).strip()


def let_go(page: Page) -> None:
    """Clear the selection."""
    page.evaluate("document.getSelection().removeAllRanges()")


def expect_marked(page: Page, claim: object, *words: str) -> None:
    """Expect a claim's highlights in the text to be these words, in order; none: it has no highlight."""
    page.wait_for_function(MARKED, arg=[str(claim), list(words)])


class Pointer:
    """A mouse, and a keyboard to type with."""

    device: Mapping[str, Any] = {"viewport": WIDE}

    def __init__(self, newsroom: Newsroom, name: str, path: str = "/", **options: object) -> None:
        self.page: Page = newsroom.blank(name, **{**self.device, **options})
        self.prepare(self.page)
        self.page.goto(path)

    def prepare(self, page: Page) -> None:
        """Prepare the context before the first page."""

    def press(self, name: str, within: str = "body") -> None:
        """A button."""
        self.act(self.page.locator(within).get_by_role("button", name=name, exact=True).first)

    def follow(self, name: str, within: str = "body") -> None:
        """A link."""
        self.act(self.page.locator(within).get_by_role("link", name=name).first)

    def act(self, target: Locator) -> None:
        """Press a button or follow a link."""
        target.click()

    def unfold(self, name: str) -> None:
        """Open what is folded under a name."""
        self.act(self.page.locator("summary", has_text=name).first)

    def publish(self) -> None:
        """Approve and publish a verdict on its page, which asks once."""
        self.unfold("Approve and publish")
        self.press("Publish now")

    def fill(self, label: str, words: str) -> None:
        """A field of text."""
        self.page.get_by_label(label, exact=True).or_(self.page.get_by_label(f"{label} required")).first.fill(words)

    def find_source(self, title: str) -> None:
        """A source that the library hasn't got: the answer to the search moves what is below the field."""
        self.fill(SOURCE, title)
        expect(self.page.get_by_text("No matching source in the library.")).to_be_visible()

    def tick(self, label: str) -> None:
        """A checkbox, or one of several choices."""
        name = self.choice(label)
        name.click()
        expect(self.box(name)).to_be_checked()

    def choice(self, label: str) -> Locator:
        """The label of a checkbox or choice with this text."""
        words = re.compile(rf"^\s*(\d+\. )?{re.escape(label)}\s*$")
        labels = self.page.locator("label")
        return labels.filter(has=self.page.get_by_text(words)).or_(labels.filter(has_text=words)).first

    def box(self, label: Locator) -> Locator:
        """The control of a label."""
        return self.page.locator(f"[id='{label.get_attribute('for')}']")

    def highlight(self, words: str, statement: str) -> None:
        """Highlight words as a claim on the workbench."""
        self.select(words)
        self.press("Highlight a claim", ".selection-bar")
        self.page.keyboard.type(statement)
        self.fill("Claimant", "Signe Holt")
        found = self.page.locator("[data-counts=found]")
        before = int(found.text_content() or "")
        self.press("Highlight claim")
        expect(self.page.locator("#cards .card", has_text=statement)).to_be_focused()
        expect(found).to_have_text(str(before + 1))

    def join(self, words: str, statement: str) -> None:
        """Add a quote to a claim, from the workbench."""
        self.select(words)
        self.press("Add to claim…", ".selection-bar")
        self.tick(statement)
        self.press("Add quote")
        expect(self.page).to_have_url(AT_CLAIM)

    def select(self, words: str) -> None:
        """Drag over words."""
        left, top, right, bottom = settled(self.page).evaluate(DRAG, words)
        self.page.mouse.move(left, top)
        self.page.mouse.down()
        self.page.mouse.move(right, bottom, steps=5)
        self.page.mouse.up()
        assert selected_words(self.page) == words


class IPhone(Pointer):
    """Fingers on a small screen: taps, and words selected with the system's own handles."""

    device: Mapping[str, Any] = {
        "viewport": {"width": 390, "height": 664},
        "screen": {"width": 390, "height": 844},
        "device_scale_factor": 3,
        "is_mobile": True,
        "has_touch": True,
        "user_agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1",
    }

    def follow(self, name: str, within: str = "body") -> None:
        """A link; those of the main menu are folded on a small screen."""
        if within == "nav.rooms":
            self.press("Menu")
        super().follow(name, within)

    def act(self, target: Locator) -> None:
        """Wait until the layout is stable, so that the target doesn't move under the finger."""
        settled(self.page)
        target.tap()

    def tick(self, label: str) -> None:
        name = self.choice(label)
        settled(self.page)
        name.tap()
        expect(self.box(name)).to_be_checked()

    def select(self, words: str) -> None:
        """Select as the handles do; our bar keeps clear of the words, where the system's menu is."""
        settled(self.page).evaluate(INTO_SIGHT, words)
        select_words(self.page, words)
        bar = self.page.locator(".selection-bar")
        expect(bar).to_be_visible()
        top, bottom = self.page.evaluate(
            "(({ top, bottom }) => [top, bottom])(document.getSelection().getRangeAt(0).getBoundingClientRect())"
        )
        place = bar.bounding_box()
        assert place is not None
        assert place["y"] > bottom + MENU or place["y"] + place["height"] < top - MENU


class Android(IPhone):
    """The same on a larger screen."""

    device: Mapping[str, Any] = {
        **IPhone.device,
        "viewport": {"width": 412, "height": 839},
        "screen": {"width": 412, "height": 915},
        "device_scale_factor": 2.625,
        "user_agent": "Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/140.0.0.0 Mobile Safari/537.36",
    }


class Keyboard(Pointer):
    """No pointer events: Tab, Space, Enter, and typing."""

    def act(self, target: Locator) -> None:
        self.reach(target)
        self.page.keyboard.press("Enter")

    def fill(self, label: str, words: str) -> None:
        self.reach(self.page.get_by_label(label, exact=True).or_(self.page.get_by_label(f"{label} required")).first)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def tick(self, label: str) -> None:
        """A group of radios is one Tab stop: the arrows choose in it."""
        target = self.box(self.choice(label))
        name = target.get_attribute("name")
        if target.get_attribute("type") == "radio":
            self.reach(self.page.locator(f"input[type=radio][name={name}]"))
            for _ in range(self.page.locator(f"input[type=radio][name={name}]").count()):
                if target.is_checked():
                    return
                self.page.keyboard.press("ArrowDown")
        self.reach(target)
        self.page.keyboard.press("Space")
        expect(target).to_be_checked()

    def highlight(self, words: str, statement: str) -> None:
        paste(self, words, statement)

    def join(self, words: str, statement: str) -> None:
        add_by_pasting(self, words, statement)

    def reach(self, target: Locator) -> None:
        """Tab until one of the targets has the focus. The way to there is counted, and may be longer."""
        expect(target.first).to_be_visible()
        presses, pressed = target.evaluate_all(STOPS), 0
        while presses:
            if pressed >= MANY:
                raise AssertionError(f"The keyboard does not reach {target}.")
            for _ in range(presses if pressed < COUNTED else 1):
                self.page.keyboard.press("Tab")
                pressed += 1
            presses = target.evaluate_all(STOPS)


class Plain(Pointer):
    """A browser whose JavaScript is switched off."""

    def __init__(self, newsroom: Newsroom, name: str, path: str = "/") -> None:
        super().__init__(newsroom, name, path, java_script_enabled=False)

    def find_source(self, title: str) -> None:
        self.fill(SOURCE, title)

    def highlight(self, words: str, statement: str) -> None:
        paste(self, words, statement)

    def join(self, words: str, statement: str) -> None:
        add_by_pasting(self, words, statement)


def paste(hands: Pointer, words: str, statement: str) -> None:
    """Make a claim on the page that takes pasted words."""
    hands.unfold("Add")
    hands.follow("Paste a quote")
    hands.fill("Quote, as it appears in the article", words)
    hands.fill("Claim, in one sentence", statement)
    hands.fill("Claimant", "Signe Holt")
    hands.press("Highlight claim")
    expect(hands.page).to_have_url(AT_CLAIM)


def add_by_pasting(hands: Pointer, words: str, statement: str) -> None:
    """Add a quote to a claim on the page that takes pasted words."""
    hands.unfold("Add")
    hands.follow("Add a quote to a claim")
    hands.fill("Quote, as it appears in the article", words)
    hands.tick(statement)
    hands.press("Add quote")
    expect(hands.page).to_have_url(AT_CLAIM)
