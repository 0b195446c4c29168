// Small pieces of pages. Texts are only ever text nodes.

/** An element with text and attributes; an attribute that is null, undefined or false is left out. */
export function element(name, text = "", attributes = {}) {
  const node = document.createElement(name);
  if (text || text === 0) node.textContent = text;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  return node;
}

/** The element with children: nodes, texts, or nothing. */
export function filled(node, ...children) {
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== "" && child !== false));
  return node;
}

/** A date as <time>. */
export const day = (date) => element("time", date, { datetime: date });

/** A figure: digits large, 万 and 亿 small like the unit; macros.html has the same rules. */
export function amount(comparator, number, unit, whole) {
  const tail = /(?:[千百]万|[万千百]亿|[万亿])$/.exec(number)?.[0] ?? "";
  const head = tail && tail.length < number.length ? number.slice(0, -tail.length) : number;
  const value = element("span", "", { class: head.length > 6 ? "figure-value long" : "figure-value" });
  const rest = (head === number ? "" : tail) + unit;
  filled(
    value,
    comparator && element("span", comparator, { class: "comparator" }),
    element("span", head, { class: "digits" }),
    rest && element("span", rest, { class: "unit" }),
  );
  return whole ? [element("span", `${whole}中 `, { class: "figure-whole" }), value] : [value];
}
