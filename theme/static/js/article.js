// The article page: each part works alone, and the page reads well without any of them.
import { backLinks, nearCards } from "./figures.js";
import { currentSection } from "./sections.js";
import { citing, printing, speaking } from "./tools.js";
import { wideFigures } from "./wide.js";

const article = document.querySelector("[data-article]");
if (article) {
  backLinks(article);
  nearCards(article);
  currentSection(article);
  wideFigures(article);
  printing(article);
  citing(article);
  speaking(article);
}
