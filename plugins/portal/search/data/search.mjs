// Runs the search modules of a built site in Node: node search.mjs ENGINE_MODULE INDEX_FOLDER LIMIT, queries
// as JSON lines on standard input, one result a line on standard output. Every query starts with nothing
// cached, so that bytes and requests are those of a reader's first one (without the modules themselves).
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { Duplex } from "node:stream";
import { pathToFileURL } from "node:url";
import { createInflateRaw } from "node:zlib";

try {
  new DecompressionStream("deflate-raw");
} catch {
  // Node before 20.12 knows no raw deflate.
  globalThis.DecompressionStream = class {
    constructor() {
      return Duplex.toWeb(createInflateRaw());
    }
  };
}

const [module, folder, limit] = process.argv.slice(2);
const { Engine } = await import(pathToFileURL(module).href);

for await (const line of createInterface({ input: process.stdin })) {
  const given = JSON.parse(line);
  const { query, order = "", column = "", year = "", region = "" } = given;
  const cost = { bytes: 0, requests: 0 };
  const fetchBytes = async (path) => {
    try {
      const bytes = await readFile(`${folder}/${path}`);
      cost.bytes += bytes.length;
      cost.requests += 1;
      return new Uint8Array(bytes);
    } catch (error) {
      if (error.code === "ENOENT") return null;
      throw error;
    }
  };
  const engine = await new Engine(fetchBytes).open();
  const refined = { order, column, year, region };
  const { hits, total, full, incomplete, exact, relaxed } = await engine.search(query, { limit: Number(limit), ...refined });
  const shown = hits.slice(0, Number(limit)).map((hit) => ({
    url: hit.url,
    source: hit.source,
    title: hit.title.text,
    date: hit.date,
    column: hit.column,
    score: hit.score,
    snippet: hit.snippet.text,
    marks: hit.snippet.marks,
  }));
  const { answers, incomplete: missing } = await engine.answers(query);
  const told = { hits: shown, answers, total, full };
  if (given.counts) {
    const { columns, years, regions } = await engine.refinements(query, refined);
    told.counts = { columns, years: Object.fromEntries(years), regions };
  }
  Object.assign(told, { exact, relaxed, incomplete: incomplete || missing, ...cost });
  process.stdout.write(`${JSON.stringify({ ...given, ...told })}\n`);
}
