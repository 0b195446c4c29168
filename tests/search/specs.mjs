// The browser's modules against tests/specs/search: node specs.mjs MODULES SPECS SIMPLIFIED, where SIMPLIFIED is
// plugins/portal/text/data/simplified.txt. Prints each disagreement and ends with 1 where there is one.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [modules, specs, simplified] = process.argv.slice(2);
const load = (name) => import(pathToFileURL(`${modules}/${name}.js`).href);
const read = (name) => JSON.parse(readFileSync(`${specs}/${name}.json`, "utf8"));
let checked = 0;
let wrong = 0;

function same(what, given, expected) {
  checked += 1;
  if (JSON.stringify(given) === JSON.stringify(expected)) return;
  wrong += 1;
  console.log(`${what}: ${JSON.stringify(given)} is not ${JSON.stringify(expected)}`);
}

/** UTF-16 index of each code point of the text, and of its end. */
function units(text) {
  const starts = [0];
  for (const character of text) starts.push(starts.at(-1) + character.length);
  return starts;
}

const { fold, foldWithOffsets, loadTable, needsTable } = await load("fold");
same("a simplified query needs no table", needsTable("街道体制改革 2020"), false);
same("a traditional query needs the table", needsTable("網格員"), true);
const pairs = readFileSync(simplified, "utf8").split("\n").filter((line) => line && !line.startsWith("#")).join("");
const characters = Array.from(pairs);
for (let i = 0; i < characters.length; i += 2) {
  if (!needsTable(characters[i])) same(`known without the table: ${characters[i]}`, fold(characters[i]), characters[i + 1]);
}
await loadTable();
for (let i = 0; i < characters.length; i += 2) same(characters[i], fold(characters[i]), characters[i + 1]);

for (const { text, folded, offsets } of read("fold")) {
  same(`fold ${text}`, fold(text), folded);
  const [again, given] = foldWithOffsets(text);
  same(`fold ${text}`, again, folded);
  // One entry for each code point of the folded text and its end; the browser has one for each unit.
  const ofUnits = units(text);
  same(`offsets ${text}`, units(folded).map((unit) => given[unit]), offsets.map((offset) => ofUnits[offset]));
}

const { parse, terms } = await load("query");
for (const { text, tokens, apart } of read("terms")) {
  same(`terms ${text}`, terms(text).sort(), tokens.sort());
  if (apart) same(`terms apart ${text}`, terms(text, true).sort(), apart.sort());
}
for (const { query, tokens, ...rest } of read("query")) {
  const { tokens: given, ...parsed } = parse(query);
  same(`query ${query}`, given.sort(), tokens.sort());
  for (const [name, value] of Object.entries(rest)) same(`query ${query} ${name}`, parsed[name], value);
}

const { idf, lacking, literal, nearness, rank, rarities } = await load("rank");
const ranking = read("rank");
for (const [documents, found, value] of ranking.idf) same(`idf ${documents} ${found}`, idf(documents, found), value);
for (const { note, documents, tokens, lists, required, excluded, asks, words, ranked } of ranking.rank) {
  const given = rank(documents, tokens, new Map(Object.entries(lists)), required, excluded, asks, words);
  same(note, given.map(({ number, score, matched, doubt }) => [number, score, matched, ...(doubt ? [true] : [])]), ranked);
}
for (const { rarity, title, text, near } of ranking.near) {
  same(`near ${title}|${text}`, nearness(Object.entries(rarity), fold(title), fold(text)), near);
}
for (const { note, documents, lists, asks, rarities: wanted } of ranking.rarities) {
  const given = new Map(Object.entries(lists).map(([token, count]) => [token, Array.from({ length: count }, (_, i) => [i, 1])]));
  same(note, Object.fromEntries(rarities(documents, given.keys(), given, asks)), wanted);
}
for (const { query, title, text, names, level } of ranking.literal) {
  same(`literal ${query} ${title} ${text}`, literal(parse(query), fold(title), fold(text), fold(names ?? "")), level);
}
for (const { query, title, text, names, lacks, filed } of ranking.lacking) {
  same(`lacking ${query} ${title} ${text}`, lacking(parse(query), fold(title), fold(text), fold(names ?? "")), [lacks, filed]);
}

const { mark, snippet } = await load("snippet");
const snippets = read("snippet");
for (const { query, text, ...expected } of snippets.snippet) {
  const given = snippet(parse(query), text);
  same(`snippet ${query}`, { snippet: given.text, ranges: given.marks }, { snippet: expected.snippet, ranges: expected.ranges });
}
for (const { query, text, ranges } of snippets.mark) same(`mark ${query} ${text}`, mark(parse(query), text).marks, ranges);

const { excerptPath, shardOf, shardPath } = await load("engine");
const { tokenHash } = await load("hash");
const paths = read("paths");
for (const { token, hash, paths: expected } of paths.tokens) {
  same(`hash ${token}`, tokenHash(token), hash);
  same(`path ${token}`, [0, 5, 13].map((bits) => shardPath(shardOf(token, bits), bits)), expected);
}
for (const [number, path] of paths.excerpts) same(`excerpt ${number}`, excerptPath(number), path);

const { FACETS, broader, casesOf, chosen, counts } = await load("facets");
const facets = read("facets");
for (const { note, choice: given, columns, numbers, counts: expected, broader: ways } of facets.cases) {
  const library = casesOf(facets.table, columns ?? facets.columns);
  const choice = Object.fromEntries(FACETS.map((facet) => [facet, given[facet] ?? []]));
  same(note, chosen(library, choice).map(({ number }) => number), numbers);
  const found = counts(library, choice);
  for (const facet of expected ? FACETS : []) {
    same(`${note} ${facet}`, Object.fromEntries([...found[facet]].sort()), Object.fromEntries(Object.entries(expected[facet]).sort()));
  }
  if (ways) same(`${note} broader`, broader(library, choice), ways);
}

const { closeness, understand } = await load("answers");
const questions = read("questions");
for (const { query, question } of questions.understand) same(`question ${query}`, understand(query), question);
for (const [pieces, name, expected] of questions.closeness) same(`${pieces} in ${name}`, closeness(pieces, name), expected);

console.log(`${checked - wrong} of ${checked} agree`);
process.exit(wrong ? 1 : 0);
