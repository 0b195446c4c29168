// Between a figure's card and its sentence.

/** The sentence a link of this page leads to, or null. */
function sentenceOf(hash) {
  const sentence = hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  return sentence && sentence.classList.contains("figure-sentence") ? sentence : null;
}

/** After a jump to a sentence, a link back to the card stands behind it. */
export function backLinks(article) {
  const back = document.createElement("a");
  back.className = "back";
  back.textContent = "返回数据卡片";
  let from = null;

  function place() {
    const sentence = sentenceOf(location.hash);
    if (!sentence) return;
    const cards = [...article.querySelectorAll("a.figure")].filter((card) => card.hash === location.hash);
    const card = cards.includes(from) ? from : cards[0];
    if (!card) return;
    back.href = `#${card.id}`;
    sentence.after(back);
  }

  article.addEventListener("click", (event) => {
    const card = event.target.closest("a.figure");
    if (card) from = card;
    if (card && card.hash === location.hash) place();
  });
  back.addEventListener("click", (event) => {
    const card = document.getElementById(back.hash.slice(1));
    if (!card) return;
    event.preventDefault();
    for (let fold = card.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    history.replaceState(null, "", location.pathname + location.search);
    back.remove();
    card.focus();
  });
  addEventListener("hashchange", place);
  place();
}

/** While reading, the cards of the sentences in sight are marked in the rail. */
export function nearCards(article) {
  const rail = article.querySelector(".rail-inner");
  if (!rail || !("IntersectionObserver" in window)) return;
  const cards = new Map();
  for (const card of rail.querySelectorAll("a.figure")) {
    const sentence = sentenceOf(card.hash);
    if (sentence) cards.set(sentence, [...(cards.get(sentence) || []), card]);
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
