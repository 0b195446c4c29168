// What the search box offers while a reader types, and near terms where nothing is found. Loaded only then.
// plugins/portal/search/suggestions.py writes the files.

import { element, filled } from "./elements.js";
import { fetchJson } from "./files.js";
import { tokenHash } from "./hash.js";

const MOST = 8;
const MOST_TITLES = 4;
const MOST_NEAR = 5;

const lengthOf = (text) => Array.from(text).length;

/** The words of the site that the text may begin or stand in, those that begin with it first. */
export function matching(words, text, fold) {
  const found = [];
  for (const [word, kind, url] of words) {
    const at = fold(word).indexOf(text);
    if (at >= 0) found.push({ text: word, kind, url, rank: (at ? 1000 : 0) + lengthOf(word) });
  }
  return found.sort((a, b) => a.rank - b.rank).slice(0, MOST);
}

/** How alike two texts are, in percent: twice the characters that both have, by all their characters. */
export function likeness(one, other) {
  const rest = Array.from(other);
  let both = 0;
  for (const character of one) {
    const at = rest.indexOf(character);
    if (at >= 0) {
      both += 1;
      rest.splice(at, 1);
    }
  }
  return Math.floor((200 * both) / (lengthOf(one) + lengthOf(other)));
}

/** The words most like the text, at least half like it. */
export function nearest(words, text, fold) {
  const found = words.map(([word]) => [likeness(text, fold(word)), word]).filter(([like, word]) => like >= 50 && fold(word) !== text);
  found.sort((a, b) => b[0] - a[0] || a[1].length - b[1].length);
  return [...new Set(found.map(([, word]) => word))].slice(0, MOST_NEAR);
}

/** @param {{fetchBytes, head}} engine @param {(text: string) => string} plain folded text without spaces and marks */
export function suggesting(engine, plain) {
  let words = null;
  const wordsOf = () => {
    words ??= fetchJson(engine.fetchBytes, "words.z", engine.head.generation);
    words.catch(() => (words = null));
    return words;
  };

  async function titles(text) {
    const pair = Array.from(text).slice(0, 2).join("");
    const bits = engine.head.titles;
    const number = bits ? tokenHash(pair) >>> (32 - bits) : 0;
    const path = `g/${bits}/${number.toString(16).padStart(Math.ceil(bits / 4) || 1, "0")}.z`;
    const held = (await fetchJson(engine.fetchBytes, path, engine.head.generation))[pair] ?? [];
    return held.filter(([title]) => plain(title).startsWith(text)).map(([title, url]) => ({ text: title, kind: "文章", url }));
  }

  return {
    /** What to offer for a text: [{text, kind, url}]. */
    async offers(text) {
      const typed = plain(text);
      if (!typed || engine.head.titles === undefined) return [];
      const named = matching(await wordsOf(), typed, plain);
      const begun = lengthOf(typed) > 1 ? await titles(typed) : [];
      const room = MOST - Math.min(named.length, MOST - Math.min(begun.length, MOST_TITLES));
      return [...named.slice(0, MOST - Math.min(begun.length, room)), ...begun.slice(0, room)];
    },
    async near(text) {
      return engine.head.titles === undefined ? [] : nearest(await wordsOf(), plain(text), plain);
    },
  };
}

/** A list below the box: arrows choose, Enter takes, Escape closes. */
export class OfferList {
  constructor(input, take) {
    this.input = input;
    this.take = take;
    this.at = -1;
    this.offers = [];
    this.list = element("ul", "", { class: "offers", id: "search-offers", role: "listbox", "aria-label": "建议" });
    this.list.hidden = true;
    input.closest("form").append(this.list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", this.list.id], ["aria-expanded", "false"]]) {
      input.setAttribute(name, value);
    }
    // A press on the list must not take the focus from the box before the click arrives.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (item) this.take(this.offers[Number(item.dataset.number)]);
    });
  }

  get open() {
    return !this.list.hidden;
  }

  show(offers) {
    this.offers = offers;
    this.at = -1;
    const items = offers.map(({ text, kind }, number) =>
      filled(element("li", "", { role: "option", id: `search-offer-${number}`, "data-number": String(number), "aria-selected": "false" }), element("span", text), element("span", kind, { class: "aside" })),
    );
    this.list.replaceChildren(...items);
    this.list.hidden = !offers.length;
    this.input.setAttribute("aria-expanded", String(this.open));
    this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    this.show([]);
  }

  move(step) {
    const items = [...this.list.children];
    this.at = (this.at + step + items.length + 1 + 1) % (items.length + 1) - 1;
    items.forEach((item, number) => item.setAttribute("aria-selected", String(number === this.at)));
    if (this.at < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", items[this.at].id);
  }

  /** Whether the key was for the list. */
  key(event) {
    if (!this.open || event.isComposing) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.at >= 0) this.take(this.offers[this.at]);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
