// Folding: one form for everything that readers take for the same text. The rules are those of
// plugins/portal/text/fold.py, held to tests/specs/search/fold.json.

import { inflate } from "./files.js";

const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]/;
const HAN = /[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
// The traditional characters that GB 2312, a list of simplified ones, holds too, each with its simplified form.
const COMMON = "乾干吒咤夥伙後后徵征捱挨摺折於于榘矩甯宁菸烟薹苔醣糖麴曲麽么";

const pieces = new Map();
const stays = new Uint8Array(65536); // 1 for a UTF-16 unit that is known to be a character that folding leaves as it is
let table = new Map(Array.from({ length: COMMON.length / 2 }, (_, i) => [COMMON[2 * i], COMMON[2 * i + 1]]));
let loading = null;
let loaded = false;
let gb2312 = null;

function piece(character) {
  let folded = pieces.get(character);
  if (folded === undefined) {
    folded = "";
    if (!INVISIBLE.test(character)) {
      for (const c of character.normalize("NFKC")) folded += table.get(c) ?? c;
      folded = folded.toLowerCase();
    }
    pieces.set(character, folded);
  }
  return folded;
}

/** Fold a text; where offsets are wanted, they get the index in the original of each UTF-16 unit of the folded text. */
function folding(text, offsets) {
  let folded = "";
  let from = 0; // what stays as it is, most of it, is taken in runs
  for (let i = 0; i < text.length; i++) {
    if (!stays[text.charCodeAt(i)]) {
      const character = String.fromCodePoint(text.codePointAt(i));
      const part = piece(character);
      if (part === character && part.length === 1) stays[text.charCodeAt(i)] = 1;
      else {
        folded += text.slice(from, i) + part;
        if (offsets) for (let unit = 0; unit < part.length; unit++) offsets.push(i);
        i += character.length - 1;
        from = i + 1;
        continue;
      }
    }
    offsets?.push(i);
  }
  return from ? folded + text.slice(from) : text;
}

export const fold = (text) => folding(text);

/** The folded text and, for each of its UTF-16 units and its end, the index in the original. */
export function foldWithOffsets(text) {
  const offsets = [];
  const folded = folding(text, offsets);
  offsets.push(text.length);
  return [folded, offsets];
}

function simplifiedCharacters() {
  const bytes = new Uint8Array(72 * 94 * 2);
  for (let i = 0; i < 72 * 94; i++) {
    bytes[2 * i] = 0xb0 + Math.floor(i / 94);
    bytes[2 * i + 1] = 0xa1 + (i % 94);
  }
  return new Set(new TextDecoder("gbk").decode(bytes));
}

/** Whether the text has Han characters that only the table may know how to fold. */
export function needsTable(text) {
  if (loaded) return false;
  gb2312 ??= simplifiedCharacters();
  for (const c of text.normalize("NFKC")) if (HAN.test(c) && !gb2312.has(c)) return true;
  return false;
}

/** Load the whole traditional-to-simplified table, once. */
export function loadTable() {
  loading ??= import("./fold-table.js").then(async ({ default: packed }) => {
    const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
    table = unpack(await inflate(bytes));
    pieces.clear();
    stays.fill(0);
    loaded = true;
  });
  return loading;
}

function unpack(bytes) {
  let position = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[position++];
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  const keys = [];
  let code = 0;
  for (let left = varint(); left > 0; left--) keys.push((code += varint()));
  const values = Array.from(new TextDecoder("utf-16le").decode(bytes.subarray(position)));
  return new Map(keys.map((key, i) => [String.fromCodePoint(key), values[i]]));
}
