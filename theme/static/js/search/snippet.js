// The piece of text that a result shows and what is marked in it. The rules are those of
// plugins/portal/search/snippets.py, held to tests/specs/search/snippet.json.

import { foldWithOffsets } from "./fold.js";
import { isLeftOut } from "./query.js";

const LENGTH = 96;
const BEFORE = 24;
const ENDS = "。！？；\n";
const LETTER = /^(?![\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])[\p{L}\p{N}]/u;
const JOINTS = "+.&/-";

/** The folded text without spaces and marks, and for each of its UTF-16 units and its end the index in the original. */
export function denseWithOffsets(text) {
  const [folded, offsets] = foldWithOffsets(text);
  const kept = [];
  let plain = "";
  let from = 0;
  for (let i = 0; i < folded.length; i++) {
    if (!isLeftOut(folded, i)) kept.push(offsets[i]);
    else {
      plain += folded.slice(from, i);
      from = i + 1;
    }
  }
  kept.push(text.length);
  return [plain + folded.slice(from), kept];
}

const isLetter = (unit) => (unit < "\u3005" || unit > "\u9fff") && LETTER.test(unit);

/** Whether a number or Latin word goes on across a place of the text. */
const cuts = (text, at) => at > 0 && at < text.length && isLetter(text[at - 1]) && isLetter(text[at]);

/** Where a needle stands in dense text without cutting a word; what was left out in between parts words. */
function* placesOf(needle, [text, offsets, original]) {
  // Nothing was left out before the place.
  const joined = (at) => offsets[at] - offsets[at - 1] <= (original.codePointAt(offsets[at - 1]) > 0xffff ? 2 : 1);
  for (let at = text.indexOf(needle); at >= 0; ) {
    const end = at + needle.length;
    const cut = [at, end].some((edge) => cuts(text, edge) && joined(edge));
    if (!cut) yield at;
    at = text.indexOf(needle, cut ? at + 1 : end);
  }
}

const stands = (needle, where) => !placesOf(needle, where).next().done;

function piecesOf(word, where) {
  const found = [];
  for (let start = 0; start < word.length - 1; ) {
    let longest = start;
    if (!cuts(word, start) && !JOINTS.includes(word[start])) {
      for (let end = start + 2; end <= word.length && where[0].includes(word.slice(start, end)); end++) {
        if (!cuts(word, end) && !JOINTS.includes(word[end - 1]) && stands(word.slice(start, end), where)) longest = end;
      }
    }
    if (longest > start) found.push(word.slice(start, longest));
    start = Math.max(longest, start + 1);
  }
  return found;
}

function needlesOf(query, where) {
  if (query.whole && stands(query.whole, where)) return [query.whole];
  const words = [...query.phrases, ...query.words];
  return [...new Set(words.flatMap((word) => (stands(word, where) ? [word] : piecesOf(word, where))))];
}

function occurrences(query, where) {
  const found = needlesOf(query, where).flatMap((needle, index) =>
    [...placesOf(needle, where)].map((at) => [at, at + needle.length, index]),
  );
  return found.sort((a, b) => a[0] - b[0] || b[1] - a[1] || a[2] - b[2]);
}

function original(ranges, offsets, text) {
  const joined = [];
  for (const [start, end] of ranges) {
    const first = offsets[start];
    const last = offsets[end - 1] + String.fromCodePoint(text.codePointAt(offsets[end - 1])).length;
    const previous = joined[joined.length - 1];
    if (previous && first <= previous[1]) previous[1] = Math.max(previous[1], last);
    else joined.push([first, last]);
  }
  return joined;
}

/** The whole text as {text, marks: [[start, end]]}: for titles. */
export function mark(query, text) {
  const [plain, offsets] = denseWithOffsets(text);
  return { text, marks: original(occurrences(query, [plain, offsets, text]), offsets, text) };
}

function startOf(text, first) {
  const earliest = Math.max(0, first - BEFORE);
  let start = -1;
  for (let i = earliest; i < first; i++) if (ENDS.includes(text[i])) start = i;
  if (start >= 0) return start + 1;
  return /[\udc00-\udfff]/.test(text[earliest] ?? "") ? earliest + 1 : earliest;
}

/** The piece that says most of the query as {text, marks}; see snippets.py. `prepared` is denseWithOffsets(text). */
export function snippet(query, text, prepared = denseWithOffsets(text)) {
  const [plain, offsets] = prepared;
  const found = occurrences(query, [plain, offsets, text]);
  let best = 0;
  let first = 0;
  found.forEach(([start], number) => {
    const inside = new Set();
    for (let i = number; i < found.length && found[i][0] < start + LENGTH; i++) {
      if (found[i][1] <= start + LENGTH - BEFORE) inside.add(found[i][2]);
    }
    if (inside.size > best) [best, first] = [inside.size, offsets[start]];
  });
  const begin = startOf(text, first);
  let end = Math.min(text.length, begin + LENGTH);
  if (/[\udc00-\udfff]/.test(text[end] ?? "")) end++;
  const lead = begin ? "…" : "";
  const shift = lead.length - begin;
  const marks = original(found, offsets, text)
    .filter(([a, b]) => a < end && b > begin)
    .map(([a, b]) => [Math.max(a, begin) + shift, Math.min(b, end) + shift]);
  return { text: lead + text.slice(begin, end).replaceAll("\n", " ") + (end < text.length ? "…" : ""), marks };
}
