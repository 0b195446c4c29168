// The one ranking, in integers. The rules are those of plugins/portal/search/rank.py, held to
// tests/specs/search/rank.json.

import { dense, skeleton } from "./query.js";

const TITLE_WEIGHT = 8;
const SHORT_QUERY = 8;
const COVERAGE_POWER = 4;
export const PAGE = 10;

/** How rare a token is: about 16 log2(2 documents / found), from 4 up. */
export function idf(documents, found) {
  const ratio = Math.max(512, Math.floor(((2 * documents + 1) * 256) / found));
  let high = 0;
  while (2 ** (high + 1) <= ratio) high++;
  return 16 * (high - 9) + (Math.floor((ratio * 16) / 2 ** high) - 16) + 4;
}

const weight = (value) => (value & 3) + TITLE_WEIGHT * (value >> 2);

function holdingAllOfAny(lists, groups) {
  const gone = new Set();
  for (const group of groups) {
    if (!group.length) continue;
    const holders = group.map((token) => new Set((lists.get(token) ?? []).map(([number]) => number)));
    for (const number of holders[0]) if (holders.every((set) => set.has(number))) gone.add(number);
  }
  return gone;
}

/**
 * The articles that hold enough of the query, best first; newer first where equal.
 * @param {number} documents articles in the index
 * @param {Iterable<string>} tokens what counts, distinct
 * @param {Map<string, [number, number][]>} lists token -> postings (number, value)
 * @param {string[]} required tokens that an article must hold
 * @param {string[][]} excluded tokens of each word that must not occur: an article that holds the only one is left out,
 *   one that holds all of several is doubtful and comes after the others; without any, all are doubtful
 * @returns {{number: number, score: number, matched: number, doubt: boolean}[]}
 */
export function rank(documents, tokens, lists, required = [], excluded = []) {
  const gone = holdingAllOfAny(lists, excluded.filter((group) => group.length === 1));
  const doubtful = holdingAllOfAny(lists, excluded.filter((group) => group.length > 1));
  const unknown = excluded.some((group) => !group.length);
  const known = [...tokens].filter((token) => lists.get(token)?.length);
  const found = new Map();
  for (const token of known) {
    const rarity = idf(documents, lists.get(token).length);
    for (const [number, value] of lists.get(token)) {
      let entry = found.get(number);
      if (!entry) found.set(number, (entry = { number, score: 0, matched: 0, covered: 0 }));
      entry.score += rarity * weight(value);
      entry.matched += 1;
      entry.covered += rarity;
    }
  }
  const needed = required.map((token) => new Set((lists.get(token) ?? []).map(([number]) => number)));
  const allowed = [...found.values()].filter(
    ({ number }) => !gone.has(number) && needed.every((set) => set.has(number)),
  );
  const best = allowed.reduce((most, { matched }) => Math.max(most, matched), 0);
  const short = known.length <= SHORT_QUERY;
  return allowed
    .filter(({ matched }) => 2 * matched > best)
    .map(({ number, score, matched, covered }) => ({
      number,
      score: score * (short ? matched ** COVERAGE_POWER : covered),
      matched,
      doubt: unknown || doubtful.has(number),
    }))
    .sort((a, b) => a.doubt - b.doubt || b.score - a.score || b.number - a.number);
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
  const somewhere = (word) => body.includes(word) || filed.includes(word);
  if (query.whole && somewhere(query.whole)) return 2;
  return words.length && words.every((word) => head.includes(word) || somewhere(word)) ? 1 : 0;
}

/** How rare each token of a question is; nothing for a short query. */
export function rarities(documents, tokens, lists) {
  const known = [...tokens].filter((token) => lists.get(token)?.length);
  return known.length > SHORT_QUERY ? known.map((token) => [token, idf(documents, lists.get(token).length)]) : [];
}

/** How much of a question one sentence and the title hold, in rarities; see rank.py. */
export function nearness(rarity, title, text) {
  const head = skeleton(title);
  const sum = (some, place) => some.reduce((all, [token, rare]) => all + (place.includes(token) ? rare : 0), 0);
  const others = rarity.filter(([token]) => !head.includes(token));
  const sentences = skeleton(text).split(/[。!?;\n]+/);
  return sum(rarity, head) + sentences.reduce((most, sentence) => Math.max(most, sum(others, sentence)), 0);
}
