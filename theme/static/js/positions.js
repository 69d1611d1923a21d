// The scripts of every page and of the list of positions, in one file (plugins/files/assets.py).
import "./main.js";
import "./filters.js";
