// What every page does, and what the list of the positions does: one file, one request (plugins/files/assets.py).
import "./main.js";
import "./filters.js";
