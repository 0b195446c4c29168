// A query taken apart, and the tokens of folded text. The rules are those of
// plugins/portal/search/query.py and terms.py, held to tests/specs/search/query.json and terms.json.

import { fold } from "./fold.js";

const LONGEST = 120;
const MOST_TOKENS = 48;
const HAN = "\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const LETTER = "[\\p{L}\\p{N}]";
const WORD = `(?:(?![${HAN}])${LETTER})+`;
const WORDS = new RegExp(`(?<!(?![${HAN}])${LETTER})${WORD}(?:[+.&/-]${WORD})*`, "gu");
const HAN_CHARACTER = new RegExp(`[${HAN}]`, "u");
const NOT_HAN = new RegExp(`[^${HAN}]+`, "gu");
const LONE = new RegExp(`(?<!${LETTER})[${HAN}](?!${LETTER})`, "gu");
const MARKS = /["'`“”‘’「」『』《》〈〉«»‹›【】〖〗·•‧・]+/g;
const QUOTED = /(-?)"([^"]+)"/g;
const ASKING = new RegExp(
  "(?:[是在为有于]|位于|叫做?|属于)?(?:请问|为什么|什么(?:时候|地方|原因|样的?)?|甚么|哪(?!咤)(?:[一些里个年种位几儿边国天])*|谁" +
    "|(?<![任几奈])何(?:时|地|处|年|种|者|物|事|人)|为何|如何|怎么[样办]?|怎样|多少|几(?:个|年|次|种|位|岁|月|人|名|座|条|天|日)" +
    "|[吗呢](?![\\u4e00-\\u9fff]))",
  "g",
);
const BETWEEN = /[\s,;:!?。、…—()[\]{}<>~|]+/;

/** Folded text without the marks that are looked through. */
export const skeleton = (folded) => folded.replace(MARKS, "");

/** Folded text without spaces and marks, as texts are compared. */
export const dense = (folded) => skeleton(folded).replace(/\s+/g, "");

/** Whether the UTF-16 unit at an index is left out of dense text. */
export function isLeftOut(text, index) {
  const code = text.charCodeAt(index);
  // Most are Han characters; asking the expression about each would take longer than all the rest.
  return (code < 0x3400 || code > 0x9fff) && /[\s"'`“”‘’「」『』《》〈〉«»‹›【】〖〗·•‧・]/.test(text[index]);
}

/** The distinct tokens of folded text; with `apart` also the parts of words with joints. */
export function terms(folded, apart = false) {
  const text = skeleton(folded);
  const found = new Set();
  const han = Array.from(text.replace(NOT_HAN, "\n"));
  for (let i = 0; i + 1 < han.length; i++) if (han[i] !== "\n" && han[i + 1] !== "\n") found.add(han[i] + han[i + 1]);
  for (const match of text.matchAll(WORDS)) {
    const word = match[0];
    found.add(word);
    if (apart) replacements(word).forEach((part) => found.add(part));
    const before = Array.from(text.slice(Math.max(0, match.index - 2), match.index)).pop();
    if (before && HAN_CHARACTER.test(before)) found.add(before + word);
    const after = text.codePointAt(match.index + word.length);
    if (after && HAN_CHARACTER.test(String.fromCodePoint(after))) found.add(word + String.fromCodePoint(after));
  }
  for (const match of text.matchAll(LONE)) found.add(match[0]);
  return [...found];
}

/** What to look up where no article holds the token: the parts of a word with joints. */
export function replacements(word) {
  const pieces = word.split(/[+&/-]/);
  return pieces.length > 1 ? pieces : [];
}

/** The tokens of a question without those of the words that only ask; none where nothing asks or too little is left. */
function telling(plain) {
  const bare = plain.replace(ASKING, " ");
  const left = new Set(terms(bare));
  const found = bare === plain ? [] : terms(plain).filter((token) => left.has(token));
  return found.some((token) => Array.from(token).length > 1) ? found : [];
}

/** A query as {whole, words, phrases, without, tokens, asks}; see query.py. */
export function parse(text) {
  const phrases = [];
  const without = [];
  const plainText = fold(Array.from(text).slice(0, LONGEST).join("")).replace(QUOTED, (_, minus, inner) => {
    (minus ? without : phrases).push(dense(inner));
    return " ";
  });
  const rest = [];
  for (const word of plainText.split(/\s+/)) {
    if (word.startsWith("-")) without.push(dense(word.slice(1)));
    else if (word) rest.push(word);
  }
  const plain = skeleton(rest.join(" "));
  const words = plain.split(BETWEEN).map((word) => word.replace(/^\.+|\.+$/g, ""));
  const told = telling(plain);
  const tokens = new Set([...phrases.flatMap((phrase) => terms(phrase)), ...(told.length ? told : terms(plain))]);
  return {
    whole: [...phrases, dense(plain)].join(""),
    words: words.filter(Boolean),
    phrases: phrases.filter(Boolean),
    without: without.filter(Boolean),
    tokens: [...tokens].slice(0, MOST_TOKENS),
    asks: told.length > 0,
  };
}
