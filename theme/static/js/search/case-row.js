// One case in the list of a library; macros.html (case_rows) writes the same.

import { amount, element, filled } from "./elements.js";

const MANY = 2;

export function caseRow(table, row, siteUrl) {
  const link = (url) => new URL(url, siteUrl).href;
  const place = row.place < 0 ? "" : table.places[row.place][1];
  const level = row.level < 0 ? "" : table.levels[row.level];
  const kicker = [place, level, row.period].filter(Boolean).map((text) => element("span", text));
  const title = filled(element("h2", "", { class: "case-title" }), element("a", row.title, { href: link(row.url) }));
  const practices = row.practices.map((one) => element("a", table.practices[one][1], { href: link(table.practices[one][2]) }));
  const text = filled(
    element("div"),
    kicker.length ? filled(element("p", "", { class: "kicker" }), kicker) : null,
    title,
    row.summary && element("p", row.summary, { class: "summary" }),
    filled(element("p", "", { class: "meta" }), row.unit && element("span", row.unit), practices),
  );
  const figures = row.figures.slice(0, MANY).map(([comparator, number, unit, whole, name, url, where]) => {
    const shown = element("a", "", { href: link(url) });
    const named = element("span", "", { class: "figure-name" });
    filled(named, ...(where ? [element("span", where, { class: "figure-where" }), " "] : []), name);
    return filled(element("li"), filled(shown, amount(comparator, number, unit, whole), " ", named));
  });
  const pair = figures.length ? filled(element("ul", "", { class: "figure-pair", "aria-label": "数据" }), figures) : null;
  return filled(element("li"), text, pair);
}
