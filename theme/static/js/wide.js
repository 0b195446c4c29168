// Drawings wider than the page: the keyboard scrolls them, too.

/** A figure that scrolls can be focused and says so; one that does not is left alone. */
export function wideFigures(article) {
  const figures = [...article.querySelectorAll(".article-body figure")];
  const look = (figure) => {
    const wide = figure.scrollWidth > figure.clientWidth + 1;
    if (wide) figure.tabIndex = 0;
    else figure.removeAttribute("tabindex");
    const name = figure.querySelector("figcaption")?.firstChild?.textContent || figure.querySelector("img")?.alt || "图";
    if (wide) figure.setAttribute("aria-label", `${name}，可左右滚动`);
    else figure.removeAttribute("aria-label");
  };
  for (const figure of figures) {
    figure.addEventListener("load", () => look(figure), true);
    look(figure);
  }
  addEventListener("resize", () => figures.forEach(look));
}
