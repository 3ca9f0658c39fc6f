import { html } from "hono/html";
import type { Factory, Person } from "./people.ts";
import type { Session } from "./session.ts";
import { type Language, languageNames, pageWords } from "./words.ts";

/** The language of a page: its tag, and the words it is written in. */
export interface Spoken {
  tag: string;
  language: Language;
}

const page = (tag: string, title: string, body: unknown, script: unknown = "") =>
  html`<!doctype html>
    <html lang="${tag}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/host.css" />
        ${script}
      </head>
      ${body}
    </html>`;

const mark = html`<svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
  <path d="M2 21V9.500l6 3.500V9.500l6 3.500V9.500l2 1.200L17 3h3l2 9v9z" />
</svg>`;

/** Who are you? There is no password in an example. */
export const signInPage = (people: readonly Person[], { tag, language }: Spoken) => {
  const words = pageWords[language];
  return page(
    tag,
    `${words.signIn} · Dexter`,
    html`<body class="sign-in">
      <main>
        <h1>${mark} Dexter</h1>
        <p>${words.sample}</p>
        <form method="post" action="/session">
          ${people.map(
            ({ id, name, role }) =>
              html`<button name="person" value="${id}">
                <b>${words.continueAs(name)}</b><span>${role[language]}</span>
              </button>`,
          )}
        </form>
      </main>
    </body>`,
  );
};

/** The host: a sidebar with jobs, history and settings, and beside it what is open. */
export const hostPage = (
  { person, factory }: Session,
  people: readonly Person[],
  factories: readonly Factory[],
  { tag, language }: Spoken,
) => {
  const words = pageWords[language];
  return page(
    tag,
    "Dexter",
    html`<body data-section="jobs">
      <aside class="sidebar" aria-label="Dexter">
        <header class="brand">
          <h1>${mark} Dexter</h1>
          <form method="post" action="/session" id="place">
            <input type="hidden" name="person" value="${person.id}" />
            <label for="factory" class="hidden">${words.factory}</label>
            <select id="factory" name="factory">
              ${options(factories, factory.id)}
            </select>
          </form>
        </header>
        <nav class="sections" aria-label="${words.sections}">
          <button type="button" data-section="jobs" aria-current="page">${words.jobs}</button>
          <button type="button" data-section="history">${words.history}</button>
          <button type="button" data-section="settings">${words.settings}</button>
        </nav>
        <div class="section" data-section="jobs"><scheduled-jobs-panel></scheduled-jobs-panel></div>
        <div class="section" data-section="history" hidden>
          <p class="only" data-says="${words.runsOf}" hidden>
            <span></span> <button type="button" class="plain">${words.showAll}</button>
          </p>
          <conversation-history></conversation-history>
        </div>
        <div class="section" data-section="settings" hidden>
          <h2>${words.settings}</h2>
          <notification-toggle></notification-toggle>
          <form method="post" action="/session" id="account" class="account">
            <input type="hidden" name="factory" value="${factory.id}" />
            <label for="person">${words.signedInAs}</label>
            <select id="person" name="person">
              ${options(people, person.id)}
            </select>
            <p>${person.role[language]} · ${words.timesIn(person.timezone.replaceAll("_", " "))}</p>
          </form>
          <form method="post" action="/language" id="spoken" class="account">
            <label for="language">${words.language}</label>
            <select id="language" name="language">
              ${options(languageNames, language)}
            </select>
          </form>
        </div>
      </aside>
      <main class="main" tabindex="-1">
        <button type="button" class="plain back">‹ ${words.back}</button>
        <div class="view"></div>
        <section class="welcome">
          <h2>${words.hello(person.name.split(" ")[0] ?? "")}</h2>
          <p>${words.welcome}</p>
          <h3>${words.canDo}</h3>
          <ul>
            ${words.abilities.map((ability) => html`<li>${ability}</li>`)}
          </ul>
        </section>
      </main>
    </body>`,
    html`<script type="module" src="/assets/host.js"></script>`,
  );
};

const options = (items: readonly { id: string; name: string }[], chosen: string) =>
  items.map(({ id, name }) => html`<option value="${id}" ${id === chosen ? "selected" : ""}>${name}</option>`);
