"""A person with a keyboard and no mouse: goes on with Tab, acts with Enter, Space and arrows."""

from playwright.sync_api import Page

FARTHEST = 150  # stops: nobody tabs further for one thing
AT = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect();
  const style = getComputedStyle(at);
  const label = at.labels?.length ? [...at.labels].map(each => each.innerText).join(" ") : "";
  const said = at.getAttribute("aria-label") || label || at.innerText || at.value || "";
  const named = at.labels?.length ? getComputedStyle(at.labels[0], "::before") : null;
  const ring = one => one && one.outlineStyle !== "none" && parseFloat(one.outlineWidth) > 0;
  return {
    name: said.replace(/\\s+/g, " ").trim(),
    kind: at.type || at.tagName.toLowerCase(),
    shown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    ringed: ring(style) || ring(named) || style.boxShadow !== "none"
      || (at.labels?.length ? ring(getComputedStyle(at.labels[0])) : false),
  };
}"""


class Keyboard:
    """One page, and what has been passed on the way through it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.unseen: list[str] = []

    def go_to(self, words: str, *, kind: str = "") -> None:
        """Tab on to what is called so; whatever was focused on the way could be seen to be."""
        passed: list[str] = []
        for _ in range(FARTHEST):
            self.page.keyboard.press("Tab")
            at = self.page.evaluate(AT)
            if at is None:
                continue
            passed.append(f"{at['name'][:60]!r} ({at['kind']})")
            if not (at["shown"] and at["ringed"]):
                why = "hidden" if at["ringed"] else "no ring"
                self.unseen.append(f"{self.page.url}: {passed[-1]}: {why}")
            if words in at["name"] and kind in at["kind"]:
                return
        raise AssertionError(f"no way by keyboard to {words!r} on {self.page.url}: {passed}")

    def press(self, words: str) -> None:
        """Go to a link or button and act with Enter."""
        self.act(words)

    def act(self, words: str, *, kind: str = "") -> None:
        """The same, where something of another kind has the word in its name."""
        self.go_to(words, kind=kind)
        self.enter()

    def enter(self) -> None:
        """Act with Enter, and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def choose(self, words: str) -> None:
        """Go to a set of choices and on by the arrows to the one that is called so."""
        group = self.page.locator("main input[type=radio], main input[type=checkbox]")
        assert group.count(), f"nothing to choose on {self.page.url}"
        self.go_to("", kind="radio")
        for _ in range(group.count()):
            if words in self.page.evaluate(AT)["name"]:
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no choice called {words!r} on {self.page.url}")

    def write(self, label: str, words: str) -> None:
        """Go to a field and write."""
        self.go_to(label)
        self.page.keyboard.type(words)
