// Search the static index. Pure: it is given a function that fetches bytes, so that the page and
// Node run the same module. plugins/portal/search/{shards,excerpts,engine}.py are its twins;
// docs/decisions/0003-search-index.md describes the files.

import { answersTo } from "./answers.js";
import { inflate } from "./files.js";
import { fold, loadTable, needsTable } from "./fold.js";
import { isPair, tokenHash } from "./hash.js";
import { parse, replacements, skeleton, terms } from "./query.js";
import { lacking, literal, nearness, PAGE, rank, rarities } from "./rank.js";
import { denseWithOffsets, mark, snippet } from "./snippet.js";

const FORMAT = 2;
const PHRASE_PAGES = 5;
const EARLY = 5; // results of a first page that may be shown before the others: browsers fetch six files at a time
const IDS_PER_DAY = 8192;
const FIRST_DAY = 25567;
const DAYS = 1 << 17;

export const shardOf = (token, bits) => (bits ? tokenHash(token) >>> (32 - bits) : 0);
const nameOf = (token, bits) => (bits ? (tokenHash(token) << bits) >>> bits : tokenHash(token));

export function shardPath(shard, bits) {
  return `s/${bits}/${shard.toString(16).padStart(Math.ceil(bits / 4) || 1, "0")}.z`;
}

export function excerptPath(number) {
  return `t/${(number >> 18).toString(16)}/${number.toString(16)}.z`;
}

/** Numbers `count` varints long from `position.at` on. */
function varints(bytes, position, count) {
  const values = new Array(count);
  let at = position.at;
  for (let i = 0; i < count; i++) {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error("shard cut short");
      value += (byte & 127) * factor;
      if (byte < 128) break;
    }
    values[i] = value;
  }
  position.at = at;
  return values;
}

function postings(steps, places, values, start, end) {
  const list = [];
  let day = FIRST_DAY;
  let within = 0;
  for (let i = start; i < end; i++) {
    within = steps[i] || i === start ? places[i] : within + places[i] + 1;
    day = (day + steps[i]) % DAYS;
    list.push([day * IDS_PER_DAY + within, values[i]]);
  }
  return list;
}

/** The postings of the wanted tokens in an inflated shard; of all its words where none are named. */
function decodeShard(bytes, bits, wanted) {
  const position = { at: 0 };
  const [pairs, words] = varints(bytes, position, 2);
  const names = [];
  let name = 0;
  for (const step of varints(bytes, position, pairs)) names.push((name += step));
  const decoder = new TextDecoder();
  for (const length of varints(bytes, position, words)) {
    names.push(decoder.decode(bytes.subarray(position.at, (position.at += length))));
  }
  const counts = varints(bytes, position, names.length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const steps = varints(bytes, position, total);
  const places = varints(bytes, position, total);
  const values = bytes.subarray(position.at);
  if (values.length !== total) throw new Error("shard cut short");
  const byName = new Map((wanted ?? names.slice(pairs)).map((token) => [isPair(token) ? nameOf(token, bits) : token, token]));
  const found = new Map();
  let start = 0;
  names.forEach((key, i) => {
    if (byName.has(key)) found.set(byName.get(key), postings(steps, places, values, start, start + counts[i]));
    start += counts[i];
  });
  return found;
}

async function decodeExcerpt(bytes) {
  const raw = await inflate(bytes);
  const text = new TextDecoder(raw[0] ? "utf-8" : "gbk").decode(raw.subarray(1));
  const [table, title, url, date, column, region, type, source, names, body] = JSON.parse(text);
  if (table) await loadTable();
  return { title, url, date, column, region, type, source, names, text: body };
}

/**
 * Searches the index behind `fetchBytes`.
 * @param {(path: string, generation: string) => Promise<Uint8Array|null>} fetchBytes bytes of a path in the index
 *   folder, or null where there is none
 */
export class Engine {
  constructor(fetchBytes) {
    this.fetchBytes = fetchBytes;
    // Whether the entry file may be old: a search then asks for it anew.
    this.doubted = false;
    this.inflated = new Map();
    this.excerpts = new Map();
  }

  /** Read the entry file; throws where there is no index that this module can read. */
  async open() {
    const head = await this.published();
    if (!head) throw new Error("no index of this format");
    this.take(head);
    return this;
  }

  /** What the entry file says now, or null where there is none that this module can read. */
  async published() {
    try {
      const bytes = await this.fetchBytes("index.json", "");
      const head = bytes && JSON.parse(new TextDecoder().decode(bytes));
      return head?.format === FORMAT ? head : null;
    } catch {
      return null;
    }
  }

  take(head) {
    if (head.generation !== this.head?.generation) {
      this.inflated.clear();
      this.excerpts.clear();
      this.filed = null;
    }
    this.head = head;
  }

  /** What `kept` has of a path, else what is made of the file's bytes; rejects where it is missing or damaged. */
  read(kept, path, make) {
    if (!kept.has(path)) {
      const made = this.fetchBytes(path, this.head.generation).then((bytes) => {
        if (!bytes) throw new Error(`missing ${path}`);
        return make(bytes);
      });
      kept.set(path, made);
      made.catch(() => kept.delete(path));
    }
    return kept.get(path);
  }

  shard(shard) {
    return this.read(this.inflated, shardPath(shard, this.head.bits), inflate);
  }

  /** Fetch the lists that a query will need which is still being typed: its last word may not be whole. */
  warm(text) {
    if (needsTable(text)) loadTable();
    else for (const token of parse(text).tokens) if (isPair(token)) this.shard(shardOf(token, this.head.bits)).catch(() => {});
  }

  /** Token -> postings, for the tokens that the index holds. */
  async lists(tokens, state) {
    const groups = new Map();
    const { bits } = this.head;
    for (const token of new Set(tokens)) {
      const shard = shardOf(token, bits);
      groups.set(shard, [...(groups.get(shard) ?? []), token]);
    }
    const found = new Map();
    const read = async ([shard, group]) => {
      try {
        for (const [token, list] of decodeShard(await this.shard(shard), bits, group)) found.set(token, list);
      } catch {
        state.incomplete = true;
      }
    };
    await Promise.all([...groups].map(read));
    return new Map([...new Set(tokens)].filter((token) => found.has(token)).map((token) => [token, found.get(token)]));
  }

  /** The ranked articles; with `all`, those that hold every token (a word with joints, or all its parts). */
  async candidates(query, state, all = false) {
    // A single character has no full list.
    const groups = query.without.map((word) => (Array.from(word).length > 1 ? terms(word) : []));
    const lists = await this.lists([...query.tokens, ...groups.flat()], state);
    const spare = query.tokens.filter((token) => !lists.has(token)).flatMap(replacements);
    const missing = spare.filter((part) => !lists.has(part));
    if (missing.length) for (const [token, list] of await this.lists(missing, state)) lists.set(token, list);
    const required = query.phrases.flatMap((phrase) => terms(phrase));
    for (const token of all ? query.tokens : []) {
      const pieces = lists.has(token) ? [] : replacements(token);
      required.push(...(pieces.length ? pieces : [token]));
    }
    const counting = new Set([...query.tokens, ...spare]);
    state.rarities = rarities(this.head.documents, counting, lists, query.asks);
    // A question's words need not all occur.
    const words = (query.asks ? [] : [...query.words, ...query.phrases]).map((word) => {
      const looked = terms(word).filter((token) => query.tokens.includes(token));
      return looked.flatMap((token) => (lists.has(token) || !replacements(token).length ? [token] : replacements(token)));
    });
    return rank(this.head.documents, counting, lists, required, groups, query.asks, words);
  }

  /**
   * The articles that hold every token of the query, best first, null where the query has none: what a case library
   * counts. {ranked: [{number, score}], incomplete, words: what was looked for, without: what must not occur}
   */
  async holding(text) {
    if (needsTable(text)) await loadTable();
    const query = parse(text);
    const state = { incomplete: false };
    const ranked = query.tokens.length ? await this.candidates(query, state, true) : null;
    return { ranked, incomplete: state.incomplete, words: [...query.words, ...query.phrases], without: query.without };
  }

  /** The figures that answer the query: {answers, incomplete}; see answers.js. */
  async answers(text) {
    if (needsTable(text)) await loadTable();
    return answersTo(this, text);
  }

  /** What a result shows of an article, with its text; rejects where it is missing or damaged. */
  excerpt(number) {
    return this.read(this.excerpts, excerptPath(number), decodeExcerpt);
  }

  async hit(query, { number, score, full }, state) {
    try {
      const excerpt = await this.excerpt(number);
      const { text, column, title, ...rest } = excerpt;
      const head = fold(title);
      const body = denseWithOffsets(text);
      const names = fold(excerpt.names);
      const level = literal(query, head, body[0], names);
      const whole = level > 0 && (full || query.asks || state.incomplete);
      const [lacks, own] = level < 2 ? lacking(query, head, body[0], names) : [[], ""];
      const filed = (own && excerpt.names.split("\n").find((name) => skeleton(fold(name)) === own)) || "";
      const near = state.rarities.length ? score * nearness(state.rarities, head, fold(text)) ** 2 : 0;
      const shown = { title: mark(query, title), snippet: snippet(query, text, body), column: this.head.columns[column] ?? "" };
      return { number, score, level, near, whole, lacks, filed, ...rest, ...shown };
    } catch {
      state.incomplete = true;
      return null;
    }
  }

  /**
   * The results from `start` of the ranking on, `limit` of them rounded up to whole pages. `order` is "date" or "";
   * `column`, `year` and `region` restrict them (see engine.py). `early` is called with the first results where they are there before
   * the others of their page. `signal` gives a stale search up between two steps.
   */
  async search(text, options = {}) {
    if (needsTable(text)) await loadTable();
    const query = parse(text);
    // Has another version been published since the last search? Asked while the texts are under way.
    let asked = null;
    const ask = () => (asked ??= this.published());
    const { generation } = this.head;
    const later = this.doubted;
    this.doubted = true;
    const result = await this.answer(query, options, later ? ask : null);
    const head = later || result.incomplete ? await ask() : null;
    if (!head || head.generation === generation) return result;
    // The files read may be of both versions: once more, all of the new one.
    this.take(head);
    return this.answer(query, options);
  }

  async answer(query, { start = 0, limit = PAGE, order = "", early, signal, ...choice }, meanwhile = null) {
    const state = { incomplete: false };
    const listed = await this.listed(query, order, state);
    const narrowed = choice.column || choice.year || choice.region;
    const ranked = narrowed ? (await this.filing(state)).chosen(listed, choice) : listed;
    const doubtful = ranked.reduce((sum, { doubt }) => sum + doubt, 0);
    const looked = query.phrases.length > 0 || doubtful > 0;
    const hits = [];
    const inOrder = (page) => {
      const held = page.filter((hit) => hit && hit.level >= 0);
      return order === "date" ? held : held.sort((a, b) => b.whole - a.whole || b.level - a.level || b.near - a.near);
    };
    for (let pages = 0; start < ranked.length && hits.length < limit; pages++) {
      signal?.throwIfAborted();
      if (looked && pages >= PHRASE_PAGES) break;
      const fetched = ranked.slice(start, start + PAGE).map((one) => this.hit(query, one, state));
      meanwhile?.();
      let whole = false;
      if (early && !pages && fetched.length > EARLY) {
        Promise.all(fetched.slice(0, EARLY)).then((first) => whole || early(inOrder(first)));
      }
      hits.push(...inOrder(await Promise.all(fetched)));
      whole = true;
      start += PAGE;
    }
    signal?.throwIfAborted();
    const total = ranked.length - doubtful || ranked.length;
    return {
      hits,
      total,
      full: ranked.filter(({ full, doubt }) => full && (total === ranked.length || !doubt)).length,
      next: start < ranked.length ? start : null,
      incomplete: state.incomplete,
      exact: !looked,
      relaxed: hits.length > 0 && !hits.some(({ whole }) => whole),
    };
  }

  /** What a list draws from: by relevance all that hold enough, by date those that hold most of the query. */
  async listed(query, order, state) {
    const ranked = query.tokens.length ? await this.candidates(query, state) : [];
    if (order !== "date") return ranked;
    const best = ranked.reduce((most, { matched }) => Math.max(most, matched), 0);
    return (await this.filing(state)).byDate(ranked.filter(({ matched }) => matched === best));
  }

  /** Columns, dates and places of all articles; empty where the file is missing or damaged. */
  async filing(state) {
    const { Filing } = await import("./filing.js");
    try {
      this.filed ??= this.fetchBytes("filing.bin", this.head.generation).then(inflate);
      return new Filing(decodeShard(await this.filed, 0));
    } catch {
      this.filed = null;
      state.incomplete = true;
      return new Filing([]);
    }
  }

  /** How many results each column, year and region has: {columns, years, regions, places, incomplete}; see filing.js. */
  async refinements(text, { order = "", column = "", year = "", region = "" } = {}) {
    const state = { incomplete: false };
    const listed = (await this.listed(parse(text), order, state)).filter(({ doubt }) => !doubt);
    const filing = await this.filing(state);
    return { ...filing.counts(listed, { column, year, region }), places: filing.names, ...state };
  }
}
