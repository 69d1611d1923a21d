// The scripts of every page and of the search, in one file (plugins/files/assets.py).
import "./main.js";
import "./search.js";
