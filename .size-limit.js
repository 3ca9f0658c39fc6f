/** With Lit, a peer; without what is brought only once it is needed: what a page loads before anything is shown. */
const firstLoad = ({ external: _peers, ...config }) => ({
  ...config,
  plugins: [
    {
      name: "first-load",
      resolveId: (id, _importer, { kind }) => (kind === "dynamic-import" ? { id, external: true } : undefined),
    },
  ],
});
/** The first load of an export of `./ui`, Lit included. */
const shownFirst = (what, name, limit) => ({
  name: `./ui, first load: ${what}`,
  path: "dist/ui.js",
  import: `{ ${name} }`,
  gzip: true,
  limit,
  modifyRolldownConfig: firstLoad,
});

export default [
  { name: "everything", path: "dist/index.js", gzip: true, limit: "235 kB" },
  {
    name: "nextOccurrences and describe",
    path: "dist/index.js",
    import: "{ nextOccurrences, describe }",
    gzip: true,
    limit: "48 kB",
  },
  shownFirst("all five elements", "defineElements", "32 kB"),
  shownFirst("the panel", "ScheduledJobsPanel", "26.5 kB"),
  shownFirst("a proposal", "JobProposal", "17 kB"),
  shownFirst("the history", "ConversationHistory", "20.5 kB"),
  shownFirst("a run", "RunConversation", "17 kB"),
  shownFirst("the notification switch", "NotificationToggle", "17 kB"),
  {
    name: "./ui, all five elements, with what is loaded later, without Lit",
    path: "dist/ui.js",
    import: "{ defineElements }",
    gzip: true,
    limit: "72 kB",
  },
  { name: "./client", path: "dist/client.js", gzip: true, limit: "5 kB" },
];
