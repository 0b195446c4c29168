// Search the static index. Pure: it is given a function that fetches bytes, so that the page and
// Node run the same module. plugins/portal/search/{shards,excerpts,engine}.py are its twins;
// docs/decisions/0003-search-index.md describes the files.

import { fold, inflate, loadTable, needsTable } from "./fold.js";
import { parse, replacements, terms } from "./query.js";
import { literal, PAGE, rank } from "./rank.js";
import { mark, snippet } from "./snippet.js";

const FORMAT = 1;
const PHRASE_PAGES = 5;
const IDS_PER_DAY = 8192;
const FIRST_DAY = 25567;
const DAYS = 1 << 17;
const MIX = 0x9e3779b1;

const isPair = (token) => token.length === 2 && !/[\ud800-\udfff]/.test(token);

export function tokenHash(token) {
  let value = 0x811c9dc5;
  if (isPair(token)) value = (token.charCodeAt(0) << 16) | token.charCodeAt(1);
  else for (const byte of new TextEncoder().encode(token)) value = Math.imul(value ^ byte, 0x01000193);
  return Math.imul(value, MIX) >>> 0;
}

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

/** The postings of the wanted tokens in an inflated shard. */
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
  const byName = new Map(wanted.map((token) => [isPair(token) ? nameOf(token, bits) : token, token]));
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
  const [table, title, url, date, column, region, type, source, body] = JSON.parse(text);
  if (table) await loadTable();
  return { title, url, date, column, region, type, source, text: body };
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
  }

  /** Read the entry file; throws where there is no index that this module can read. */
  async open() {
    const bytes = await this.fetchBytes("index.json", "");
    const head = bytes && JSON.parse(new TextDecoder().decode(bytes));
    if (!head || head.format !== FORMAT) throw new Error("no index of this format");
    if (head.generation !== this.head?.generation) this.inflated.clear();
    this.head = head;
    return this;
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

  async candidates(query, state) {
    const groups = query.without.map((word) => terms(word));
    const lists = await this.lists([...query.tokens, ...groups.flat()], state);
    const spare = query.tokens.filter((token) => !lists.has(token)).flatMap(replacements);
    const missing = spare.filter((part) => !lists.has(part));
    if (missing.length) for (const [token, list] of await this.lists(missing, state)) lists.set(token, list);
    const required = query.phrases.flatMap((phrase) => terms(phrase));
    return rank(this.head.documents, new Set([...query.tokens, ...spare]), lists, required, groups);
  }

  async hit(query, { number, score }, state) {
    try {
      const excerpt = await decodeExcerpt(await this.fetchBytes(excerptPath(number), this.head.generation));
      const level = literal(query, fold(excerpt.title), fold(excerpt.text));
      const { text, column, title, ...rest } = excerpt;
      const shown = { title: mark(query, title), snippet: snippet(query, text), column: this.head.columns[column] ?? "" };
      return { number, score, level, ...rest, ...shown };
    } catch {
      state.incomplete = true;
      return null;
    }
  }

  /**
   * The results from `start` of the ranking on, `limit` of them rounded up to whole pages.
   * `signal` gives a stale search up between two steps.
   */
  async search(text, { start = 0, limit = PAGE, signal } = {}) {
    if (needsTable(text)) await loadTable();
    const query = parse(text);
    const state = { incomplete: false };
    let ranked = query.tokens.length ? await this.candidates(query, state) : [];
    if (state.incomplete && (await this.renewed())) {
      state.incomplete = false;
      ranked = await this.candidates(query, state);
    }
    const hits = [];
    for (let pages = 0; start < ranked.length && hits.length < limit; pages++) {
      signal?.throwIfAborted();
      if (query.phrases.length && pages >= PHRASE_PAGES) break;
      const page = await Promise.all(ranked.slice(start, start + PAGE).map((one) => this.hit(query, one, state)));
      hits.push(...page.filter((hit) => hit && hit.level >= 0).sort((a, b) => b.level - a.level));
      start += PAGE;
    }
    signal?.throwIfAborted();
    return { hits, total: ranked.length, next: start < ranked.length ? start : null, incomplete: state.incomplete };
  }

  /** Whether a newer index has been published since this one was opened; it is then in use. */
  async renewed() {
    const { generation } = this.head;
    try {
      await this.open();
    } catch {
      return false;
    }
    return this.head.generation !== generation;
  }
}
