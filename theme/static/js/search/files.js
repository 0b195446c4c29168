// Files of the index: fetching and inflating them. No state, so that any page may have its own copy.

/** Undo raw deflate; rejects where the bytes are damaged. */
export async function inflate(bytes) {
  // Written and read by hand: through Blob and Response a browser takes nine times as long for files as small as these.
  const stream = new DecompressionStream("deflate-raw");
  const writer = stream.writable.getWriter();
  for (const fed of [writer.write(bytes), writer.close()]) fed.catch(() => {}); // reading tells the same fault
  const reader = stream.readable.getReader();
  const pieces = [];
  for (let next = await reader.read(); !next.done; next = await reader.read()) pieces.push(next.value);
  if (pieces.length === 1) return pieces[0];
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  pieces.reduce((at, piece) => (whole.set(piece, at), at + piece.length), 0);
  return whole;
}

/** A function that fetches the bytes of a path in the index folder, null where there is none. */
export function fetcher(indexUrl) {
  return async (path, generation) => {
    const url = new URL(path, indexUrl);
    // The entry file is asked for anew each time; what it names may be kept as long as it names it.
    if (generation) url.searchParams.set("g", generation);
    // Lists and texts first: browsers fetch only six files of a host at a time over HTTP/1.1.
    const priority = /^(?:[st]\/|index)/.test(path) ? "high" : "low";
    const answer = await fetch(url, { cache: generation ? "default" : "no-cache", priority });
    if (answer.status === 404 || answer.status === 410) return null;
    if (!answer.ok) throw new Error(`${answer.status} ${path}`);
    return new Uint8Array(await answer.arrayBuffer());
  };
}

/** A deflated JSON file of the index. */
export async function fetchJson(fetchBytes, path, generation) {
  const bytes = await fetchBytes(path, generation);
  if (!bytes) throw new Error(`missing ${path}`);
  return JSON.parse(new TextDecoder().decode(await inflate(bytes)));
}
