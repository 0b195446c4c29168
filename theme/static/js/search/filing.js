// Column and date of every article: lists by column, by year and by date. Pure; plugins/portal/search/filing.py has the
// same rules.

const IDS_PER_DAY = 8192;
const EPOCH = Date.UTC(1900, 0, 1);
const DAY = 86_400_000;

/** The date in the id of a document number. */
export const dayOf = (number) => new Date(EPOCH + Math.floor(number / IDS_PER_DAY) * DAY).toISOString().slice(0, 10);

/** {columns: number -> key, dates: number -> date where it is not the id's}, from the lists of filing.bin. */
export function filingOf(lists) {
  const columns = new Map();
  const dates = new Map();
  for (const [name, postings] of lists) {
    for (const [number] of postings) (name.startsWith("@") ? dates : columns).set(number, name.slice(1));
  }
  return { columns, dates };
}

const dateOf = ({ dates }, number) => dates.get(number) ?? dayOf(number);

/** Newest first. */
export function byDate(filing, candidates) {
  const dated = candidates.map((one) => [dateOf(filing, one.number), one]);
  dated.sort(([a, one], [b, other]) => one.doubt - other.doubt || (a < b ? 1 : a > b ? -1 : other.number - one.number));
  return dated.map(([, one]) => one);
}

/** Those of a column and a year; "" stands for any. */
export function ofColumnAndYear(filing, candidates, column, year) {
  return candidates.filter(
    ({ number }) =>
      (!column || filing.columns.get(number) === column) && (!year || dateOf(filing, number).slice(0, 4) === year),
  );
}

/** {columns: key -> how many in that year, years: year -> how many in that column}, as sorted entries. */
export function countsOf(filing, candidates, column, year) {
  const count = (list, value) => {
    const found = new Map();
    for (const one of list) found.set(value(one), (found.get(value(one)) ?? 0) + 1);
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  };
  const columns = count(ofColumnAndYear(filing, candidates, "", year), ({ number }) => filing.columns.get(number) ?? "");
  const years = count(ofColumnAndYear(filing, candidates, column, ""), ({ number }) => dateOf(filing, number).slice(0, 4));
  return { columns: Object.fromEntries(columns), years: new Map(years.reverse()) };
}
