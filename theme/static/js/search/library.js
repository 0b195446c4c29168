// The case library: choices with exact counts, the list that they give, and the list as CSV. Without this module
// the page lists all cases, newest first, with links to the pages of practices and places.

import { caseRow } from "./case-row.js";
import { csvOf } from "./case-csv.js";
import { element, filled } from "./elements.js";
import { FACETS, broader, casesOf, chosen, counts } from "./facets.js";
import { fetchJson, fetcher } from "./files.js";
import { facetLists, labelOf, NAMES } from "./facet-lists.js";

const STEP = 20;
const WAIT = 250; // milliseconds without a keystroke before a search begins

const root = document.querySelector("[data-library]");
const main = root.querySelector("[data-list]");
const aside = root.querySelector("[data-facets]");
const form = root.querySelector("[data-case-search]");
const input = form.querySelector("input");
const status = root.querySelector("[data-status]");
const chips = root.querySelector("[data-chips]");
const csv = root.querySelector("[data-csv]");
const indexUrl = new URL(root.dataset.index, document.baseURI);
const siteUrl = new URL("..", indexUrl);
const fetchBytes = fetcher(indexUrl);
const untouched = [...main.childNodes];
const csvUrl = csv.href;

let table = null;
let cases = [];
let generation = "";
let engine = null;
let blocks = new Map();
let state = null;
let running = 0;
let timer = 0;

function fromAddress() {
  const given = new URL(location.href).searchParams;
  const choice = Object.fromEntries(FACETS.map((facet) => [facet, given.getAll(facet).filter(Boolean)]));
  return { query: given.get("q") ?? "", sort: given.get("sort") === "date" ? "date" : "", choice, shown: STEP };
}

function addressOf({ query, sort, choice }) {
  const url = new URL(location.href);
  url.search = "";
  url.hash = "";
  if (query) url.searchParams.set("q", query);
  if (query && sort) url.searchParams.set("sort", sort);
  for (const facet of FACETS) for (const value of choice[facet]) url.searchParams.append(facet, value);
  return url.href;
}

/** The choice with a value put in or taken out; a broader or narrower place takes the place of the old one. */
function withValue(choice, facet, value) {
  const has = choice[facet].includes(value);
  if (facet === "practice") return { ...choice, practice: has ? choice.practice.filter((one) => one !== value) : [...choice.practice, value] };
  return { ...choice, [facet]: has ? [] : [value] };
}

const stateWith = (change) => ({ ...state, shown: STEP, ...change });

async function matching(query) {
  if (!query) return { found: cases, incomplete: false, words: [], without: [] };
  engine ??= import("./finder.js").then(({ Engine }) => new Engine(fetchBytes).open());
  engine.catch(() => (engine = null));
  const result = await (await engine).holding(query);
  if (!result.ranked) return { ...result, found: cases };
  const byNumber = new Map(cases.map((one) => [one.number, one]));
  const found = result.ranked.map(({ number }) => byNumber.get(number)).filter(Boolean);
  return { ...result, found };
}

async function rowsOf(list) {
  const wanted = [...new Set(list.map(({ index }) => Math.floor(index / table.block)))];
  await Promise.all(
    wanted.map(async (block) => {
      if (!blocks.has(block)) blocks.set(block, fetchJson(fetchBytes, `c/${block}.z`, generation));
      await blocks.get(block).catch(() => blocks.delete(block));
    }),
  );
  const rows = [];
  for (const one of list) {
    const block = await blocks.get(Math.floor(one.index / table.block));
    rows.push(block ? { ...one, ...block[one.index % table.block] } : null);
  }
  return rows;
}

function showChips() {
  const items = FACETS.flatMap((facet) => state.choice[facet].map((value) => [facet, value]));
  const links = items.map(([facet, value]) => {
    const label = labelOf(table, facet, value);
    const link = element("a", label, { href: addressOf(stateWith({ choice: withValue(state.choice, facet, value) })), "aria-label": `去掉${NAMES[facet]}：${label}` });
    return filled(element("li"), link);
  });
  if (items.length > 1) links.push(filled(element("li"), element("a", "全部去掉", { class: "clear", href: addressOf(stateWith({ choice: nothing() })) })));
  chips.replaceChildren(...links);
  chips.hidden = !items.length;
}

const nothing = () => Object.fromEntries(FACETS.map((facet) => [facet, []]));

/** What the words of the query ask of a case. */
function saidOf({ words, without }) {
  const no = without.length ? `不含“${without.join("”“")}”` : "";
  return words.length ? `含有“${words.join(" ")}”全部字词${no && `、${no}`}的` : "";
}

/** What to offer where nothing is left: each choice taken away, with what there would be then. */
function emptyState({ found, ...query }) {
  const box = element("div", "", { class: "empty" });
  const ways = broader(found, state.choice);
  filled(box, element("p", state.query ? `没有同时符合这些条件、又${saidOf(query)}案例。` : "没有同时符合这些条件的案例。"));
  const links = ways.map(({ facet, value, count }) => {
    const href = addressOf(stateWith({ choice: withValue(state.choice, facet, value) }));
    return filled(element("li"), element("a", `不限${NAMES[facet]}“${labelOf(table, facet, value)}”`, { href }), element("span", String(count), { class: "count" }));
  });
  if (links.length) filled(box, element("p", "放宽一点："), filled(element("ul", "", { class: "broader" }), links));
  else if (state.query) {
    const search = new URL(".", indexUrl);
    search.searchParams.set("q", state.query);
    const line = filled(element("p"), element("a", "去掉检索词，看符合条件的案例", { href: addressOf(stateWith({ query: "" })) }), "，或");
    filled(box, filled(line, element("a", "在全站搜索", { href: search.href }), "。"));
  }
  return box;
}

function say(text, warning = false) {
  status.textContent = text;
  status.classList.toggle("warning", warning);
}

async function show({ focus = false } = {}) {
  const turn = ++running;
  const asked = Boolean(state.query) || FACETS.some((facet) => state.choice[facet].length);
  let result;
  try {
    result = await matching(state.query);
  } catch (error) {
    if (turn === running) say("检索暂时用不了：索引没有取到，请稍后再试。", true);
    return console.warn(error);
  }
  if (turn !== running) return;
  const found = result.found;
  aside.replaceChildren(...facetLists(table, counts(found, state.choice), state.choice, (facet, value) => addressOf(stateWith({ choice: withValue(state.choice, facet, value) }))));
  showChips();
  root.classList.toggle("asked", asked);
  const list = chosen(found, state.choice);
  if (state.query && state.sort === "date") list.sort((a, b) => b.number - a.number);
  const count = FACETS.reduce((sum, facet) => sum + state.choice[facet].length, 0);
  root.querySelector("[data-chosen]").textContent = count ? `（已选 ${count} 项）` : "";
  if (!asked) {
    main.replaceChildren(...untouched);
    csv.href = csvUrl;
    return say(`共 ${cases.length} 个案例，按发布日期从新到旧。`);
  }
  const rows = await rowsOf(list.slice(0, state.shown));
  if (turn !== running) return;
  const missing = rows.includes(null);
  if (list.length) {
    const shown = rows.filter(Boolean).map((row) => caseRow(table, row, siteUrl));
    const before = main.querySelectorAll(".cases > li").length;
    main.replaceChildren(filled(element("ul", "", { class: "cases" }), shown), ...(list.length > state.shown ? [more()] : []));
    if (focus) shown[before]?.querySelector("a").focus();
  } else main.replaceChildren(emptyState(result));
  const partial = missing || result.incomplete ? "结果不完整：有的文件没有取到，请稍后再试。" : "";
  const words = state.query ? saidOf(result) : "";
  const only = result.without.length && !result.words.length ? `“${state.query}”只写了不要的词，请再写上要找的词。` : "";
  say(`${only}${partial}${list.length ? `找到 ${list.length} 个${words}案例${list.length > state.shown ? `，先列出 ${state.shown} 个` : ""}。` : "没有符合的案例。"}`, Boolean(partial));
}

function more() {
  const button = element("button", "更多案例", { type: "button" });
  button.addEventListener("click", () => {
    state.shown += STEP;
    show({ focus: true });
  });
  return filled(element("p", "", { class: "search-more" }), button);
}

function go(next, push = true) {
  const href = addressOf(next);
  if (href !== location.href) history[push ? "pushState" : "replaceState"](null, "", href);
  state = next;
  show();
}

async function download(event) {
  if (!root.classList.contains("asked")) return; // the whole list is a file of its own
  event.preventDefault();
  const list = chosen((await matching(state.query)).found, state.choice);
  if (state.query && state.sort === "date") list.sort((a, b) => b.number - a.number);
  say("正在准备表格……");
  const rows = await rowsOf(list);
  const blob = new Blob([csvOf(table, rows.filter(Boolean), siteUrl)], { type: "text/csv;charset=utf-8" });
  const link = element("a", "", { href: URL.createObjectURL(blob), download: "案例库-筛选结果.csv" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  const partial = rows.includes(null) ? "结果不完整：有的案例没有取到。" : "";
  say(`${partial}表格已下载，${rows.filter(Boolean).length} 个案例。`, Boolean(partial));
}

function listen() {
  root.addEventListener("click", (event) => {
    const link = event.target.closest("[data-facets] a, [data-chips] a, .broader a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    const facet = link.closest("[data-facet]")?.dataset.facet;
    const text = link.textContent;
    state = fromAddress();
    show().then(() => {
      // The lists were made anew: the focus stays on the choice that had it.
      const again = facet && [...aside.querySelectorAll(`[data-facet="${facet}"] a`)].find((one) => one.textContent === text);
      if (again) again.focus({ preventScroll: true });
      else if (document.activeElement === document.body) status.focus();
    });
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    go(stateWith({ query: input.value.trim() }));
  });
  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(() => go(stateWith({ query: input.value.trim() }), false), WAIT);
  });
  input.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(() => go(stateWith({ query: input.value.trim() }), false), WAIT);
  });
  csv.addEventListener("click", (event) => download(event).catch(() => say("表格没有做成：有的文件没有取到，请稍后再试。", true)));
  addEventListener("popstate", () => {
    state = fromAddress();
    input.value = state.query;
    show();
  });
}

async function start() {
  const head = JSON.parse(new TextDecoder().decode(await fetchBytes("index.json", "")));
  generation = head.generation;
  table = await fetchJson(fetchBytes, "c/table.z", generation);
  cases = casesOf(table, root.dataset.columns.split(" ").filter(Boolean));
  if (!cases.length) return;
  state = fromAddress();
  form.hidden = false;
  input.value = state.query;
  listen();
  await show();
}

start().catch((error) => {
  if (location.search) say("筛选暂时用不了：索引没有取到，下面是全部案例。", true);
  console.warn(error);
});
