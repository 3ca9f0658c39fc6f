import ICAL from "ical.js";
import { formatLocal } from "../civil.ts";
import type { Zone } from "../zone.ts";

/**
 * The offsets of a zone between two instants as a `VTIMEZONE`: one part for each kind of change, with the dates on which it happens.
 *
 * @param from epoch seconds
 * @see RFC 5545, section 3.6.5
 */
export function timezoneComponent(zone: Zone, from: number, to: number): ICAL.Component {
  const component = new ICAL.Component("vtimezone");
  component.updatePropertyWithValue("tzid", zone.name);
  const changes: { at: number; before: number; offset: number }[] = [];
  let stretch = zone.at(from);
  const standard = [stretch.offset];
  while (stretch.end < to) {
    const { end, offset } = stretch;
    stretch = zone.at(end);
    standard.push(stretch.offset);
    if (stretch.offset !== offset) changes.push({ at: end, before: offset, offset: stretch.offset });
  }
  const first = zone.at(from);
  const begins = { at: from, before: first.offset, offset: first.offset };
  const least = Math.min(...standard);
  const kinds = new Map<string, (typeof changes)[number][]>();
  for (const change of [begins, ...changes]) {
    const kind = `${change.before}>${change.offset}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), change]);
  }
  for (const alike of kinds.values()) {
    const { before, offset } = alike[0]!;
    const part = new ICAL.Component(offset > least ? "daylight" : "standard");
    part.updatePropertyWithValue("tzoffsetfrom", ICAL.UtcOffset.fromSeconds(before));
    part.updatePropertyWithValue("tzoffsetto", ICAL.UtcOffset.fromSeconds(offset));
    alike.forEach(({ at }, index) => {
      const local = ICAL.Time.fromDateTimeString(formatLocal(at + before));
      part.addPropertyWithValue(index === 0 ? "dtstart" : "rdate", local);
    });
    component.addSubcomponent(part);
  }
  return component;
}
