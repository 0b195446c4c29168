// What the cases of a library can be chosen by, and exact counts of every combination. Pure; held to
// tests/specs/search/facets.json. plugins/portal/search/cases.py writes the table.

export const FACETS = ["region", "practice", "level", "domain", "year"];

/** The table's cases as objects, newest first, each with `values`: facet -> set of what it can be chosen by. No columns: all. */
export function casesOf(table, columns) {
  const { cases, places, practices, levels, domains } = table;
  const wanted = new Set(columns);
  const found = [];
  let number = 0;
  cases.number.forEach((step, index) => {
    number += step;
    if (wanted.size && !wanted.has(table.columns[cases.column[index]])) return;
    const around = [];
    for (let place = cases.place[index]; place >= 0; place = places[place][2]) around.unshift(place);
    const values = {
      region: new Set(around.map((place) => places[place][0])),
      practice: new Set(cases.practice[index].map((one) => practices[one][0])),
      level: new Set(cases.level[index] < 0 ? [] : [levels[cases.level[index]]]),
      domain: new Set(cases.domain[index] < 0 ? [] : [domains[cases.domain[index]]]),
      year: new Set(cases.year[index].map(String)),
    };
    found.push({ number, index, values, place: around.at(-1) ?? -1, practices: cases.practice[index], level: cases.level[index] });
  });
  return found.reverse();
}

/** Whether a case has everything chosen: `choice` is facet -> list of values. */
function fits({ values }, choice, without) {
  return FACETS.every((facet) => facet === without || choice[facet].every((value) => values[facet].has(value)));
}

export const chosen = (cases, choice) => cases.filter((one) => fits(one, choice));

/**
 * Facet -> value -> how many cases there would be: of facets with one value at a time, with this value in place of
 * the chosen one; of practices, which may be chosen together, with this one besides.
 */
export function counts(cases, choice) {
  const found = {};
  for (const facet of FACETS) {
    const held = facet === "practice" ? chosen(cases, choice) : cases.filter((one) => fits(one, choice, facet));
    found[facet] = new Map();
    for (const { values } of held) for (const value of values[facet]) found[facet].set(value, (found[facet].get(value) ?? 0) + 1);
  }
  return found;
}

/** The choices that are one value broader and not empty, most cases first: [{facet, value, count}]. */
export function broader(cases, choice) {
  const found = [];
  for (const facet of FACETS) {
    for (const value of choice[facet]) {
      const without = { ...choice, [facet]: choice[facet].filter((one) => one !== value) };
      found.push({ facet, value, count: chosen(cases, without).length });
    }
  }
  return found.filter(({ count }) => count).sort((a, b) => b.count - a.count);
}
