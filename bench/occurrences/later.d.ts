/** The part of later that is measured; the package brings no types. */
declare module "@breejs/later" {
  const later: {
    date: { UTC(): void; localTime(): void };
    parse: { cron(expression: string): object; text(text: string): { error: number } };
    schedule(definition: object): { next(count: number, from: Date): Date[] };
  };
  export default later;
}
