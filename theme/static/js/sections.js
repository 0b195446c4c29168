// Which section of a case study is being read.

/** Mark the link of the last section whose heading has passed the upper third of the window. */
export function currentSection(article) {
  const links = [...article.querySelectorAll("[data-sections] a")];
  const pairs = links.map((link) => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))]).filter(([, heading]) => heading);
  if (!pairs.length) return;
  let waiting = false;

  function mark() {
    waiting = false;
    const line = innerHeight / 3;
    const read = pairs.filter(([, heading]) => heading.getBoundingClientRect().top < line);
    const current = (read[read.length - 1] || [null])[0];
    for (const [link] of pairs) {
      if (link === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  }
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(mark);
  }, { passive: true });
  mark();
}
