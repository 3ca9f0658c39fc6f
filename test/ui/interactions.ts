import type { CDPSession, Locator, Page } from "playwright-core";

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  ph: string;
  ts: number;
  dur: number;
  /** Time on the processor: what else the machine does is not in it. */
  tdur?: number;
  args: { data?: { type?: string } };
}
const inputs = new Set(["keydown", "keyup", "pointerdown", "pointerup", "click"]);

/** Measures what interactions cost the main thread of a page, as a slower machine would need it. */
export class Interactions {
  readonly #page: Page;
  readonly #browser: CDPSession;
  readonly #slower: number;
  /** The milliseconds from the input to its next frame, the slowest of each name. */
  readonly took = new Map<string, number>();

  constructor(page: Page, browser: CDPSession, slower: number) {
    this.#page = page;
    this.#browser = browser;
    this.#slower = slower;
  }
  static async on(page: Page, options: { slower: number }): Promise<Interactions> {
    const browser = await page.context().browser()?.newBrowserCDPSession();
    if (browser === undefined) throw new Error("The page has no browser of its own.");
    return new Interactions(page, browser, options.slower);
  }

  async press(name: string, key: string): Promise<void> {
    await this.#measure(name, () => this.#page.keyboard.press(key));
  }
  async type(name: string, text: string): Promise<void> {
    await this.#measure(name, () => this.#page.keyboard.type(text, { delay: 40 }));
  }
  /** Clicks as a mouse does: what looks for the place of the click is not measured. */
  async click(name: string, target: Locator): Promise<void> {
    await target.waitFor();
    const box = await target.boundingBox();
    if (box === null) throw new Error(`${name}: there is nothing to click.`);
    await this.#page.mouse.move(box.x + Math.min(box.width / 2, 40), box.y + box.height / 2);
    await this.#measure(name, async () => {
      await this.#page.mouse.down();
      await this.#page.mouse.up();
    });
  }

  async #measure(name: string, act: () => Promise<void>): Promise<void> {
    await this.#page.waitForTimeout(150);
    const events: TraceEvent[] = [];
    const take = ({ value }: { value: object[] }): void => void events.push(...(value as TraceEvent[]));
    this.#browser.on("Tracing.dataCollected", take);
    const includedCategories = ["devtools.timeline", "disabled-by-default-devtools.timeline"];
    await this.#browser.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories } });
    await act();
    await this.#page.waitForTimeout(250);
    const isComplete = new Promise((done) => this.#browser.once("Tracing.tracingComplete", done));
    await this.#browser.send("Tracing.end");
    await isComplete;
    this.#browser.off("Tracing.dataCollected", take);
    this.took.set(name, Math.max(this.took.get(name) ?? 0, this.#slowest(events)));
  }
  /** From each input to the end of the frame that shows what came of it, as time on the processor. */
  #slowest(events: readonly TraceEvent[]): number {
    const spans = events.filter(({ ph }) => ph === "X").toSorted((a, b) => a.ts - b.ts);
    const given = spans.filter((event) => event.name === "EventDispatch" && inputs.has(event.args.data?.type ?? ""));
    const isSameThread = (a: TraceEvent, b: TraceEvent): boolean => a.pid === b.pid && a.tid === b.tid;
    const took = given.map((input) => {
      const own = spans.filter((event) => isSameThread(event, input));
      const frame = own.find(({ name, ts }) => name === "Commit" && ts > input.ts);
      if (frame === undefined) return 0;
      const until = frame.ts + frame.dur;
      const tasks = own.filter(({ name, ts, dur }) => name === "RunTask" && ts + dur > input.ts && ts < until);
      return tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0);
    });
    return Math.round((Math.max(0, ...took) * this.#slower) / 1_000);
  }
}
