// The one ranking, in integers. The rules are those of plugins/portal/search/rank.py, held to
// tests/specs/search/rank.json.

import { dense, skeleton } from "./query.js";

const TITLE_WEIGHT = 8;
const SHORT_QUERY = 8;
const COVERAGE_POWER = 4;
const FUNCTION_WORD = /[的了是在被于和与及之以为由而所其有曾将把从到等时个这那此]/;
const SHARES = 1024; // products stay below 2 ** 53
const NEAR = 128;
export const PAGE = 10;

/** How rare a token is: about 16 log2(2 documents / found), from 4 up. */
export function idf(documents, found) {
  const ratio = Math.max(512, Math.floor(((2 * documents + 1) * 256) / found));
  let high = 0;
  while (2 ** (high + 1) <= ratio) high++;
  return 16 * (high - 9) + (Math.floor((ratio * 16) / 2 ** high) - 16) + 4;
}

const weight = (value) => (value & 3) + TITLE_WEIGHT * (value >> 2);

/** The articles that hold all tokens of each group that has any. */
function holdersOf(lists, groups) {
  return groups.filter(({ length }) => length).map((group) => {
    const [first, ...others] = group.map((token) => new Set((lists.get(token) ?? []).map(([number]) => number)));
    return new Set([...first].filter((number) => others.every((set) => set.has(number))));
  });
}

const union = (sets) => new Set(sets.flatMap((set) => [...set]));

/**
 * The articles that hold enough of the query, those with all its words first, then best first; newer first where equal.
 * @param {number} documents articles in the index
 * @param {Iterable<string>} tokens what counts, distinct
 * @param {Map<string, [number, number][]>} lists token -> postings (number, value)
 * @param {string[]} required tokens that an article must hold
 * @param {string[][]} excluded tokens of each word that must not occur: an article that holds the only one is left out,
 *   one that holds all of several is doubtful and comes after the others; without any, all are doubtful
 * @param {boolean} asks whether it is a question however short
 * @param {string[][]} words tokens of each word: where an article holds several in full, one that holds none is left out
 * @returns {{number: number, score: number, matched: number, doubt: boolean, full: boolean}[]}
 */
export function rank(documents, tokens, lists, required = [], excluded = [], asks = false, words = []) {
  const gone = union(holdersOf(lists, excluded.filter((group) => group.length === 1)));
  const doubtful = union(holdersOf(lists, excluded.filter((group) => group.length > 1)));
  const unknown = excluded.some((group) => !group.length);
  const known = [...tokens].filter((token) => lists.get(token)?.length);
  const question = new Map(rarities(documents, known, lists, asks));
  const whole = [...question.values()].reduce((sum, rare) => sum + rare, 0);
  const found = new Map();
  for (const token of known) {
    const rarity = question.get(token) ?? idf(documents, lists.get(token).length);
    for (const [number, value] of lists.get(token)) {
      let entry = found.get(number);
      if (!entry) found.set(number, (entry = { number, score: 0, matched: 0, covered: 0 }));
      entry.score += rarity * weight(value);
      entry.matched += 1;
      entry.covered += rarity;
    }
  }
  const needed = required.map((token) => new Set((lists.get(token) ?? []).map(([number]) => number)));
  let allowed = [...found.values()].filter(
    ({ number }) => !gone.has(number) && needed.every((set) => set.has(number)),
  );
  const holders = holdersOf(lists, words);
  const full = ({ number }) => holders.length > 0 && holders.every((set) => set.has(number));
  if (holders.length > 1 && allowed.some(full)) {
    const some = union(holders);
    allowed = allowed.filter(({ number }) => some.has(number));
  }
  const best = allowed.reduce((most, { matched }) => Math.max(most, matched), 0);
  return allowed
    .filter(({ matched }) => 2 * matched > best)
    .map(({ number, score, matched, covered }) => ({
      number,
      score: score * (whole ? Math.floor((SHARES * covered) / whole) ** 2 : matched ** COVERAGE_POWER),
      matched,
      doubt: unknown || doubtful.has(number),
      full: full({ number }),
    }))
    .sort((a, b) => a.doubt - b.doubt || b.full - a.full || b.score - a.score || b.number - a.number);
}

/** How literally an article holds the query, from 4 to -1; title, text and names (a line each) are folded. */
export function literal(query, title, text, names = "") {
  const head = dense(title);
  const body = dense(text);
  const filed = skeleton(names);
  if (query.phrases.some((phrase) => !head.includes(phrase) && !body.includes(phrase))) return -1;
  if (query.without.some((word) => head.includes(word) || body.includes(word) || filed.includes(word))) return -1;
  if (query.whole && head.includes(query.whole)) return 4;
  const words = [...query.words, ...query.phrases];
  if (words.length && words.every((word) => head.includes(word))) return 3;
  if (query.whole && body.includes(query.whole)) return 2;
  const somewhere = (word) => head.includes(word) || body.includes(word) || filed.includes(word);
  return (query.whole && filed.includes(query.whole)) || (words.length && words.every(somewhere)) ? 1 : 0;
}

/** [words of the query that an article lacks, the first name that alone holds a word]; see rank.py. */
export function lacking(query, title, text, names = "") {
  const head = dense(title);
  const body = dense(text);
  const filed = skeleton(names);
  const words = [...query.words, ...query.phrases];
  const outside = words.filter((word) => !head.includes(word) && !body.includes(word));
  const name = filed.split("\n").find((one) => outside.some((word) => one.includes(word))) ?? "";
  const without = outside.filter((word) => !filed.includes(word));
  return [query.asks || without.length === words.length ? [] : without, name];
}

/** How rare each token of a question is, as [token, rarity]; nothing for a short query that does not ask. See rank.py. */
export function rarities(documents, tokens, lists, asks = false) {
  const known = [...tokens].filter((token) => lists.get(token)?.length);
  if (!asks && known.length <= SHORT_QUERY) return [];
  return known.map((token) => [token, Math.floor(idf(documents, lists.get(token).length) / (FUNCTION_WORD.test(token) ? 2 : 1))]);
}

/** How much of a question stands together, from 0 to NEAR; see rank.py. */
export function nearness(rarity, title, text) {
  const sum = (some) => some.reduce((all, [, rare]) => all + rare, 0);
  const whole = sum(rarity);
  const head = skeleton(title);
  const others = rarity.filter(([token]) => !head.includes(token));
  let one = 0;
  let two = 0;
  let before = [];
  for (const sentence of skeleton(text).split(/[。!?;\n]+/)) {
    const held = others.filter(([token]) => sentence.includes(token));
    one = Math.max(one, sum(held));
    two = Math.max(two, sum(held) + sum(before.filter((entry) => !held.includes(entry))));
    before = held;
  }
  return whole ? Math.floor((NEAR * (2 * (whole - sum(others)) + one + two)) / (2 * whole)) : 0;
}
