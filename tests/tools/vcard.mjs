// Prints, as JSON, the properties that ical.js reads in a contact card, each with its type and its values: node vcard.mjs FILE
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const [, properties] = ICAL.parse(readFileSync(process.argv[2], "utf-8"));
console.log(JSON.stringify(Object.fromEntries(properties.map(([name, , type, ...values]) => [name, [type, ...values]]))));
