/** Sentences that promise nothing which a scheduler could keep or break, each with the reason. */
export const silent: Readonly<Record<string, string>> = {
  "Skip to main content": "a link of the page",
  "Creating a Scheduled Job": "a heading",
  "You sayDexter interprets": "the head of the table",
  "Recurring vs. One-Off Jobs": "a heading",
  "Useful for deferred tasks:": "leads to the example, which is tested",
  "How Scheduled Jobs Run": "a heading",
  "When a scheduled job fires:": "leads to the four steps, which are tested",
  "Managing Scheduled Jobs": "a heading",
  "Reviewing Past Runs": "a heading",
  "To review what a job did:": "leads to the three steps, which are tested",
  Notifications: "a heading",
  Limitations: "a heading",
  "Best Practices": "a heading",
  "Keep prompts specific.": "advice on writing prompts",
  "Include context Dexter might need.": "advice on writing prompts",
  "Name specific models, data sources, and naming conventions in the prompt.": "advice on writing prompts",
  "Review early runs.": "advice on reading results",
  "Check the first one or two runs to confirm Dexter is doing what you expect.": "advice on reading results",
  "Use the persistent knowledge base.": "about the assistant's knowledge, which is the host's",
  "The more Dexter knows about your operation, the better scheduled runs will match your expectations.":
    "about the assistant's knowledge, which is the host's",
};
