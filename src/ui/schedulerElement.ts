import { type CSSResult, LitElement, type PropertyDeclarations, type PropertyValues } from "lit";
import type { SchedulerClient } from "../client/schedulerClient.ts";
import type { Account, EventView } from "../client/views.ts";
import { fact } from "./events.ts";
import { errorDetails } from "./failure.ts";
import type { Failure } from "./failureNote.ts";
import { LiveLine } from "./liveLine.ts";
import { LiveRegion } from "./liveRegion.ts";
import { findWords, firstWords, languageOf, loadWords } from "./messages/catalogue.ts";
import type { Messages } from "./messages/en.ts";
import { ticker } from "./ticker.ts";
import type { Times } from "./times.ts";

const clients = new Map<string, SchedulerClient>();
const accounts = new WeakMap<SchedulerClient, Promise<Account>>();

/** What all elements of this package have in common. */
export abstract class SchedulerElement extends LitElement {
  static override get properties(): PropertyDeclarations {
    return {
      client: { attribute: false },
      baseUrl: { attribute: "base-url" },
      locale: {},
      timezone: {},
      theme: { reflect: true },
      density: { reflect: true },
      headingLevel: { type: Number, attribute: "heading-level" },
      messages: { attribute: false },
    };
  }

  /** The one line to the server; without it the element waits. */
  declare client: SchedulerClient | undefined;
  /** Where the host mounted the HTTP handler; a client is made of it where none was given. */
  declare baseUrl: string | undefined;
  /** A BCP 47 tag; else the client's, the page's, the browser's language. */
  declare locale: string | undefined;
  /** The reader's zone, by its IANA name; else the account's. A job is always shown in its own. */
  declare timezone: string | undefined;
  /** `light` or `dark`; else the host's `color-scheme` decides. */
  declare theme: "light" | "dark" | undefined;
  declare density: "comfortable" | "compact" | undefined;
  /** The level of the element's own heading, 1 to 6. */
  declare headingLevel: number;
  /** Words in place of those that come with the element. */
  declare messages: Partial<Messages> | undefined;

  /** The account of the reader, once the server has told it. */
  protected account: Account | undefined;
  protected words: Messages = firstWords();
  /** Dates and times in the reader's language; there once a part was brought. */
  declare protected times: Times;
  protected readonly live = new LiveRegion(this);
  protected readonly line = new LiveLine(this, {
    onEvents: (events) => this.onEvents(events),
    onReturn: () => void this.refresh(),
  });
  readonly #internals: ElementInternals;
  #spoken = "";
  #needsAllWords = false;
  #Times: typeof Times | undefined;

  constructor() {
    super();
    this.headingLevel = 2;
    this.#internals = this.attachInternals();
  }

  /** Reads everything that is shown from the server again. */
  abstract refresh(): Promise<void>;
  /** What happened on the server, in order; at most eight times a second. */
  protected onEvents(_events: EventView[]): void {}

  override connectedCallback(): void {
    super.connectedCallback();
    this.line.follow(this.client);
    // what happened while it was off the page is not in the events that come now
    if (this.hasUpdated) void this.refresh();
    this.requestUpdate();
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    ticker.forget(this);
  }

  /** The words of the language are there before the first render, so that nothing is shown in two languages. */
  protected override async scheduleUpdate(): Promise<void> {
    const language = languageOf(this.#spokenLocale());
    if (findWords(language, this.#needsAllWords) === undefined) await loadWords(language, this.#needsAllWords);
    await super.scheduleUpdate();
  }
  protected override willUpdate(changed: PropertyValues): void {
    const spoken = this.#spokenLocale();
    if (spoken !== this.#spoken || changed.has("messages")) {
      this.#spoken = spoken;
      this.#chooseWords();
    }
    if (changed.has("baseUrl") && this.baseUrl !== undefined) void this.#connect(this.baseUrl);
    if (changed.has("client")) {
      this.line.follow(this.isConnected ? this.client : undefined);
      this.account = undefined;
      if (this.client !== undefined) {
        void this.#readAccount(this.client);
        void this.refresh();
      }
    }
    if (this.#Times !== undefined) this.times.nextChangeAt = Infinity;
    this.setState("offline", this.line.isOffline);
  }
  protected override updated(_changed: PropertyValues): void {
    if (this.isConnected && this.#Times !== undefined) ticker.schedule(this, this.times.nextChangeAt);
  }

  /** The zone that days of the reader are counted in. */
  protected get readerZone(): string {
    return this.timezone ?? this.account?.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
  /** What is shown for the factory. */
  protected get factoryName(): string {
    return this.account?.factoryName ?? this.account?.factoryId ?? "";
  }
  /** `:state(name)` for the host's style sheet. */
  protected setState(name: "loading" | "empty" | "error" | "offline" | "busy", isSo: boolean): void {
    if (isSo) this.#internals.states.add(name);
    else this.#internals.states.delete(name);
  }
  /** Tells the host of a failure. @returns what a person may read of it */
  protected tellError(error: unknown): string {
    fact(this, "sj-error", { error });
    return errorDetails(error);
  }
  /** Why a part that was to be brought did not come; `undefined` while none is missing. */
  protected notBrought: Failure | undefined;
  /**
   * Brings a part that is not in the element's first load, and the words that it shows where those are not among the first.
   *
   * @returns `undefined` where it did not come
   */
  protected async bring<T>(load: () => Promise<T>, words: "first" | "all" = "all"): Promise<T | undefined> {
    try {
      this.#needsAllWords ||= words === "all";
      const [part, { Times }] = await Promise.all([
        load(),
        import("./times.ts"),
        loadWords(languageOf(this.#spokenLocale()), this.#needsAllWords),
      ]);
      this.#Times = Times;
      this.#chooseWords();
      this.notBrought = undefined;
      return part;
    } catch (error) {
      this.notBrought = { text: this.words.couldNotLoad, details: this.tellError(error) };
      this.requestUpdate();
      return undefined;
    }
  }
  /** Adds the looks of a part that was brought. */
  protected adopt(...looks: CSSResult[]): void {
    const root = this.renderRoot;
    if (!(root instanceof ShadowRoot)) return;
    const sheets = looks.flatMap(({ styleSheet }) => styleSheet ?? []);
    root.adoptedStyleSheets = [...new Set([...root.adoptedStyleSheets, ...sheets])];
  }
  protected find(selector: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(selector);
  }
  /** Moves the focus once what is to be rendered is there. */
  protected async focusOn(selector: string): Promise<void> {
    // what has just changed may not have asked for its render yet
    this.requestUpdate();
    await this.updateComplete;
    this.find(selector)?.focus();
  }

  #chooseWords(): void {
    this.words = { ...(findWords(languageOf(this.#spoken)) ?? firstWords()), ...this.messages };
    if (this.#Times !== undefined) this.times = new this.#Times(this.#spoken, this.words);
  }
  #spokenLocale(): string {
    const spoken = this.locale ?? this.client?.locale ?? (document.documentElement.lang || navigator.language);
    return Intl.DateTimeFormat.supportedLocalesOf(spoken.replace("_", "-"))[0] ?? "en";
  }
  /** All elements of a page with the same address and language share one client, and so one line to the server. */
  async #connect(baseUrl: string): Promise<void> {
    const { createClient } = await import("../client/fetchClient.ts");
    if (this.client !== undefined || this.baseUrl !== baseUrl) return;
    const locale = this.#spokenLocale();
    const key = `${baseUrl} ${locale}`;
    const shared = clients.get(key) ?? createClient({ baseUrl, locale });
    clients.set(key, shared);
    this.client = shared;
  }
  async #readAccount(client: SchedulerClient): Promise<void> {
    const reading = accounts.get(client) ?? client.account();
    accounts.set(client, reading);
    try {
      const account = await reading;
      if (client !== this.client) return;
      this.account = account;
      this.requestUpdate();
    } catch {
      accounts.delete(client);
    }
  }
}
