"""A person who has a keyboard alone: Tab to what is wanted, and at each stop look whether one sees where one is."""

from typing import Any

MOST_TABS = 150
OUT_OF_SIGHT = "is out of sight"
# Of what has the focus: whether it is what is wanted, and what is wrong with how it is shown, or was at the last stop.
LOOK = """wanted => {
    const here = document.activeElement, faults = [];
    const frame = of => { const is = getComputedStyle(of); return `${is.outline} ${is.boxShadow}`; };
    const drawn = of => { const is = getComputedStyle(of);
        return is.outlineStyle !== 'none' && parseFloat(is.outlineWidth) >= 2 || is.boxShadow !== 'none'; };
    const last = window.lastStop;
    if (last && last.here !== here && frame(last.here) === last.frame)
        return {found: false, faults: [`${last.here.outerHTML.slice(0, 120)} looks the same without the focus`]};
    if (here === document.body) return {found: false, faults};
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
        self._page = page
        page.emulate_media(reduced_motion="reduce")
        # Or the first key would sometimes be quicker than the watch for the browser's own window.
        page.on("filechooser", lambda chooser: None)

    def to(self, wanted: str) -> int:
        """Press Tab until what is wanted has the focus; how often."""
        for presses in range(1, MOST_TABS):
            self._page.keyboard.press("Tab")
            if self._look(wanted):
                return presses
        raise AssertionError(f"{wanted} is not reached with the keyboard on {self._page.url}")

    def back_to(self, wanted: str) -> None:
        for _press in range(MOST_TABS):
            self._page.keyboard.press("Shift+Tab")
            if self._look(wanted):
                return
        raise AssertionError(f"{wanted} is not reached backwards on {self._page.url}")

    def _look(self, wanted: str) -> bool:
        seen = self._page.evaluate(LOOK, wanted)
        if any(fault.endswith(OUT_OF_SIGHT) for fault in seen["faults"]):
            self._come_again()
            seen = self._page.evaluate(LOOK, wanted)
        assert not seen["faults"], (self._page.url, seen["faults"])
        return seen["found"]

    def _come_again(self) -> None:
        """What a script has still put in above may have pushed it away: on a page that is whole, it is in sight."""
        self._page.wait_for_load_state("networkidle")
        self._page.keyboard.press("Shift+Tab")
        self._page.keyboard.press("Tab")
        self._page.wait_for_timeout(200)

    def type(self, name: str, text: str) -> None:
        """Into the field of that name."""
        self.to(f"main [name='{name}']:not([type=hidden])")
        self._page.keyboard.press("Control+A")
        self._page.keyboard.type(text)

    def type_day(self, name: str, digits: str) -> None:
        """Of which day and month are the same number: their order is the browser's."""
        self.to(f"main [name='{name}']")
        self._page.keyboard.type(digits)

    def pick(self, name: str, value: str) -> None:
        """One of some radio buttons: Tab leads into them, arrows from one to the next."""
        self.to(f"main [name='{name}']")
        self._page.keyboard.press("Space")
        for _press in range(12):
            if self._page.evaluate("document.activeElement.value") == value:
                return
            self._page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} of {name} is not reached with the arrows")

    def select(self, name: str, words: str) -> None:
        """Of a list, by typing how the line begins."""
        self.to(f"main select[name='{name}']")
        self._page.keyboard.type(words)

    def tick(self, wanted: str) -> None:
        self.to(wanted)
        self._page.keyboard.press("Space")

    def attach(self, name: str, file: dict[str, Any]) -> None:
        self.to(f"main input[type=file][name='{name}']")
        with self._page.expect_file_chooser() as chooser:
            self._page.keyboard.press("Enter")
        chooser.value.set_files(file)
        self._page.locator(".uploads progress").first.wait_for(state="detached")  # it is sent, and its card is there

    def press(self, wanted: str, key: str = "Enter") -> None:
        """Go to a link or button, press the key, and wait for the next page."""
        self.to(wanted)
        self.go(key)

    def go(self, key: str = "Enter") -> None:
        with self._page.expect_navigation():
            self._page.keyboard.press(key)

    def over_the_menus(self) -> None:
        """The first stop of every page leads to its content."""
        self.to(".skip-link")
        self._page.keyboard.press("Enter")
