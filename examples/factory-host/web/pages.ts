import { html } from "hono/html";
import type { Factory, Person } from "./people.ts";
import type { Session } from "./session.ts";

const page = (title: string, body: unknown, script: unknown = "") =>
  html`<!doctype html>
    <html lang="en">
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
export const signInPage = (people: readonly Person[]) =>
  page(
    "Sign in · Dexter",
    html`<body class="sign-in">
      <main>
        <h1>${mark} Dexter</h1>
        <p>A sample factory with scheduled jobs, on your own machine.</p>
        <form method="post" action="/session">
          ${people.map(
            ({ id, name, role }) =>
              html`<button name="person" value="${id}"><b>Continue as ${name}</b><span>${role}</span></button>`,
          )}
        </form>
      </main>
    </body>`,
  );

/** The host: a sidebar with jobs, history and settings, and beside it what is open. */
export const hostPage = ({ person, factory }: Session, people: readonly Person[], factories: readonly Factory[]) =>
  page(
    "Dexter",
    html`<body data-section="jobs">
      <aside class="sidebar" aria-label="Dexter">
        <header class="brand">
          <h1>${mark} Dexter</h1>
          <form method="post" action="/session" id="place">
            <input type="hidden" name="person" value="${person.id}" />
            <label for="factory" class="hidden">Factory</label>
            <select id="factory" name="factory">
              ${options(factories, factory.id)}
            </select>
          </form>
        </header>
        <nav class="sections" aria-label="Sections">
          <button type="button" data-section="jobs" aria-current="page">Scheduled Jobs</button>
          <button type="button" data-section="history">History</button>
          <button type="button" data-section="settings">Settings</button>
        </nav>
        <div class="section" data-section="jobs"><scheduled-jobs-panel></scheduled-jobs-panel></div>
        <div class="section" data-section="history" hidden>
          <p class="only" hidden><span></span> <button type="button" class="plain">Show all</button></p>
          <conversation-history></conversation-history>
        </div>
        <div class="section" data-section="settings" hidden>
          <h2>Settings</h2>
          <notification-toggle></notification-toggle>
          <form method="post" action="/session" id="account" class="account">
            <input type="hidden" name="factory" value="${factory.id}" />
            <label for="person">Signed in as</label>
            <select id="person" name="person">
              ${options(people, person.id)}
            </select>
            <p>${person.role} · times in ${person.timezone.replaceAll("_", " ")}</p>
          </form>
        </div>
      </aside>
      <main class="main" tabindex="-1">
        <button type="button" class="plain back">‹ Back</button>
        <div class="view"></div>
        <section class="welcome">
          <h2>Hello, ${person.name.split(" ")[0]}</h2>
          <p>
            Say what Dexter should do and when. Each run becomes a conversation that opens here, with every step and
            every file.
          </p>
          <h3>What this factory’s agent can do</h3>
          <ul>
            <li>run the simulation and email me a PDF of the results</li>
            <li>run a Monte Carlo batch</li>
            <li>refresh the production data pipeline</li>
            <li>generate a quarterly throughput report</li>
            <li>run the weekly quality audit workflow</li>
          </ul>
        </section>
      </main>
    </body>`,
    html`<script type="module" src="/assets/host.js"></script>`,
  );

const options = (items: readonly { id: string; name: string }[], chosen: string) =>
  items.map(({ id, name }) => html`<option value="${id}" ${id === chosen ? "selected" : ""}>${name}</option>`);
