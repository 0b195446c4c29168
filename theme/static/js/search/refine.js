// Sorting and filtering the results: by relevance or date, by column and year. The counts are fetched only when a reader
// opens the lists.

import { element, filled } from "./elements.js";

/**
 * @param {HTMLElement} page holds [data-tools] and [data-chips], or neither
 * @param {(change: object) => void} go called with {order}, {column} or {year} where a reader has chosen
 * @param {(state: object) => Promise<{columns, years, names}>} count the counts of the present query
 */
export function refining(page, go, count) {
  const tools = page.querySelector("[data-tools]");
  const chips = page.querySelector("[data-chips]");
  if (!tools || !chips) return { update() {}, hide() {} };
  const button = tools.querySelector("[data-refine]");
  const lists = page.querySelector("[data-lists]");
  const orders = [...tools.querySelectorAll("[data-order]")];
  let present = null;
  let turn = 0;

  function choices(title, facet, entries) {
    const buttons = entries.map(([value, label, number]) => {
      const pressed = present[facet] === value;
      const one = element("button", label, { type: "button", "aria-pressed": String(pressed) });
      one.append(element("span", String(number), { class: "count" }));
      one.addEventListener("click", () => go({ [facet]: pressed ? "" : value }));
      return filled(element("li"), one);
    });
    return buttons.length ? [filled(element("div", "", { class: "choices" }), element("h3", title), filled(element("ul"), buttons))] : [];
  }

  async function fill() {
    const mine = ++turn;
    if (!lists.childElementCount) lists.replaceChildren(element("p", "正在统计……", { class: "aside" }));
    try {
      const { columns, years, names, incomplete } = await count(present);
      if (mine !== turn) return;
      const named = Object.entries(columns).map(([key, number]) => [key, names[key] ?? key, number]);
      named.sort((a, b) => b[2] - a[2]);
      const dated = [...years].map(([year, number]) => [year, `${year} 年`, number]);
      lists.replaceChildren(...choices("栏目", "column", named), ...choices("年份", "year", dated));
      if (incomplete) lists.append(element("p", "结果不完整：有的索引文件没有取到。", { class: "aside" }));
    } catch {
      if (mine === turn) lists.replaceChildren(element("p", "筛选暂时用不了，请稍后再试。", { class: "aside" }));
    }
  }

  function chip(label, facet) {
    const one = element("button", label, { type: "button", "aria-label": `去掉筛选：${label}` });
    one.addEventListener("click", () => go({ [facet]: "" }));
    return filled(element("li"), one);
  }

  for (const order of orders) order.addEventListener("click", () => go({ order: order.dataset.order }));
  button.addEventListener("click", () => {
    lists.hidden = !lists.hidden;
    button.setAttribute("aria-expanded", String(!lists.hidden));
    if (!lists.hidden && present) fill();
  });

  return {
    /** Show the tools for what is listed now; `names` are those of the columns. */
    update(state, names, any) {
      present = state;
      tools.hidden = !any && !state.column && !state.year;
      for (const order of orders) order.setAttribute("aria-pressed", String(order.dataset.order === state.order));
      const chosen = [state.column && chip(names[state.column] ?? state.column, "column"), state.year && chip(`${state.year} 年`, "year")];
      chips.replaceChildren(...chosen.filter(Boolean));
      chips.hidden = !chips.childElementCount;
      if (tools.hidden) lists.hidden = true;
      button.setAttribute("aria-expanded", String(!lists.hidden));
      if (!lists.hidden) fill();
    },
    hide() {
      for (const node of [tools, chips, lists]) node.hidden = true;
    },
  };
}
