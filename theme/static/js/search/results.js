// A result as the search page shows it. Texts are only ever text nodes.

import { day, element, filled } from "./elements.js";

/** The node with the text and its marked ranges in <mark>. */
export function marked(node, { text, marks }) {
  let at = 0;
  for (const [start, end] of marks) {
    node.append(text.slice(at, start), element("mark", text.slice(start, end)));
    at = end;
  }
  node.append(text.slice(at));
  return node;
}

/** One result. */
export function resultRow(hit, siteUrl) {
  const link = marked(element("a", "", { href: new URL(hit.url, siteUrl).href }), hit.title);
  const meta = element("p", "", { class: "meta" });
  if (hit.type === "case") meta.append(element("span", "案例", { class: "label" }));
  const more = [hit.filed && `归入：${hit.filed}`, hit.lacks?.length && `不含：${hit.lacks.join("、")}`];
  filled(meta, day(hit.date), [hit.column, hit.region, ...more].filter(Boolean).map((text) => element("span", text)));
  return filled(element("li"), filled(element("h2"), link), marked(element("p", "", { class: "snippet" }), hit.snippet), meta);
}
