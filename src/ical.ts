export { calendarOf, type CalendarJob } from "./occurrences/ical/calendarOf.ts";
export { type CalendarEntry, readCalendar } from "./occurrences/ical/readCalendar.ts";
export type { Schedule, ScheduleOf } from "./model/schedule.ts";
