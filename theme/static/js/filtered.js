// The scripts of every page and of a list that is filtered, in one file (plugins/files/assets.py).
import "./main.js";
import "./filters.js";
