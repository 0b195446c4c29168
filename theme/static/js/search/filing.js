// Column, date and place of every article: lists by column, by year, by region and by date. Pure;
// plugins/portal/search/filing.py has the same rules. Loaded when a reader sorts or filters.

const IDS_PER_DAY = 8192;
const EPOCH = Date.UTC(1900, 0, 1);
const DAY = 86_400_000;

/** The date in the id of a document number. */
export const dayOf = (number) => new Date(EPOCH + Math.floor(number / IDS_PER_DAY) * DAY).toISOString().slice(0, 10);

export class Filing {
  /** @param {Iterable<[string, [number, number][]]>} lists of filing.bin */
  constructor(lists) {
    this.columns = new Map(); // number -> key
    this.dates = new Map(); // number -> date where it is not the id's
    this.places = new Map(); // number -> slug of its own place
    this.names = new Map(); // slug -> [name, slug of the place around it or ""]
    for (const [name, postings] of lists) {
      const [value, around, shown] = name.slice(1).split("\t");
      const kind = { "=": this.columns, "@": this.dates, "+": this.places }[name[0]];
      if (shown) this.names.set(value, [shown, around]);
      for (const [number] of postings) kind?.set(number, value);
    }
  }

  date(number) {
    return this.dates.get(number) ?? dayOf(number);
  }

  /** The slugs of a place and of those around it. */
  line(slug) {
    const found = [];
    for (let at = slug; this.names.has(at) && !found.includes(at); at = this.names.get(at)[1]) found.push(at);
    return found;
  }

  /** Newest first. */
  byDate(candidates) {
    const dated = candidates.map((one) => [this.date(one.number), one]);
    dated.sort(([a, one], [b, other]) => one.doubt - other.doubt || (a < b ? 1 : a > b ? -1 : other.number - one.number));
    return dated.map(([, one]) => one);
  }

  /** Those of a column, a year and a place; "" stands for any. */
  chosen(candidates, { column = "", year = "", region = "" }) {
    return candidates.filter(
      ({ number }) =>
        (!column || this.columns.get(number) === column) &&
        (!year || this.date(number).slice(0, 4) === year) &&
        (!region || this.line(this.places.get(number)).includes(region)),
    );
  }

  /** How many there are of each column, year and place among those that fit the other two choices. */
  counts(candidates, { column, year, region }) {
    const count = (choice, values) => {
      const found = new Map();
      for (const { number } of this.chosen(candidates, choice)) {
        for (const value of values(number)) found.set(value, (found.get(value) ?? 0) + 1);
      }
      return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
    };
    return {
      columns: Object.fromEntries(count({ year, region }, (number) => [this.columns.get(number) ?? ""])),
      years: new Map(count({ column, region }, (number) => [this.date(number).slice(0, 4)]).reverse()),
      regions: Object.fromEntries(count({ column, year }, (number) => this.line(this.places.get(number)))),
    };
  }
}
