// The lists of choices beside a case library: places as a tree, the others plain, each with its count.

import { element, filled } from "./elements.js";

export const NAMES = { region: "地区", practice: "做法", level: "层级", domain: "领域", year: "年份" };
/** Values of a list before the others are folded. */
const SHOWN = 10;

/** What readers call a value. */
export function labelOf(table, facet, value) {
  if (facet === "region") return table.places.find(([slug]) => slug === value)?.[1] ?? value;
  if (facet === "practice") return table.practices.find(([key]) => key === value)?.[1] ?? value;
  return facet === "year" ? `${value} 年` : value;
}

function entry(table, facet, value, count, choice, href) {
  const current = choice[facet].includes(value);
  const link = element("a", labelOf(table, facet, value), { href: href(facet, value), "aria-current": current && "true", rel: "nofollow" });
  const number = filled(element("span", String(count), { class: "count" }), element("span", " 个案例", { class: "visually-hidden" }));
  return filled(element("li", "", { class: current ? "chosen" : null }), link, number);
}

/** Places inside `above` that have cases; below the chosen place and those around it the next level opens. */
function places(table, counts, choice, href, above = -1) {
  const items = [];
  table.places.forEach(([slug, , parent], index) => {
    const count = counts.get(slug) ?? 0;
    if (parent !== above || (!count && !choice.region.includes(slug))) return;
    const item = entry(table, "region", slug, count, choice, href);
    if (around(table, choice.region[0]).has(slug)) {
      const below = places(table, counts, choice, href, index);
      if (below.length) filled(item, filled(element("ul"), below));
    }
    items.push(item);
  });
  return items;
}

/** The place itself and those around it. */
function around(table, slug) {
  const found = new Set();
  for (let at = table.places.findIndex(([own]) => own === slug); at >= 0; at = table.places[at][2]) found.add(table.places[at][0]);
  return found;
}

function values(table, facet) {
  if (facet === "practice") return table.practices.map(([key]) => key);
  if (facet === "level") return table.levels;
  if (facet === "domain") return table.domains;
  return [...new Set(table.cases.year.flat())].map(String).sort().reverse();
}

function plain(table, facet, counts, choice, href) {
  const listed = values(table, facet).filter((value) => counts.get(value) || choice[facet].includes(value));
  const weigh = (value) => (choice[facet].includes(value) ? Infinity : (counts.get(value) ?? 0));
  if (facet === "practice" || facet === "domain") listed.sort((a, b) => weigh(b) - weigh(a) || 0);
  return listed.map((value) => entry(table, facet, value, counts.get(value) ?? 0, choice, href));
}

/** The sections of all facets; `href(facet, value)` is the address of the list with that value put in or taken out. */
export function facetLists(table, counts, choice, href) {
  return Object.keys(NAMES).flatMap((facet) => {
    const items = facet === "region" ? places(table, counts.region, choice, href) : plain(table, facet, counts[facet], choice, href);
    if (!items.length || (items.length === 1 && facet === "year" && !choice.year.length)) return [];
    const section = element("section", "", { class: "facet", "data-facet": facet });
    filled(section, element("h2", NAMES[facet]), filled(element("ul"), items.slice(0, SHOWN)));
    if (items.length > SHOWN) {
      const fold = filled(element("details"), element("summary", `其余 ${items.length - SHOWN} 个`), filled(element("ul"), items.slice(SHOWN)));
      filled(section, fold);
    }
    return [section];
  });
}
