// Prints, as JSON, the starts of the events that ical.js finds in each calendar up to a day:
// node occurrences.mjs 2036-12-31 FILES...
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const [last, ...files] = process.argv.slice(2);
console.log(JSON.stringify(files.map(found)));

function found(file) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf-8")));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);

  const components = calendar.getAllSubcomponents("vevent");
  const exceptions = components.filter((component) => component.hasProperty("recurrence-id"));
  const starts = [];
  for (const component of components) {
    if (component.hasProperty("recurrence-id")) continue;
    const uid = component.getFirstPropertyValue("uid");
    const event = new ICAL.Event(component, {
      exceptions: exceptions.filter((exception) => exception.getFirstPropertyValue("uid") === uid),
    });
    if (!event.isRecurring()) {
      starts.push(event.startDate.toString());
      continue;
    }
    const iterator = event.iterator();
    for (let next = iterator.next(); next && next.toString().slice(0, 10) <= last; next = iterator.next()) {
      const { item, startDate } = event.getOccurrenceDetails(next);
      if (item.component.getFirstPropertyValue("status") !== "CANCELLED") starts.push(startDate.toString());
    }
  }
  return starts.sort();
}
