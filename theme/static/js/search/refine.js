// Filters of the results: by column, year and region. Loaded, and the counts fetched, when a reader opens the lists or
// comes by an address with a filter.

import { element, filled } from "./elements.js";

/** Choices of a list before the others are folded. */
const SHOWN = 12;
const FACETS = { column: "栏目", year: "年份", region: "地区" };

/** What is open of the places: [slug, name, count] of those around the chosen one and of itself, then of those inside. */
export function opened({ regions, places }, chosen) {
  const above = [];
  for (let at = chosen; places.has(at); at = places.get(at)[1]) above.unshift(at);
  const inside = (slug) => [...places].filter(([own, [, around]]) => around === slug && regions[own]).map(([own]) => own);
  let below = inside(above.at(-1) ?? "");
  // A site of one province: its cities are what can be chosen.
  while (!chosen && below.length === 1 && inside(below[0]).length) below = inside(above[above.push(below[0]) - 1]);
  below.sort((a, b) => regions[b] - regions[a] || (a < b ? -1 : 1));
  return [...above, ...below].map((slug) => [slug, places.get(slug)[0], regions[slug] ?? 0]);
}

/**
 * @param {HTMLElement} page holds [data-tools], [data-lists] and [data-chips]
 * @param {(change: object) => void} go called with {column}, {year} or {region} where a reader has chosen
 * @param {(state: object) => Promise<{columns, years, regions, places, names}>} count the counts of the present query
 */
export function refining(page, go, count) {
  const chips = page.querySelector("[data-chips]");
  const button = page.querySelector("[data-refine]");
  const lists = page.querySelector("[data-lists]");
  let present = null;
  let turn = 0;

  function choices(facet, entries, above = "") {
    const items = entries.map(([value, label, number]) => {
      const pressed = present[facet] === value;
      const one = element("button", label, { type: "button", "aria-pressed": String(pressed) });
      one.append(element("span", String(number), { class: "count" }), element("span", " 篇", { class: "visually-hidden" }));
      one.addEventListener("click", () => go({ [facet]: pressed ? above : value }));
      return filled(element("li"), one);
    });
    if (!items.length) return [];
    const block = filled(element("div", "", { class: "choices", role: "group", "aria-label": FACETS[facet] }), element("h3", FACETS[facet]));
    const rest = items.slice(SHOWN);
    const listed = filled(element("div"), filled(element("ul"), items.slice(0, SHOWN)));
    if (rest.length) filled(listed, filled(element("details"), element("summary", `其余 ${rest.length} 个`), filled(element("ul"), rest)));
    return [filled(block, listed)];
  }

  async function fill() {
    const mine = ++turn;
    const focused = lists.contains(document.activeElement) ? document.activeElement.firstChild?.data : null;
    if (!lists.childElementCount) lists.replaceChildren(element("p", "正在统计……", { class: "aside" }));
    try {
      const found = await count(present);
      if (mine !== turn) return;
      const { columns, years, places, names, incomplete } = found;
      const named = Object.entries(columns).map(([key, number]) => [key, names[key] ?? key, number]);
      named.sort((a, b) => b[2] - a[2]);
      const dated = [...years].map(([year, number]) => [year, `${year} 年`, number]);
      const around = places.get(present.region)?.[1] ?? "";
      lists.replaceChildren(...choices("column", named), ...choices("year", dated), ...choices("region", opened(found, present.region), around));
      if (incomplete) lists.append(element("p", "结果不完整：有的索引文件没有取到。", { class: "aside" }));
      const again = focused && [...lists.querySelectorAll("button")].find((one) => one.firstChild.data === focused);
      if (again?.closest("details")) again.closest("details").open = true;
      again?.focus({ preventScroll: true });
      chip(names, places);
    } catch {
      if (mine === turn) lists.replaceChildren(element("p", "筛选暂时用不了，请稍后再试。", { class: "aside" }));
    }
  }

  function chip(names, places) {
    const { column, year, region } = present;
    const chosen = { column: column && (names[column] ?? column), year: year && `${year} 年`, region: region && (places?.get(region)?.[0] ?? region) };
    const made = Object.entries(chosen).filter(([, label]) => label).map(([facet, label]) => {
      const one = element("button", label, { type: "button", "aria-label": `去掉筛选：${label}` });
      one.addEventListener("click", () => go({ [facet]: "" }));
      return filled(element("li"), one);
    });
    const lost = chips.contains(document.activeElement);
    chips.replaceChildren(...made);
    chips.hidden = !made.length;
    if (lost) (chips.querySelector("button") ?? button).focus({ preventScroll: true });
  }

  return {
    toggle(state) {
      present = state;
      lists.hidden = !lists.hidden;
      button.setAttribute("aria-expanded", String(!lists.hidden));
      if (!lists.hidden) fill();
    },
    /** Show what is chosen, and counts where the lists are open; `names` are those of the columns. */
    async update(state, names) {
      present = state;
      button.setAttribute("aria-expanded", String(!lists.hidden));
      if (!lists.hidden) return fill();
      // What a place is called is known with the counts alone.
      const places = state.region ? await count(state).then((found) => found.places, () => null) : null;
      if (present === state) chip(names, places);
    },
  };
}
