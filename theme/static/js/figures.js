// Between a figure's card and its sentence.

/** The sentence a link of this page leads to, or null. */
function sentenceOf(hash) {
  const sentence = hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  return sentence && sentence.classList.contains("figure-sentence") ? sentence : null;
}

/** The card that a link of the rail belongs to. */
const cardOf = (link) => link.closest(".figure");

/** The link behind a sentence leads to the very card the reader came from, and unfolds it. */
export function backLinks(article) {
  let from = null;

  function aim() {
    const sentence = sentenceOf(location.hash);
    const back = sentence && sentence.nextElementSibling;
    if (back && back.matches("a.back") && from && from.hash === location.hash) back.hash = cardOf(from).id;
  }

  article.addEventListener("click", (event) => {
    const link = event.target.closest(".figure-cards a");
    if (link) from = link;
    const back = event.target.closest("a.back");
    const card = back && document.getElementById(back.hash.slice(1));
    if (!card) return;
    event.preventDefault();
    for (let fold = card.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    // The address loses its sentence by a real step, so that :target, and with it the mark, goes too.
    location.hash = card.id;
    card.focus();
  });
  addEventListener("hashchange", aim);
}

/** While reading, the cards of the sentences in sight are marked in the rail. */
export function nearCards(article) {
  const rail = article.querySelector(".rail-inner");
  if (!rail || !("IntersectionObserver" in window)) return;
  const cards = new Map();
  for (const link of rail.querySelectorAll(".figure-cards a")) {
    const sentence = sentenceOf(link.hash);
    if (sentence) cards.set(sentence, [...(cards.get(sentence) || []), cardOf(link)]);
  }
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      for (const card of cards.get(target)) card.classList.toggle("near", isIntersecting);
    }
    follow(rail);
  }, { rootMargin: "-15% 0px -35% 0px" });
  for (const sentence of cards.keys()) observer.observe(sentence);
}

/** Scroll the rail, and only the rail, so that the first marked card is in sight. */
function follow(rail) {
  const card = [...rail.querySelectorAll(".near")].find((each) => each.offsetParent);
  if (!card || rail.scrollHeight <= rail.clientHeight || rail.matches(":hover, :focus-within")) return;
  const top = card.getBoundingClientRect().top - rail.getBoundingClientRect().top;
  if (top < 40 || top > rail.clientHeight - card.offsetHeight) rail.scrollTop += top - 56;
}
