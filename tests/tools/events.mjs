// Prints, as JSON, the properties of every event that ical.js reads in a calendar: node events.mjs FILE
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(process.argv[2], "utf-8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);

const read = calendar.getAllSubcomponents("vevent").map((component) => {
  const { uid, summary, startDate, endDate, sequence } = new ICAL.Event(component);
  const instant = (time) => (time.isDate ? time.toString() : time.toJSDate().toISOString().replace(".000Z", "+00:00"));
  const status = component.getFirstPropertyValue("status");
  return { uid, summary, sequence, status, zone: startDate.zone.tzid, start: instant(startDate), end: instant(endDate) };
});
console.log(JSON.stringify(read));
