// Search the static index. Pure: it is given a function that fetches bytes, so that the page and
// Node run the same module. plugins/portal/search/{shards,excerpts,engine}.py are its twins;
// docs/decisions/0003-search-index.md describes the files.

import { answersTo } from "./answers.js";
import { inflate } from "./files.js";
import { byDate, countsOf, filingOf, ofColumnAndYear } from "./filing.js";
import { fold, loadTable, needsTable } from "./fold.js";
import { isPair, tokenHash } from "./hash.js";
import { parse, replacements, terms } from "./query.js";
import { literal, nearness, PAGE, rank, rarities } from "./rank.js";
import { mark, snippet } from "./snippet.js";

const FORMAT = 2;
const PHRASE_PAGES = 5;
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

  async shard(shard) {
    const path = shardPath(shard, this.head.bits);
    if (!this.inflated.has(path)) {
      const bytes = await this.fetchBytes(path, this.head.generation);
      this.inflated.set(path, bytes && (await inflate(bytes)));
    }
    return this.inflated.get(path);
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
        const bytes = await this.shard(shard);
        if (!bytes) throw new Error("missing");
        for (const [token, list] of decodeShard(bytes, bits, group)) found.set(token, list);
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
    state.rarities = rarities(this.head.documents, counting, lists);
    return rank(this.head.documents, counting, lists, required, groups);
  }

  /**
   * The articles that hold every token of the query, best first, or null where the query has none: what a
   * case library counts. {ranked: [{number, score}], incomplete}
   */
  async holding(text) {
    if (needsTable(text)) await loadTable();
    const query = parse(text);
    if (!query.tokens.length) return null;
    const state = { incomplete: false };
    const ranked = await this.candidates(query, state, true);
    return { ranked, incomplete: state.incomplete };
  }

  /** The figures that answer the query: {answers, incomplete}; see answers.js. */
  async answers(text) {
    if (needsTable(text)) await loadTable();
    return answersTo(this, text);
  }

  /** What a result shows of an article, with its text; rejects where it is missing or damaged. */
  excerpt(number) {
    const path = excerptPath(number);
    if (!this.excerpts.has(path)) {
      const read = this.fetchBytes(path, this.head.generation).then(decodeExcerpt);
      this.excerpts.set(path, read);
      read.catch(() => this.excerpts.delete(path));
    }
    return this.excerpts.get(path);
  }

  async hit(query, { number, score }, state) {
    try {
      const excerpt = await this.excerpt(number);
      const { text, column, title, ...rest } = excerpt;
      const folded = [fold(title), fold(text)];
      const level = literal(query, ...folded, fold(excerpt.names));
      const near = state.rarities.length ? score * nearness(state.rarities, ...folded) : 0;
      const shown = { title: mark(query, title), snippet: snippet(query, text), column: this.head.columns[column] ?? "" };
      return { number, score, level, near, ...rest, ...shown };
    } catch {
      state.incomplete = true;
      return null;
    }
  }

  /**
   * The results from `start` of the ranking on, `limit` of them rounded up to whole pages. `order` is "date" or "";
   * `column` and `year` restrict them (see engine.py).
   * `signal` gives a stale search up between two steps.
   */
  async search(text, options = {}) {
    if (needsTable(text)) await loadTable();
    const query = parse(text);
    // Has another version been published since the last search? Asked while the texts are under way.
    let asked = null;
    const ask = () => (asked ??= this.published());
    const { generation } = this.head;
    const later = this.searched;
    this.searched = true;
    const result = await this.answer(query, options, later ? ask : null);
    const head = later || result.incomplete ? await ask() : null;
    if (!head || head.generation === generation) return result;
    // The files read may be of both versions: once more, all of the new one.
    this.take(head);
    return this.answer(query, options);
  }

  async answer(query, { start = 0, limit = PAGE, order = "", column = "", year = "", signal }, meanwhile = null) {
    const state = { incomplete: false };
    const listed = await this.listed(query, order, state);
    const ranked = column || year ? ofColumnAndYear(await this.filing(state), listed, column, year) : listed;
    const doubtful = ranked.reduce((sum, { doubt }) => sum + doubt, 0);
    const looked = query.phrases.length > 0 || doubtful > 0;
    const hits = [];
    for (let pages = 0; start < ranked.length && hits.length < limit; pages++) {
      signal?.throwIfAborted();
      if (looked && pages >= PHRASE_PAGES) break;
      const fetched = ranked.slice(start, start + PAGE).map((one) => this.hit(query, one, state));
      meanwhile?.();
      const page = (await Promise.all(fetched)).filter((hit) => hit && hit.level >= 0);
      hits.push(...(order === "date" ? page : page.sort((a, b) => b.level - a.level || b.near - a.near)));
      start += PAGE;
    }
    signal?.throwIfAborted();
    return {
      hits,
      total: ranked.length - doubtful || ranked.length,
      next: start < ranked.length ? start : null,
      incomplete: state.incomplete,
      exact: !looked,
      relaxed: hits.length > 0 && !hits.some(({ level }) => level),
    };
  }

  /** What a list draws from: by relevance all that hold enough, by date those that hold most of the query. */
  async listed(query, order, state) {
    const ranked = query.tokens.length ? await this.candidates(query, state) : [];
    if (order !== "date") return ranked;
    const best = ranked.reduce((most, { matched }) => Math.max(most, matched), 0);
    return byDate(await this.filing(state), ranked.filter(({ matched }) => matched === best));
  }

  /** Columns and dates of all articles; empty where the file is missing or damaged. */
  async filing(state) {
    try {
      this.filed ??= this.fetchBytes("filing.bin", this.head.generation).then(inflate);
      return filingOf(decodeShard(await this.filed, 0));
    } catch {
      this.filed = null;
      state.incomplete = true;
      return filingOf([]);
    }
  }

  /** How many results each column and year has: {columns, years, incomplete}; see filing.js. */
  async refinements(text, { order = "", column = "", year = "" } = {}) {
    const state = { incomplete: false };
    const listed = (await this.listed(parse(text), order, state)).filter(({ doubt }) => !doubt);
    return { ...countsOf(await this.filing(state), listed, column, year), ...state };
  }
}
