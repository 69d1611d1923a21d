// The scripts of every page. The parts are sent as one file (plugins/files/assets.py).
import "./dates.js";
import "./offline.js";
import "./share.js";
