// The search page: results as you type. Titles, texts and the query are only ever text nodes.

import { Engine } from "./engine.js";

const WAIT = 180; // milliseconds without a keystroke before a search begins

const page = document.querySelector("[data-search]");
const form = page.querySelector("form");
const input = form.querySelector("input");
const status = page.querySelector("[data-status]");
const list = page.querySelector("[data-results]");
const more = page.querySelector("[data-more]");
const help = page.querySelector("[data-help]");
const suggestions = page.querySelector("[data-suggestions]");
const indexUrl = new URL(page.dataset.index, document.baseURI);
const rootUrl = new URL("..", indexUrl);

let opened = null;
let running = null;
let shown = { query: "", next: null, count: 0, total: 0 };
let timer = 0;

async function fetchBytes(path, generation) {
  const url = new URL(path, indexUrl);
  // The entry file is asked for anew each time; what it names may be kept as long as it names it.
  if (generation) url.searchParams.set("g", generation);
  const answer = await fetch(url, { cache: generation ? "default" : "no-cache" });
  if (answer.status === 404 || answer.status === 410) return null;
  if (!answer.ok) throw new Error(`${answer.status} ${path}`);
  return new Uint8Array(await answer.arrayBuffer());
}

function engine() {
  opened ??= new Engine(fetchBytes).open();
  opened.catch(() => (opened = null));
  return opened;
}

function element(name, text = "", className = "") {
  const node = document.createElement(name);
  if (text) node.textContent = text;
  if (className) node.className = className;
  return node;
}

/** The text with its marked ranges in <mark>. */
function marked(node, { text, marks }) {
  let at = 0;
  for (const [start, end] of marks) {
    node.append(text.slice(at, start), element("mark", text.slice(start, end)));
    at = end;
  }
  node.append(text.slice(at));
  return node;
}

function row(hit) {
  const item = element("li");
  const link = marked(element("a"), hit.title);
  link.href = new URL(hit.url, rootUrl).href;
  const heading = element("h2");
  heading.append(link);
  const meta = element("p", "", "meta");
  if (hit.type === "case") meta.append(element("span", "案例", "label"));
  const date = element("time", hit.date);
  date.dateTime = hit.date;
  meta.append(date);
  for (const text of [hit.column, hit.region]) if (text) meta.append(element("span", text));
  item.append(heading, marked(element("p", "", "snippet"), hit.snippet), meta);
  return item;
}

function say(text, warning = false) {
  status.textContent = text;
  status.classList.toggle("warning", warning);
}

function idle() {
  list.replaceChildren();
  more.hidden = true;
  say("");
  help.hidden = false;
  if (suggestions) suggestions.hidden = false;
  document.title = document.title.replace(/^“.*?” ?/, "");
}

function report(result) {
  const { query, count, next } = shown;
  const partial = result.incomplete ? "结果不完整：有的索引文件没有取到，请稍后再试。" : "";
  if (!count) return say(`${partial}没有找到与“${query}”有关的文章。换个说法，或少写几个字试试。`, Boolean(partial));
  const rest = next === null ? "" : `，先列出 ${count} 篇`;
  return say(`${partial}找到 ${shown.total} 篇${rest}。`, Boolean(partial));
}

async function run(query, start = 0) {
  running?.abort();
  const control = (running = new AbortController());
  const waiting = setTimeout(() => say("正在搜索……"), 300);
  try {
    const result = await (await engine()).search(query, { start, signal: control.signal });
    if (control.signal.aborted) return;
    const rows = result.hits.map(row);
    if (start) list.append(...rows);
    else list.replaceChildren(...rows);
    const count = start ? shown.count + rows.length : rows.length;
    // Where the ranking ends, what was listed is all there is.
    shown = { query, next: result.next, count, total: result.next === null ? count : result.total };
    more.hidden = result.next === null;
    help.hidden = count > 0;
    if (suggestions) suggestions.hidden = count > 0;
    document.title = `“${query}” ${document.title.replace(/^“.*?” ?/, "")}`;
    clearTimeout(waiting);
    report(result);
    if (start && rows.length) rows[0].querySelector("a").focus();
  } catch (error) {
    if (control.signal.aborted) return;
    clearTimeout(waiting);
    say("搜索暂时用不了：索引没有取到。请检查网络后再试，或按栏目和归档查找。", true);
    console.warn(error);
  } finally {
    clearTimeout(waiting);
  }
}

function current() {
  return input.value.trim();
}

function remember(query, push) {
  const url = new URL(location.href);
  if (query) url.searchParams.set("q", query);
  else url.searchParams.delete("q");
  if (url.href === location.href) return;
  history[push ? "pushState" : "replaceState"](null, "", url);
}

function search(push = false) {
  clearTimeout(timer);
  const query = current();
  remember(query, push);
  if (query === shown.query && list.childElementCount) return;
  if (query) run(query);
  else {
    running?.abort();
    shown = { query: "", next: null, count: 0, total: 0 };
    idle();
  }
}

function fromAddress() {
  input.value = new URL(location.href).searchParams.get("q") ?? "";
  shown.query = "";
  search();
}

/** Move the focus among the results; up from the first one leads back to the box. */
function step(direction) {
  const links = [...list.querySelectorAll("h2 a")];
  const at = links.indexOf(document.activeElement) + direction;
  if (at < 0 && document.activeElement !== input) input.focus();
  else links[Math.min(at, links.length - 1)]?.focus();
}

input.addEventListener("input", (event) => {
  clearTimeout(timer);
  if (!event.isComposing) timer = setTimeout(search, WAIT);
});
input.addEventListener("compositionend", () => {
  clearTimeout(timer);
  timer = setTimeout(search, WAIT);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search(true);
});
more.querySelector("button").addEventListener("click", () => {
  if (shown.next !== null) run(shown.query, shown.next);
});
suggestions?.addEventListener("click", (event) => {
  const link = event.target.closest("[data-suggestion]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  input.value = link.textContent;
  search(true);
});
page.addEventListener("keydown", (event) => {
  if (event.isComposing || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  if (!list.childElementCount) return;
  event.preventDefault();
  step(event.key === "ArrowDown" ? 1 : -1);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  input.focus();
  input.select();
});
addEventListener("popstate", fromAddress);

fromAddress();
if (!current() && matchMedia("(hover: hover)").matches) input.focus({ preventScroll: true });
