import { intro, outro } from "@clack/prompts";
import { SchedulerError } from "@dexter/scheduled-jobs";
import type { Host } from "../host.ts";
import { conversationsScreen } from "./conversationsScreen.ts";
import { jobsScreen } from "./jobsScreen.ts";
import { problem } from "./problem.ts";
import { prompter } from "./prompter.ts";
import { proposalScreen } from "./proposalScreen.ts";
import { RunFeed } from "./runFeed.ts";
import { style } from "./style.ts";
import { relative } from "./times.ts";

const examples = [
  "Every weekday at 5am, run the simulation and email me a PDF of the results",
  "In 10 seconds, run a Monte Carlo batch and write a PDF report",
];

/** The host in a terminal: schedule something, look after the jobs, and watch conversations while they are written. */
export async function interactive(host: Host, sentence: string | undefined, signal: AbortSignal): Promise<void> {
  const { scheduler, dexter, timezone, data } = host;
  intro(`${style.strong("Dexter")} ${style.quiet(`· scheduled jobs · ${host.factoryId} · ${timezone} · ${data}`)}`);
  const feed = new RunFeed(host, (text, isDense) => prompter.say(text, isDense));
  await scheduler.start();

  const { items } = await dexter.jobs.list({ limit: 1 });
  if (sentence !== undefined) await schedule(host, sentence);
  else if (items.length === 0) {
    prompter.show("For example", examples.join("\n"));
    await schedule(host, await prompter.ask("What should Dexter do, and when?", { placeholder: examples[0] ?? "" }));
  }
  for (;;) {
    await feed.showUntil(() => true, signal);
    if (signal.aborted) break;
    const chosen = await untilNews(feed, (news) => menu(host, news));
    if (chosen === "interrupted") continue;
    if (chosen === "schedule") await schedule(host, await prompter.ask("What should Dexter do, and when?"));
    else if (chosen === "jobs") await jobsScreen(host, prompter);
    else if (chosen === "conversations") await conversationsScreen(host, prompter);
    else break;
  }
  outro(style.quiet("What is due while this is closed is told when you open it again: npm start"));
}

/** Asks, and takes the question away as soon as there is something to see. */
async function untilNews<Answer>(
  feed: RunFeed,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer | "interrupted"> {
  const aborter = new AbortController();
  const end = feed.onNews(() => aborter.abort());
  try {
    const answer = await ask(aborter.signal);
    return aborter.signal.aborted ? "interrupted" : answer;
  } finally {
    end();
  }
}

async function menu({ dexter }: Host, signal: AbortSignal): Promise<string | undefined> {
  const { items } = await dexter.jobs.list({ limit: 100, states: ["active"] });
  const next = items.flatMap(({ nextAt }) => nextAt ?? []).toSorted((a, b) => a.getTime() - b.getTime())[0];
  const hint = next === undefined ? "none is due" : `next run ${relative(next, new Date())}`;
  return prompter.choose(
    "What next?",
    [
      { value: "schedule", label: "Schedule something" },
      { value: "jobs", label: "Jobs", hint },
      { value: "conversations", label: "Conversations" },
      { value: "quit", label: "Quit" },
    ],
    signal,
  );
}

async function schedule(host: Host, sentence: string | undefined): Promise<void> {
  if (sentence === undefined) return;
  try {
    await proposalScreen(host, await host.dexter.propose(sentence), prompter);
  } catch (error) {
    if (!SchedulerError.is(error)) throw error;
    prompter.warn(problem(error));
  }
}
