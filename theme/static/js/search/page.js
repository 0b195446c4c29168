// The search page: results as you type, the figures that answer, sorting, filters and suggestions. The state is in the
// address: q, order, column, year, region. Titles, texts and the query are only ever text nodes.

import { element, filled } from "./elements.js";
import { Engine } from "./engine.js";
import { fetcher } from "./files.js";
import { fold } from "./fold.js";
import { dense, parse } from "./query.js";
import { resultRow } from "./results.js";

// For Node: this file, as it is published, answers `portal search --engine browser`, too.
export { Engine } from "./engine.js";

const WAIT = 180; // milliseconds without a keystroke before a search begins
const WAIT_OFFERS = 350; // … and before suggestions are fetched: a query entered whole needs none
const PATIENCE = 150; // milliseconds that results wait for the figures above them
const PAGE = 10;

const page = document.querySelector("[data-search]");
const form = page.querySelector("form");
const input = form.querySelector("input");
const status = page.querySelector("[data-status]");
const list = page.querySelector("[data-results]");
const more = page.querySelector("[data-more]");
const help = page.querySelector("[data-help]");
const suggestions = page.querySelector("[data-suggestions]");
const answerBox = page.querySelector("[data-answers]");
const nearBox = page.querySelector("[data-near]");
const tools = page.querySelector("[data-tools]");
const indexUrl = new URL(page.dataset.index, document.baseURI);
const rootUrl = new URL("..", indexUrl);

const FILTERS = ["column", "year", "region"];
const NOTHING = { query: "", order: "", column: "", year: "", region: "" };
let opened = null;
let running = null;
let state = NOTHING;
let shown = { key: "", next: null, count: 0, whole: 0, total: 0, full: 0 };
let timer = 0;
let offerTimer = 0;
let offering = null;

/** Whether the entry file came from a cache: a preload does not ask the host, as a fetch of ours would. */
const fromCache = () => !performance.getEntriesByName(new URL("index.json", indexUrl).href).some((entry) => entry.transferSize);

function engine() {
  opened ??= new Engine(fetcher(indexUrl)).open().then((ready) => Object.assign(ready, { doubted: fromCache() }));
  opened.catch(() => (opened = null));
  return opened;
}

const plain = (text) => dense(fold(text));
const filtered = () => FILTERS.some((name) => state[name]);

let filters = null;
/** The filters, loaded once a reader wants them. */
async function refine() {
  const { refining } = await import("./refine.js");
  filters ??= refining(page, (change) => go({ ...state, ...change }), async (present) => {
    const ready = await engine();
    return { ...(await ready.refinements(present.query, present)), names: ready.head.columns };
  });
  return filters;
}

/** Sorting and filters for what is listed now. */
async function showTools(any) {
  if (!tools) return;
  tools.hidden = !any && !filtered();
  if (tools.hidden) hideTools();
  for (const order of tools.querySelectorAll("[data-order]")) order.setAttribute("aria-pressed", String(order.dataset.order === state.order));
  if (!tools.hidden && (filters || filtered())) (await refine()).update(state, (await engine()).head.columns);
}

function hideTools() {
  for (const name of ["tools", "chips", "lists"]) toggle(page.querySelector(`[data-${name}]`), false);
}

function say(text, warning = false) {
  status.textContent = text;
  status.classList.toggle("warning", warning);
}

function toggle(node, visible) {
  if (node) node.hidden = !visible;
}

function idle() {
  list.replaceChildren();
  for (const node of [more, answerBox, nearBox]) toggle(node, false);
  hideTools();
  say("");
  help.hidden = false;
  toggle(suggestions, true);
  document.title = document.title.replace(/^“.*?” ?/, "");
}

/** Whether the query says only what must not occur. */
const onlyWithout = ({ words, phrases, without }) => without.length > 0 && !words.length && !phrases.length;

function report({ incomplete, exact, relaxed }, answers) {
  const { count, next, total, full } = shown;
  const { query } = state;
  const partial = incomplete ? "结果不完整：有的索引文件没有取到，请稍后再试。" : "";
  const figures = answers ? `上面有 ${answers} 条数据。` : "";
  if (onlyWithout(parse(query))) return say(`“${query}”只写了不要的词，请再写上要找的词，例如“党建 ${query}”。`);
  if (!count) {
    const way = filtered() ? "可以去掉筛选再看。" : "换个说法，或少写几个字试试。";
    return say(`${partial}没有找到${filtered() ? "符合筛选、" : ""}与“${query}”有关的文章。${way}${figures}`, Boolean(partial));
  }
  const rest = next === null ? "" : `，先列出 ${count} 篇`;
  const loose = relaxed ? `没有文章写到“${query}”的全部字词，放宽后` : "";
  const about = exact || next === null ? "" : "约";
  const parted = full && full < total && !relaxed && !parse(query).asks;
  const found = parted ? `${about} ${full} 篇含有全部字词的，另有 ${total - full} 篇只含其中一部分` : `${about} ${total} 篇`;
  say(`${partial}${loose}找到${found}${rest}。${figures}`, Boolean(partial));
}

/** The figures that answer, and what shows them. */
async function answersOf(ready, query) {
  const found = await ready.answers(query);
  return found.answers.length ? { ...found, ...(await import("./answer-card.js")) } : found;
}

function showAnswers({ answers, answerCard }) {
  if (!answerBox) return 0;
  const [first, ...others] = answers.map((answer) => answerCard(answer, rootUrl));
  const cards = first ? [filled(element("ul"), first)] : [];
  if (others.length && matchMedia("(max-width: 40em)").matches) {
    cards.push(filled(element("details"), element("summary", `另有 ${others.length} 条数据`), filled(element("ul"), others)));
  } else cards[0]?.append(...others);
  answerBox.replaceChildren(...cards);
  toggle(answerBox, answers.length > 0);
  return answers.length;
}

/** Terms of the site that are like a query of which little or nothing was found. */
async function showNear(query, wanted, control) {
  toggle(nearBox, false);
  if (!nearBox || !wanted) return;
  const { suggesting } = await import("./suggest.js");
  const terms = await suggesting(await engine(), plain).near(query).catch(() => []);
  if (control.signal.aborted || !terms.length) return;
  const links = terms.map((term) => filled(element("li"), element("a", term, { href: addressOf({ ...NOTHING, query: term }), "data-suggestion": true })));
  nearBox.replaceChildren(element("h2", "相近的词"), filled(element("ul"), links));
  toggle(nearBox, true);
}

async function run({ start = 0, limit = PAGE } = {}) {
  running?.abort();
  if (!start) shown.key = "";
  const control = (running = new AbortController());
  const waiting = setTimeout(() => say("正在搜索……"), 300);
  const { query } = state;
  const made = new Map();
  let whole = start ? shown.whole : 0;
  const rowOf = (hit) => made.get(hit.number) ?? made.set(hit.number, resultRow(hit, rootUrl)).get(hit.number);
  /** Rows of the results, with a line before the first that lacks words where others hold them all. */
  const rowsOf = (hits) => {
    const first = whole || hits.some((hit) => hit.whole) ? hits.find((hit) => !hit.whole) : null;
    const said = start && list.querySelector(".partial");
    return hits.flatMap((hit) => (hit === first && !said ? [element("li", "以下文章没有全部字词，只含其中一部分。", { class: "partial" })] : []).concat(rowOf(hit)));
  };
  const early = (hits) => {
    if (control.signal.aborted || !hits.length) return;
    list.replaceChildren(...rowsOf(hits));
    for (const node of [more, nearBox, help, suggestions]) toggle(node, false);
  };
  try {
    const ready = await engine();
    const searching = ready.search(query, { ...state, start, limit, early: start ? null : early, signal: control.signal });
    const figures = onlyWithout(parse(query)) ? Promise.resolve({ answers: [] }) : answersOf(ready, query);
    const asked = start ? null : figures.catch(() => ({ answers: [], incomplete: true }));
    const result = await searching;
    if (control.signal.aborted) return;
    const rows = rowsOf(result.hits);
    whole += result.hits.filter((hit) => hit.whole).length;
    if (start) list.append(...rows);
    else list.replaceChildren(...rows);
    // The articles do not wait for the figures.
    const answered = await Promise.race([asked, new Promise((done) => setTimeout(done, PATIENCE))]);
    if (control.signal.aborted) return;
    const count = (start ? shown.count : 0) + result.hits.length;
    const answers = start ? 0 : showAnswers(answered ?? { answers: [] });
    // Where the ranking ends, what was listed is all there is.
    shown = { key: keyOf(state), next: result.next, count, whole, total: result.next === null ? count : result.total, full: result.next === null ? whole : result.full };
    more.hidden = result.next === null;
    help.hidden = count > 0;
    toggle(suggestions, !count);
    showTools(count > 0).catch(console.warn);
    document.title = `“${query}” ${document.title.replace(/^“.*?” ?/, "")}`;
    report({ ...result, incomplete: result.incomplete || Boolean(answered?.incomplete) }, answers);
    if (start) {
      rows.map((row) => row.querySelector("a")).find(Boolean)?.focus();
      history.replaceState({ shown: count }, "");
      return;
    }
    showNear(query, (!count || result.relaxed) && !onlyWithout(parse(query)), control);
    if (answered) return;
    const late = await asked;
    if (!control.signal.aborted && late.answers.length) report(result, showAnswers(late));
  } catch (error) {
    if (control.signal.aborted) return;
    say("搜索暂时用不了：索引没有取到。请检查网络后再试，或按栏目和归档查找。", true);
    console.warn(error);
  } finally {
    clearTimeout(waiting);
  }
}

const keyOf = ({ query, order, column, year, region }) => JSON.stringify([query, order, column, year, region]);

function addressOf({ query, ...others }) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries({ q: query, ...others })) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  return url.href;
}

/** Show what the state asks for, and put it into the address. */
function go(next, push = true) {
  clearTimeout(timer);
  state = next.query ? next : NOTHING;
  const href = addressOf(state);
  if (href !== location.href) history[push ? "pushState" : "replaceState"](null, "", href);
  if (keyOf(state) === shown.key && list.childElementCount) return;
  if (state.query) run();
  else {
    running?.abort();
    shown = { key: "", next: null, count: 0, whole: 0, total: 0, full: 0 };
    idle();
  }
}

const typed = () => input.value.trim();
/** Another query begins without the filters of the last one. */
const stateFor = (query) => (query === state.query ? state : { ...NOTHING, query, order: state.order });

function fromAddress() {
  const given = new URL(location.href).searchParams;
  input.value = given.get("q") ?? "";
  const order = given.get("order") === "date" ? "date" : "";
  state = { query: typed(), order };
  for (const name of FILTERS) state[name] = given.get(name) ?? "";
  shown.key = "";
  offering?.close();
  if (state.query) run({ limit: Math.min(history.state?.shown ?? PAGE, 100) });
  else go(NOTHING, false);
}

async function offer() {
  const { OfferList, suggesting } = await import("./suggest.js");
  offering ??= new OfferList(input, take);
  const text = typed();
  const offers = text ? await suggesting(await engine(), plain).offers(text).catch(() => []) : [];
  if (text === typed() && document.activeElement === input) offering.show(offers.filter((one) => one.text !== text));
}

function take({ text, kind, url }) {
  offering.close();
  clearTimeout(offerTimer);
  if (kind === "文章") {
    location.href = new URL(url, rootUrl).href;
    return;
  }
  input.value = text;
  go(stateFor(text));
}

/** Move the focus among the results; up from the first one leads back to the box. */
function step(direction) {
  const links = [...page.querySelectorAll("[data-answers] a.figure, [data-results] h2 a")].filter((link) => !link.closest("[hidden]"));
  // Where nothing has the focus, the first result in sight.
  const seen = document.activeElement === document.body ? links.findIndex((link) => link.getBoundingClientRect().bottom > 0) : 0;
  const at = links.indexOf(document.activeElement) + direction + Math.max(seen, 0);
  if (at < 0 && document.activeElement !== input) input.focus();
  else links[Math.min(at, links.length - 1)]?.focus();
}

function later() {
  engine().then((ready) => ready.warm(typed()), () => {});
  clearTimeout(timer);
  clearTimeout(offerTimer);
  timer = setTimeout(() => go(stateFor(typed()), false), WAIT);
  if (nearBox) offerTimer = setTimeout(offer, WAIT_OFFERS);
}

input.addEventListener("input", (event) => {
  clearTimeout(timer);
  if (!event.isComposing) later();
});
input.addEventListener("compositionend", later);
input.addEventListener("blur", () => offering?.close());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(offerTimer);
  offering?.close();
  go(stateFor(typed()));
});
tools?.addEventListener("click", async ({ target }) => {
  if (target.dataset.order !== undefined) go({ ...state, order: target.dataset.order });
  if (!target.closest("[data-refine]")) return;
  (await refine()).toggle(state);
});
more.querySelector("button").addEventListener("click", () => {
  if (shown.next !== null) run({ start: shown.next });
});
page.addEventListener("click", (event) => {
  const link = event.target.closest("[data-suggestion]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  input.value = link.textContent;
  go(stateFor(typed()));
  input.focus();
});
page.addEventListener("keydown", (event) => {
  if (event.target === input && offering?.key(event)) return;
  if (event.isComposing || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  if (!list.childElementCount || event.target.closest("[data-tools]")) return;
  event.preventDefault();
  step(event.key === "ArrowDown" ? 1 : -1);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" && event.target === document.body && list.childElementCount && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    step(1);
  }
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  input.focus();
  input.select();
});
addEventListener("popstate", fromAddress);

fromAddress();
engine().catch(() => {}); // at hand before anything is asked; a query says what is wrong
if (!typed() && matchMedia("(hover: hover)").matches) input.focus({ preventScroll: true });
