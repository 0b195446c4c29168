// Direct answers: the figures that a query names. The rules are those of plugins/portal/search/questions.py and
// answers.py, held to tests/specs/search/questions.json and answers.json.

import { tokenHash } from "./hash.js";
import { inflate } from "./files.js";
import { fold } from "./fold.js";
import { dense } from "./query.js";

const LONGEST = 120;
const MOST_PIECES = 4;
const LONGEST_PIECE = 24;
const MOST_ANSWERS = 3;
const MOST_NAMES = 5;
const CLOSE_ENOUGH = 34;
const CLOSE_ENOUGH_UNASKED = 60;
const SHORT = 2;
const PLACE = /^(?:.{2,3}|.+[省市州县区旗])$/u;
const YEAR = /(?:截至|截止到?|到|在)?(?<!\d)((?:19|20)\d\d)(?!\d)(?:年(?:年?底|末|年末|度|全年)?|底)?/g;
const ASKS =
  /(?:分别)?(?:一共|总共|共计|共|总)?(?:有|是|达到|达)?(?:多少|几)(?:[个名人户家项条件处次万亿元支座所]|人次|场次)*|总?(?:人数|人次|场次|数量|数目|个数|件数|次数|总数|总量|总计|合计)|数据|统计|指标|数(?=$|\s)/g;
const SHARES = /(?:所)?占?(?:比例|比重|百分比|占比)|占(?=多少)/g;
const BETWEEN =
  /[\s,;:!?。、…—()[\]{}<>~|]+|(?:完成|建成|建立|成立|配备|设立|组建|拥有|现有|共有|建有)了?|(?:全[省市县区]|目前|现在|全部|各地|情况|怎么样|如何|哪些|什么|请问|是不是|有没有|当年|全年|今年以来)|[的了吗呢]/;

/** The query as a question {pieces, years, asks, share}, or null where it is a search alone. */
export function understand(text) {
  const folded = fold(Array.from(text).slice(0, LONGEST).join(""));
  if (folded.includes('"') || /(?:^|\s)-/.test(folded)) return null;
  const years = [...new Set([...folded.matchAll(YEAR)].map((match) => Number(match[1])))];
  let rest = folded.replace(YEAR, " ");
  const without = (pattern) => {
    const before = rest;
    rest = rest.replace(pattern, " ");
    return rest !== before;
  };
  const share = without(SHARES);
  const asks = without(ASKS);
  const pieces = [...new Set(rest.split(BETWEEN).map(dense))].filter((piece) => length(piece) > 1);
  if (!pieces.length || pieces.length > MOST_PIECES || Math.max(...pieces.map(length)) > LONGEST_PIECE) return null;
  return { pieces, years, asks: asks || share, share };
}

const length = (text) => Array.from(text).length;

function pairs(text) {
  const characters = Array.from(text);
  return [...new Set(characters.slice(1).map((character, i) => characters[i] + character))];
}

const firstPair = (text) => Array.from(text).slice(0, 2).join("");

/** How much of a figure's name the pieces say, in percent; 1000 where they are the name, 0 where it lacks one. */
export function closeness(pieces, name) {
  if (pieces.length === 1 && pieces[0] === name) return 1000;
  const held = new Set(pairs(name));
  const said = new Set();
  for (const piece of pieces) {
    const own = pairs(piece);
    const found = own.filter((pair) => held.has(pair));
    if (5 * found.length < 4 * own.length) return 0;
    for (const pair of found) said.add(pair);
  }
  return held.size ? Math.floor((100 * said.size) / held.size) : 0;
}

export function answerPath(kind, token, bits) {
  const number = bits ? tokenHash(token) >>> (32 - bits) : 0;
  return `${kind}/${bits}/${number.toString(16).padStart(Math.ceil(bits / 4) || 1, "0")}.z`;
}

/** Reads files of the answers; what is missing or damaged is noted in `state`. */
function reader(engine, state) {
  const known = new Map();
  return async (kind, token) => {
    const path = answerPath(kind, token, engine.head.answers[kind === "b" ? 1 : 0]);
    if (!known.has(path)) {
      known.set(path, (async () => {
        try {
          return JSON.parse(new TextDecoder().decode(await inflate(await engine.fetchBytes(path, engine.head.generation))));
        } catch {
          state.incomplete = true;
          return {};
        }
      })());
    }
    return known.get(path);
  };
}

async function split(read, question) {
  const pieces = [];
  const places = [];
  // Several pieces that ask for nothing else are a question only with a place among them, looked for in short ones first.
  const plain = question.pieces.length > 1 && !question.asks && !question.years.length;
  const ordered = plain ? [...question.pieces].sort((a, b) => length(a) - length(b)) : question.pieces;
  if (!plain) await Promise.all(ordered.map((piece) => read("a", firstPair(piece))));
  for (const piece of ordered) {
    if (plain && !places.length && pieces.length && !PLACE.test(piece)) return { pieces: [], places };
    let left = piece;
    while (length(left) > 1) {
      const listed = (await read("a", firstPair(left))).p?.[firstPair(left)] ?? [];
      const found = listed.filter(([alias]) => left.startsWith(alias)).sort((a, b) => b[0].length - a[0].length)[0];
      if (!found) break;
      left = left.slice(found[0].length);
      places.push(new Set(found[1]));
    }
    if (length(left) > 1) pieces.push(left);
  }
  pieces.sort((a, b) => length(b) - length(a));
  return plain && !places.length ? { pieces: [], places } : { pieces, places: deepest(places) };
}

function around(outer, inner) {
  if (!/^\d+$/.test(outer) || !/^\d+$/.test(inner) || outer === inner || !outer.endsWith("00")) return false;
  return inner.startsWith(outer.endsWith("0000") ? outer.slice(0, 2) : outer.slice(0, 4));
}

/** 安徽 合肥 asks for 合肥: of places around one another the inner one counts. */
function deepest(places) {
  const inner = places.slice(1).flatMap((meant) => [...meant]);
  return places.filter((meant, i) => i || !inner.some((code) => [...meant].some((outer) => around(outer, code))));
}

const compare = (a, b) => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  return 0;
};

/** Pairs by which names are looked for until some are found: 完成体制改革的街道 does not begin like 街道体制改革. */
function tried(piece, wanted) {
  const held = pairs(piece);
  return wanted ? [...new Set([held[0], held[Math.min(2, held.length - 1)], held.at(-1)])] : held.slice(0, 1);
}

async function namesFor(read, pieces, question, placed) {
  const wanted = question.asks || placed || question.years.length > 0;
  const least = wanted ? CLOSE_ENOUGH : CLOSE_ENOUGH_UNASKED;
  const short = pieces.length === 1 && length(pieces[0]) <= SHORT;
  const best = new Map();
  for (const pair of tried(pieces[0], wanted)) {
    for (const entry of (await read("a", pair)).n?.[pair] ?? []) {
      const [name, kept] = typeof entry === "string" ? [entry, entry] : entry;
      const close = closeness(pieces, name);
      if (close >= (short ? 1000 : least) && (wanted || !short)) best.set(kept, Math.max(best.get(kept) ?? 0, close));
    }
    if (best.size) break;
  }
  return [...best].map(([kept, close]) => [-close, length(kept), kept]).sort(compare).map(([close, , kept]) => [-close, kept]);
}

function fits(card, question, places) {
  if (question.years.length && !question.years.includes(card[5])) return false;
  return (!question.share || card[15]) && places.every((meant) => meant.has(card[2] || card[1]));
}

async function cardsFor(read, pieces, question, places) {
  const found = [];
  for (const [close, name] of (await namesFor(read, pieces, question, places.length > 0)).slice(0, MOST_NAMES)) {
    if (found.length >= MOST_ANSWERS || (found.length && found[0][0] === 1000 && close < 1000)) break;
    for (const card of (await read("b", name))[name] ?? []) if (fits(card, question, places)) found.push([close, card]);
  }
  return found;
}

function order([close, card]) {
  const [number, region, , fallback, , year, plan, checked, value] = card;
  return [-close, -checked, plan, Number(Boolean(fallback || !region)), -year, card[13], -number, card[10], value];
}

async function shown(engine, card, state) {
  const [number, region, , fallback, period, , plan, checked, value, name, anchor, where, size] = card;
  try {
    const excerpt = await engine.excerpt(number);
    const text = Array.from(excerpt.text);
    return {
      name,
      value,
      region,
      region_fallback: Boolean(fallback),
      period,
      plan: Boolean(plan),
      checked: Boolean(checked),
      sentence: typeof where === "string" ? where : text.slice(where, where + size).join(""),
      url: anchor ? `${excerpt.url}#s-${anchor}` : excerpt.url,
      title: excerpt.title,
      date: excerpt.date,
      indicator: card[14] ? `data/${card[14]}/` : "",
    };
  } catch {
    state.incomplete = true;
    return null;
  }
}

/** The figures that answer the query, best first: {answers, incomplete}. */
export async function answersTo(engine, text) {
  const state = { incomplete: false };
  const question = engine.head.answers && understand(text);
  if (!question) return { answers: [], ...state };
  const read = reader(engine, state);
  const { pieces, places } = await split(read, question);
  if (!pieces.length) return { answers: [], ...state };
  const fitting = (await cardsFor(read, pieces, question, places)).sort((a, b) => compare(order(a), order(b)));
  const chosen = new Map();
  for (const [, card] of fitting) {
    const same = JSON.stringify([card[2] || card[1], card[5], card[8]]);
    if (chosen.size < MOST_ANSWERS && !chosen.has(same)) chosen.set(same, card);
  }
  const answers = await Promise.all([...chosen.values()].map((card) => shown(engine, card, state)));
  return { answers: answers.filter(Boolean), ...state };
}
