/** What is asked: the same schedule as a cron expression and as a recurrence rule. */
export interface Pattern {
  readonly name: string;
  readonly cron: string;
  readonly rule: string;
  /** `later` reads neither `L` nor `#`. */
  readonly isPlain: boolean;
}

const at = (hour: number, minute = 0) => `BYHOUR=${hour};BYMINUTE=${minute};BYSECOND=0`;
const pattern = (name: string, cron: string, rule: string): Pattern => ({
  name,
  cron,
  rule,
  isPlain: !/[L#]/.test(cron),
});

export const patterns: readonly Pattern[] = [
  pattern("weekdays at 7", "0 7 * * 1-5", `FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;${at(7)}`),
  pattern("daily at 14:30", "30 14 * * *", `FREQ=DAILY;${at(14, 30)}`),
  pattern("every 5 minutes", "*/5 * * * *", "FREQ=MINUTELY;INTERVAL=5;BYSECOND=0"),
  pattern("hourly", "0 * * * *", "FREQ=HOURLY;BYMINUTE=0;BYSECOND=0"),
  pattern("four times a day", "0,30 9,17 * * *", "FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0,30;BYSECOND=0"),
  pattern(
    "quarters of office hours",
    "*/15 9-17 * * 1-5",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9,10,11,12,13,14,15,16,17;BYMINUTE=0,15,30,45;BYSECOND=0",
  ),
  pattern("weekends at 10", "0 10 * * 0,6", `FREQ=WEEKLY;BYDAY=SA,SU;${at(10)}`),
  pattern("first of the month", "0 0 1 * *", `FREQ=MONTHLY;BYMONTHDAY=1;${at(0)}`),
  pattern("first Monday", "0 9 * * 1#1", `FREQ=MONTHLY;BYDAY=+1MO;${at(9)}`),
  pattern("last day", "0 0 L * *", `FREQ=MONTHLY;BYMONTHDAY=-1;${at(0)}`),
  pattern("quarterly", "0 6 1 1,4,7,10 *", `FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=1;${at(6)}`),
  pattern("new year", "0 0 1 1 *", `FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;${at(0)}`),
  pattern("leap day", "0 0 29 2 *", `FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;${at(0)}`),
];

export const zones = ["UTC", "America/New_York", "Australia/Lord_Howe"] as const;
