// The piece of text that a result shows and what is marked in it. The rules are those of
// plugins/portal/search/snippets.py, held to tests/specs/search/snippet.json.

import { foldWithOffsets } from "./fold.js";
import { isLeftOut } from "./query.js";

const LENGTH = 96;
const BEFORE = 24;
const ENDS = "。！？；\n";

function denseWithOffsets(text) {
  const [folded, offsets] = foldWithOffsets(text);
  const kept = [];
  let plain = "";
  for (let i = 0; i < folded.length; i++) {
    if (isLeftOut(folded[i])) continue;
    plain += folded[i];
    kept.push(offsets[i]);
  }
  kept.push(text.length);
  return [plain, kept];
}

function piecesOf(word, text) {
  const found = [];
  let start = 0;
  while (start < word.length - 1) {
    let end = start + 2;
    while (end <= word.length && text.includes(word.slice(start, end))) end++;
    if (end - 1 - start >= 2) {
      found.push(word.slice(start, end - 1));
      start = end - 1;
    } else start++;
  }
  return found;
}

function needlesOf(query, text) {
  if (query.whole && text.includes(query.whole)) return [query.whole];
  const words = [...query.phrases, ...query.words];
  return [...new Set(words.flatMap((word) => (text.includes(word) ? [word] : piecesOf(word, text))))];
}

function occurrences(needles, text) {
  const found = [];
  needles.forEach((needle, index) => {
    for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length)) {
      found.push([at, at + needle.length, index]);
    }
  });
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
  return { text, marks: original(occurrences(needlesOf(query, plain), plain), offsets, text) };
}

function startOf(text, first) {
  const earliest = Math.max(0, first - BEFORE);
  let start = -1;
  for (let i = earliest; i < first; i++) if (ENDS.includes(text[i])) start = i;
  if (start >= 0) return start + 1;
  return /[\udc00-\udfff]/.test(text[earliest] ?? "") ? earliest + 1 : earliest;
}

/** The piece that says most of the query as {text, marks}; see snippets.py. */
export function snippet(query, text) {
  const [plain, offsets] = denseWithOffsets(text);
  const found = occurrences(needlesOf(query, plain), plain);
  let best = 0;
  let first = 0;
  for (const [start] of found) {
    const inside = found.filter(([a, b]) => a >= start && b <= start + LENGTH - BEFORE);
    const count = new Set(inside.map(([, , index]) => index)).size;
    if (count > best) [best, first] = [count, offsets[start]];
  }
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
