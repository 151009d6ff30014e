"""Single keys on the layouts that people have: the place of a key counts where its letter isn't Latin."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import select_words
from tests.browser.modules import with_modules
from tests.browser.newsroom import Newsroom

pytestmark = pytest.mark.browser
NAME = with_modules("""async (cases) => {
  const { keyName } = modules["page/keyboard-layout.js"];
  return cases.map(([key, code, more]) => keyName(new KeyboardEvent("keydown", { key, code, ...more })));
}""")
PRESS = """keys => {
  for (const [key, code, more] of keys) {
    const options = { key, code, bubbles: true, cancelable: true, ...more };
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", options));
  }
}"""
SHIFT, ALT_GR = {"shiftKey": True}, {"modifierAltGraph": True}
NAMES = (
    ("g", "KeyG", {}, "g"),
    ("п", "KeyG", {}, "g"),  # Russian
    ("Г", "KeyU", SHIFT, "U"),
    ("Г", "KeyU", {}, "u"),  # Caps Lock
    ("γ", "KeyG", {}, "g"),  # Greek
    ("ل", "KeyG", {}, "g"),  # Arabic
    ("لا", "KeyB", {}, "b"),  # two letters on one key
    ("ע", "KeyG", {}, "g"),  # Hebrew
    ("เ", "KeyG", {}, "g"),  # Thai
    ("ี", "KeyU", {}, "u"),  # a vowel sign above its letter
    ("ु", "KeyG", {}, "g"),  # Hindi
    ("き", "KeyG", {}, "g"),  # kana
    ("ㅎ", "KeyG", {}, "g"),
    ("ｇ", "KeyG", {}, "g"),  # full width
    ("a", "KeyQ", {}, "a"),  # AZERTY: the letter counts
    ("q", "KeyA", {}, "q"),
    ("u", "KeyF", {}, "u"),  # Dvorak
    (".", "KeyE", {}, "."),
    (";", "KeyQ", {}, ";"),  # Greek: no letter
    ("é", "Digit2", {}, "é"),
    ("U", "KeyU", {}, "u"),  # Caps Lock
    ("U", "KeyU", SHIFT, "U"),
    ("u", "KeyU", SHIFT, "U"),  # Caps Lock and Shift
    ("?", "Comma", SHIFT, "?"),
    ("?", "Digit7", SHIFT, "?"),
    ("/", "Digit7", SHIFT, "/"),  # German
    ("/", "KeyQ", {}, "/"),  # Hebrew
    ("/", "Digit3", {**ALT_GR, "ctrlKey": True, "altKey": True}, "/"),  # on Windows AltGr is both as well
    ("؟", "Slash", SHIFT, "?"),
    ("？", "Slash", SHIFT, "?"),
    ("1", "Numpad1", {}, "1"),
    ("Enter", "NumpadEnter", {}, "Enter"),
    ("g", "KeyG", {"ctrlKey": True}, ""),
    ("п", "KeyG", {"altKey": True}, ""),
    ("g", "KeyG", {"metaKey": True}, ""),
    ("€", "KeyE", ALT_GR, ""),
    ("g", "KeyG", {"isComposing": True}, ""),
    ("п", "KeyG", {"keyCode": 229}, ""),
    ("Process", "KeyG", {}, ""),
    ("Dead", "Quote", {}, ""),
    ("Unidentified", "", {}, ""),
    ("п", "", {}, "п"),  # a keyboard on the screen says no place
)
STATEMENT = "Goods pass here in peace"


def press(page: Page, *keys: tuple[str, str, dict[str, object]]) -> None:
    page.evaluate(PRESS, [list(key) for key in keys])


def test_keys_have_the_same_names_on_every_layout(newsroom: Newsroom) -> None:
    page = newsroom.page("/", "Rita")
    assert page.evaluate(NAME, [list(case[:3]) for case in NAMES]) == [case[3] for case in NAMES]


def test_a_russian_keyboard_and_caps_lock_do_what_the_sheet_says(newsroom: Newsroom) -> None:
    page = newsroom.workbench("Rita")
    select_words(page, "Every tonne that passes here passes in peace")
    press(page, ("с", "KeyC", {}))
    expect(page.get_by_label("Claim, in one sentence")).to_be_focused()
    press(page, ("г", "KeyU", {}))  # is typed
    page.keyboard.type(STATEMENT)
    page.keyboard.press("Enter")
    card = page.locator("#cards .card", has_text=STATEMENT)
    expect(card).to_be_focused()
    press(page, ("и", "KeyB", {}))
    expect(page.get_by_role("button", name="Start of the quote")).to_be_focused()
    page.keyboard.press("Escape")
    press(page, ("ы", "KeyS", {}), ("ц", "KeyW", {}))
    assert page.evaluate("document.getSelection().toString()").isalpha()  # a word
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    press(page, ("U", "KeyU", {}))  # Caps Lock is on: this undoes, and nothing is done again
    expect(page).to_have_url("/articles/1")
    expect(card).to_have_count(0)
    press(page, ("Г", "KeyU", SHIFT))
    expect(page.locator("#cards .card", has_text=STATEMENT)).to_be_visible()
    press(page, ("п", "KeyG", {}), ("Shift", "ShiftLeft", SHIFT), ("ф", "KeyA", {}))
    expect(page).to_have_url("/articles")
