/** With Lit, a peer; of what is brought only once it is needed, what these say. */
const loads =
  (brought) =>
  ({ external: _peers, ...config }) => ({
    ...config,
    output: { ...config.output, codeSplitting: false },
    plugins: [
      {
        name: "loads",
        resolveId: (id, _importer, { kind }) =>
          kind === "dynamic-import" && brought?.test(id) !== true ? { id, external: true } : undefined,
      },
    ],
  });
const ofUi = (what, name, limit, brought) => ({
  name: `./ui, ${what}`,
  path: "dist/ui.js",
  import: `{ ${name} }`,
  gzip: true,
  limit,
  modifyRolldownConfig: loads(brought),
});
/** What a page loads of an export of `./ui` before anything is shown, Lit included. */
const shownFirst = (what, name, limit) => ofUi(`first load: ${what}`, name, limit);
/** What it has loaded once the first jobs, or the first lines, can be read. */
const read = (what, name, limit, brought) => ofUi(`until it can be read: ${what}`, name, limit, brought);

export default [
  { name: "everything", path: "dist/index.js", gzip: true, limit: "306 kB" },
  {
    name: "nextOccurrences and describe",
    path: "dist/index.js",
    import: "{ nextOccurrences, describe }",
    gzip: true,
    limit: "48 kB",
  },
  shownFirst("all five elements", "defineElements", "32 kB"),
  shownFirst("the panel", "ScheduledJobsPanel", "18 kB"),
  shownFirst("a proposal", "JobProposal", "18 kB"),
  shownFirst("the history", "ConversationHistory", "18 kB"),
  shownFirst("a run", "RunConversation", "18 kB"),
  shownFirst("the notification switch", "NotificationToggle", "18 kB"),
  read("the panel", "ScheduledJobsPanel", "28.5 kB", /openPanel|inks|panelStyles|times/),
  read("the history", "ConversationHistory", "22 kB", /historyList|historyStyles|times/),
  {
    name: "./ui, all five elements, with what is loaded later, without Lit",
    path: "dist/ui.js",
    import: "{ defineElements }",
    gzip: true,
    limit: "77 kB",
  },
  { name: "./client", path: "dist/client.js", gzip: true, limit: "5 kB" },
];
