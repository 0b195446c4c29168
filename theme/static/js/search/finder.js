// The engine as a file of its own, for pages that need it only once a reader has asked something.
export { Engine } from "./engine.js";
