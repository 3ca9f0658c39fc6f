import { css, html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import type { EventView } from "../../client/views.ts";
import { emphasis } from "../emphasis.ts";
import { fact, request } from "../events.ts";
import { icon } from "../icons.ts";
import { SchedulerElement } from "../schedulerElement.ts";
import { controls, theme } from "../styles/theme.ts";
import type { DesktopNotifications } from "./desktopNotifications.ts";
import { notificationPermission, type NotificationState } from "./permission.ts";

/** What turns notifications on and off; a host gives its own where it sends them by Web Push. */
export interface NotificationSetting {
  readonly state: NotificationState;
  /** Called at a click: here the browser may be asked. */
  turnOn(): Promise<NotificationState>;
  turnOff(): void | Promise<void>;
  /** @returns what ends it */
  listen(listener: () => void): () => void;
}

const styles = css`
.nt { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 4px 16px; padding: 14px var(--gutter); align-items: start; }
.nt b { font-weight: 600; display: block; }
.sub { color: var(--quiet); font-size: var(--fs-s); }
.sw { appearance: none; position: relative; width: 40px; height: 24px; border-radius: 99px; border: 2px solid var(--border-strong); background: var(--surface); cursor: pointer; padding: 0; margin: 0; }
.sw::before { content: ""; position: absolute; inset-block-start: 3px; inset-inline-start: 3px; width: 14px; height: 14px; border-radius: 50%; background: var(--border-strong); transition: translate .14s; }
.sw::after { content: ""; position: absolute; inset: -12px -2px; }
.sw[aria-checked="true"] { background: var(--accent); border-color: var(--accent); }
.sw[aria-checked="true"]::before { background: var(--on-accent); translate: 16px 0; }
:host(:dir(rtl)) .sw[aria-checked="true"]::before { translate: -16px 0; }
.sw[aria-disabled="true"] { border-style: dashed; }
.sw:focus-visible { border-radius: 99px; }
.more { grid-column: 1 / -1; }
@media (forced-colors: active) { .sw[aria-checked="true"] { background: Highlight; } .sw::before { background: ButtonText; } }
`;

/** The switch for desktop notifications: off by default, asked for only at a click on it. While it is on, it shows them. */
export class NotificationToggle extends SchedulerElement {
  /** The looks of the element; its custom properties and parts are the way to change them. */
  static override styles = [theme, controls, styles];
  static override get properties(): PropertyDeclarations {
    return {
      ...super.properties,
      checked: { type: Boolean, reflect: true },
      disabled: { type: Boolean, reflect: true },
      notifier: { attribute: false },
    };
  }
  /** Whether notifications are on; it follows the setting. */
  declare checked: boolean;
  declare disabled: boolean;
  /** The setting; this browser's own by default. */
  declare notifier: NotificationSetting | undefined;

  #desktop: DesktopNotifications | undefined;
  #unlisten: (() => void) | undefined;
  #told: NotificationState | undefined;

  constructor() {
    super();
    this.checked = false;
    this.disabled = false;
  }
  get #setting(): NotificationSetting {
    return this.notifier ?? notificationPermission;
  }
  override async refresh(): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
  }
  protected override onEvents(events: EventView[]): void {
    if (this.notifier === undefined) this.#desktop?.hear(events);
  }
  override connectedCallback(): void {
    super.connectedCallback();
    this.#listen();
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unlisten?.();
    this.#desktop?.stop();
  }
  /** What shows them is only brought where they are on. */
  async #showThem(): Promise<void> {
    const { DesktopNotifications } = await import("./desktopNotifications.ts");
    this.#desktop ??= new DesktopNotifications(
      () => this.words,
      (target) => request(this, "sj-open-conversation", target),
    );
    if (this.#setting.state === "on" && this.notifier === undefined && this.isConnected) this.#desktop.start();
  }
  #listen(): void {
    this.#unlisten?.();
    this.#unlisten = this.#setting.listen(() => this.requestUpdate());
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has("notifier") && this.isConnected) this.#listen();
    const { state } = this.#setting;
    this.checked = state === "on";
    if (state === "on" && this.notifier === undefined)
      void this.#showThem().catch((error: unknown) => this.tellError(error));
    else this.#desktop?.stop();
    if (this.#told !== undefined && this.#told !== state) fact(this, "sj-notifications-changed", { state });
    this.#told = state;
  }
  readonly #flip = (): void => {
    const setting = this.#setting;
    if (this.disabled || setting.state === "blocked" || setting.state === "unsupported" || setting.state === "asking")
      return;
    if (setting.state === "on") void setting.turnOff();
    else void setting.turnOn();
  };

  protected override render(): TemplateResult {
    const { words } = this;
    const { state } = this.#setting;
    const isOff = this.disabled || state === "blocked" || state === "unsupported";
    const help = state === "unsupported" ? words.notificationsUnsupported : words.notificationsHelp;
    return html`<div class="nt"><div id="label" part="label"><slot name="label"><b>${words.notifications}</b></slot><div class="sub" id="help" part="help"><slot name="help">${help}</slot></div></div><button type="button" class="sw" role="switch" part="switch" aria-checked=${state === "on"} aria-label=${words.notifications} aria-describedby="help more" aria-disabled=${isOff ? "true" : nothing} @click=${this.#flip}></button><div class="more" id="more" part="note" role="status">${this.#more(state)}</div></div>${this.live.template()}`;
  }
  #more(state: NotificationState): TemplateResult | typeof nothing {
    const { words } = this;
    if (state === "on" && this.notifier === undefined)
      return html`<button type="button" class="link s" @click=${() => this.#desktop?.test()}>${words.sendTest}</button>`;
    if (state === "asking")
      return html`<div class="note info s">${icon("bell")}<div>${words.notificationsAsking}</div></div>`;
    if (state === "blocked")
      return html`<div class="note ask s">${icon("alert")}<div>${emphasis(words.notificationsBlocked, "")}</div></div>`;
    return nothing;
  }
}
