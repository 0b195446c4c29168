// A figure that answers a query as the search page shows it; loaded where there is one. Texts are only ever text nodes.

import { amount, day, element, filled } from "./elements.js";
import { marked } from "./results.js";

/** The sentence with the figure in it marked. */
function sentence({ sentence: text, value }) {
  const at = text.indexOf(value);
  return marked(element("p", "", { class: "answer-sentence" }), { text, marks: at < 0 ? [] : [[at, at + value.length]] });
}

/** 超过80% as 超过, 80 and %; what has no digits stays whole. */
function valueOf(value) {
  const [, before, digits, after] = /^(\D*)([\d.,]+)(.*)$/u.exec(value) ?? ["", "", value, ""];
  return amount(before, digits, after, "");
}

/** One figure that answers the query. */
export function answerCard(answer, siteUrl) {
  const link = (url) => new URL(url, siteUrl).href;
  const scope = [answer.region && answer.region + (answer.region_fallback ? "（据文章地区）" : ""), answer.period, answer.plan && "计划"];
  const figure = filled(
    element("a", "", { class: "figure", href: link(answer.url) }),
    valueOf(answer.value),
    element("span", answer.name, { class: "figure-name" }),
    filled(element("span", "", { class: "figure-scope" }), scope.filter(Boolean).map((text) => element("span", text)), answer.checked && element("span", "编辑已核对", { class: "checked" })),
  );
  const source = filled(element("p", "", { class: "meta" }), element("span", "出自", { class: "visually-hidden" }), element("a", answer.title, { href: link(answer.url) }), day(answer.date));
  if (answer.indicator) source.append(element("a", "各地各年比较", { class: "compare", href: link(answer.indicator) }));
  return filled(element("li"), figure, filled(element("div"), sentence(answer), source));
}
