"""A person who has a keyboard alone: Tab to what is wanted, and at each stop look whether one sees where one is."""

from typing import Any

import pytest

# 320 pixels are also 1280 at 400 %; 1280 at 200 % are 640 of double density.
NARROW, TWICE = {"width": 320, "height": 640}, {"width": 640, "height": 450, "device_scale_factor": 2}
SCREENS = pytest.mark.parametrize("screen", [NARROW, TWICE], ids=["320 pixels", "200 %"])
MOST_TABS = 150
OUT_OF_SIGHT = "is out of sight"
UNFOLD = """() => { for (const folded of document.querySelectorAll('main details')) {
    folded.removeAttribute('name'); folded.open = true; } }"""
# Of what has the focus: whether it is what is wanted, and what is wrong with how it is shown, or was at the last stop.
LOOK = """wanted => {
    const here = document.activeElement, faults = [];
    const frame = of => { const is = getComputedStyle(of); return `${is.outline} ${is.boxShadow}`; };
    const drawn = of => { const is = getComputedStyle(of);
        return is.outlineStyle !== 'none' && parseFloat(is.outlineWidth) >= 2 || is.boxShadow !== 'none'; };
    const last = window.lastStop;
    if (last && last.here !== here && frame(last.here) === last.frame)
        return {found: false, faults: [`${last.here.outerHTML.slice(0, 120)} looks the same without the focus`]};
    if (here === document.body) return {found: wanted === 'body', faults};
    window.lastStop = {here, frame: frame(here)};
    if (!drawn(here)) faults.push('shows no focus');
    const box = [...here.getClientRects()].find(box => box.width > 0 && box.height > 0);
    if (!box) return {found: here.matches(wanted), faults: ['takes no room']};
    const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
    const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    if (right <= left || bottom <= top) faults.push('is out of sight');
    else if (!over || !(over.contains(here) || [here, ...(here.labels || [])].some(its => its.contains(over))))
        faults.push('is covered by ' + (over && over.outerHTML.slice(0, 80)));
    if (document.documentElement.scrollWidth > document.documentElement.clientWidth)
        faults.push('stands on a page that is too wide: ' + document.documentElement.scrollWidth);
    return {found: here.matches(wanted), faults: faults.map(fault => `${here.outerHTML.slice(0, 120)} ${fault}`)};
}"""


class Keyboard:
    """Whatever is reached in vain, or unseen, fails the journey."""

    def __init__(self, page: Any):
        self.page = page
        page.emulate_media(reduced_motion="reduce")
        # Or the first key would sometimes be quicker than the watch for the browser's own window.
        page.on("filechooser", lambda chooser: None)

    def to(self, wanted: str, most: int = MOST_TABS) -> int:
        """Press Tab until what is wanted has the focus; how often."""
        for presses in range(1, most):
            self.page.keyboard.press("Tab")
            if self._look(wanted):
                return presses
        raise AssertionError(f"{wanted} is not reached with the keyboard on {self.page.url}")

    def to_the_end(self) -> int:
        """Press Tab until the page has no further stop, with everything unfolded; how often."""
        self.page.evaluate(UNFOLD)
        return self.to("body", most=2 * MOST_TABS)

    def back_to(self, wanted: str) -> None:
        for _press in range(MOST_TABS):
            self.page.keyboard.press("Shift+Tab")
            if self._look(wanted):
                return
        raise AssertionError(f"{wanted} is not reached backwards on {self.page.url}")

    def here(self, wanted: str) -> None:
        """What the page gives the focus by itself."""
        assert self._look(wanted), self.page.url

    def _look(self, wanted: str) -> bool:
        seen = self.page.evaluate(LOOK, wanted)
        if any(fault.endswith(OUT_OF_SIGHT) for fault in seen["faults"]):
            self._come_again()
            seen = self.page.evaluate(LOOK, wanted)
        assert not seen["faults"], (self.page.url, seen["faults"])
        return seen["found"]

    def _come_again(self) -> None:
        """What a script has still put in above may have pushed it away: on a page that is whole, it is in sight."""
        self.page.wait_for_load_state("networkidle")
        self.page.keyboard.press("Shift+Tab")
        self.page.keyboard.press("Tab")
        self.page.wait_for_timeout(200)

    def type(self, name: str, text: str) -> None:
        """Into the field of that name."""
        self.to(f"main [name='{name}']:not([type=hidden])")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def type_day(self, name: str, digits: str) -> None:
        """Of which day and month are the same number: their order is the browser's."""
        self.to(f"main [name='{name}']")
        self.page.keyboard.type(digits)

    def pick(self, name: str, value: str) -> None:
        """One of some radio buttons: Tab leads into them, arrows from one to the next."""
        self.to(f"main [name='{name}']")
        self.page.keyboard.press("Space")
        for _press in range(12):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} of {name} is not reached with the arrows")

    def select(self, name: str, words: str) -> None:
        """Of a list, by typing how the line begins."""
        self.to(f"main select[name='{name}']")
        self.page.keyboard.type(words)

    def tick(self, wanted: str) -> None:
        self.to(wanted)
        self.page.keyboard.press("Space")

    def attach(self, name: str, file: dict[str, Any]) -> None:
        self.to(f"main input[type=file][name='{name}']")
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Enter")
        chooser.value.set_files(file)
        self.page.locator(".uploads progress").first.wait_for(state="detached")  # it is sent, and its card is there

    def press(self, wanted: str, key: str = "Enter") -> None:
        """Go to a link or button, press the key, and wait for the next page."""
        self.to(wanted)
        self.go(key)

    def go(self, key: str = "Enter") -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def over_the_menus(self) -> None:
        """The first stop of every page leads to its content."""
        self.to(".skip-link")
        self.page.keyboard.press("Enter")
