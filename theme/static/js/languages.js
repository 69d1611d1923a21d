// The scripts of a page in another language than French: those of every page, and the button that reads it aloud.
import "./main.js";
import "./read-aloud.js";
