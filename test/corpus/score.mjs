#!/usr/bin/env node
// usage: node score.mjs <module.mjs> <corpus.jsonl> [--json out.json] [--fails N] [--reps N]
// The module exports: interpret(text,{now,timezone,locale,span}) -> {kind,prompt,next:[[iso..]..],at?}  (async or not)
// and, for correction corpora: correct(initial_text, correction, {now,timezone,locale}) -> same shape.
// kind: recurring | once | ambiguous | unsupported.  A thrown error counts as 'unsupported' (and is counted as an error).
// Schedule equality is behavioural: the union of all jobs' occurrences, first 5 after now, compared at minute precision;
// a finite series must end where the truth ends. The number of jobs (split) is compared separately.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
const [mod, corpus, ...rest] = process.argv.slice(2);
const opt = (k, d) => {
  const i = rest.indexOf(k);
  return i < 0 ? d : rest[i + 1];
};
const m = await import(pathToFileURL(path.resolve(mod)));
const rows = fs
  .readFileSync(corpus, "utf8")
  .trim()
  .split("\n")
  .map((l) => JSON.parse(l));
const minute = (s) => Math.floor(Date.parse(s) / 60000);
const union = (n) => [...new Set((n || []).flat().map(minute))].sort((a, b) => a - b).slice(0, 5);
const sameSched = (a, t) => {
  if (a.kind !== t.kind) return false;
  if (t.kind === "once") return !!a.at && minute(a.at) === minute(t.at);
  if (t.kind === "recurring") {
    const x = union(a.next),
      y = union(t.next);
    return x.length === y.length && x.every((v, i) => v === y[i]);
  }
  return true;
};
const nz = (s) => (s ?? "").replace(/[“”]/g, '"').replace(/[’]/g, "'").replace(/\s+/g, " ").trim();
const loose = (s) =>
  nz(s)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%@#/+]+/gu, " ")
    .trim();
const refusal = (k) => k === "ambiguous" || k === "unsupported";
const sched = (k) => k === "recurring" || k === "once";
const R = [],
  times = [];
let errors = 0;
// warm-up, so that the first call's start-up cost is not in p99
for (const r of rows.slice(0, 20)) {
  try {
    await (r.correction !== undefined ? m.correct(r.initial_text, r.correction, r) : m.interpret(r.text, r));
  } catch {}
}
const reps = +opt("--reps", 1);
for (const r of rows) {
  const ctx = { now: r.now, timezone: r.timezone, locale: r.locale, span: r.span };
  let a,
    err = null,
    best = Infinity;
  for (let q = 0; q < reps; q++) {
    const t0 = process.hrtime.bigint();
    try {
      a = await (r.correction !== undefined ? m.correct(r.initial_text, r.correction, ctx) : m.interpret(r.text, ctx));
    } catch (e) {
      a = { kind: "unsupported" };
      err = String((e && e.message) || e);
    }
    best = Math.min(best, Number(process.hrtime.bigint() - t0) / 1e3);
  }
  times.push(best);
  if (err) errors++;
  a = a || { kind: "unsupported" };
  const t = r.expect,
    alts = [t, ...(r.also || [])];
  const strict = sameSched(a, t),
    lenient = alts.some((x) => sameSched(a, x));
  const res = { id: r.id, family: r.family, truth: t.kind, got: a.kind, strict, lenient, err };
  if (sched(t.kind)) {
    if (sched(a.kind)) {
      const want = [t.prompt, ...(t.promptAlso || [])];
      const got = a.prompt ?? null;
      res.promptExact = nz(got) === nz(t.prompt);
      res.promptLoose = want.some((w) => loose(w) === loose(got));
      if (t.kind === "recurring") res.split = (a.next || []).length === t.next.length;
    }
    res.silentWrong = sched(a.kind) && !lenient;
    res.honestMiss = refusal(a.kind) && !lenient;
  } else {
    res.overClaim = sched(a.kind) && !lenient;
    res.kindExact = a.kind === t.kind;
    res.refused = refusal(a.kind);
  }
  res.text = r.correction !== undefined ? `${r.initial_text} >> ${r.correction}` : r.text;
  res.a = a;
  res.t = t;
  R.push(res);
}
const pct = (n, d) => (d ? ((100 * n) / d).toFixed(1) + "%" : "-");
const S = R.filter((x) => sched(x.truth)),
  A = R.filter((x) => !sched(x.truth));
const cnt = (l, k) => l.filter((x) => x[k]).length;
const answered = S.filter((x) => sched(x.got));
const sorted = [...times].sort((a, b) => a - b);
const q = (p) => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))];
const out = {
  module: mod,
  corpus,
  n: R.length,
  schedule_truths: S.length,
  refusal_truths: A.length,
  schedule_accuracy_strict: pct(cnt(S, "strict"), S.length),
  schedule_accuracy_accepting: pct(cnt(S, "lenient"), S.length),
  overall_accepting: pct(S.filter((x) => x.lenient).length + A.filter((x) => x.lenient || x.refused).length, R.length),
  prompt_exact_of_answered: pct(cnt(answered, "promptExact"), answered.length),
  prompt_loose_of_answered: pct(cnt(answered, "promptLoose"), answered.length),
  schedule_and_prompt: pct(S.filter((x) => x.lenient && x.promptLoose).length, S.length),
  split_of_answered_recurring: pct(cnt(answered, "split"), answered.filter((x) => x.truth === "recurring").length),
  silent_wrong: pct(cnt(S, "silentWrong"), S.length),
  honest_miss: pct(cnt(S, "honestMiss"), S.length),
  over_claim: pct(cnt(A, "overClaim"), A.length),
  silent_wrong_or_over_claim_n: cnt(S, "silentWrong") + cnt(A, "overClaim"),
  refusal_kind_exact: pct(cnt(A, "kindExact"), A.length),
  errors,
  us_p50: +q(0.5).toFixed(1),
  us_p99: +q(0.99).toFixed(1),
  us_max: +sorted.at(-1).toFixed(1),
};
const fam = {};
for (const x of R) {
  const f = (fam[x.family] ||= { n: 0, ok: 0, wrong: 0, miss: 0 });
  f.n++;
  if (x.lenient || (!sched(x.truth) && x.refused)) f.ok++;
  else if (x.silentWrong || x.overClaim) f.wrong++;
  else f.miss++;
}
if (!rest.includes("--quiet")) {
  for (const [k, v] of Object.entries(out)) console.log(k.padEnd(34), v);
  console.log("\nfamily".padEnd(22), "n  ok  wrong  miss");
  for (const [k, v] of Object.entries(fam).sort((a, b) => a[1].ok / a[1].n - b[1].ok / b[1].n))
    console.log(
      k.padEnd(20),
      String(v.n).padStart(3),
      String(v.ok).padStart(3),
      String(v.wrong).padStart(5),
      String(v.miss).padStart(5),
    );
}
const nf = +opt("--fails", 0);
if (nf)
  for (const x of R.filter((x) => x.silentWrong || x.overClaim || x.honestMiss || x.promptLoose === false).slice(0, nf))
    console.log(
      `\n${x.id} ${x.silentWrong ? "SILENT-WRONG" : x.overClaim ? "OVER-CLAIM" : x.honestMiss ? "MISS" : "PROMPT"}: ${x.text}\n   want ${x.t.kind} ${x.t.at || (x.t.next || []).map((n) => n.slice(0, 2).join(",")).join(" + ")} prompt=${JSON.stringify(x.t.prompt)}\n   got  ${x.a.kind} ${x.a.at || (x.a.next || []).map((n) => n.slice(0, 2).join(",")).join(" + ")} prompt=${JSON.stringify(x.a.prompt)} ${x.err || ""}`,
    );
if (opt("--json"))
  fs.writeFileSync(
    opt("--json"),
    JSON.stringify({ ...out, families: fam, results: R.map(({ a, t, ...k }) => k) }, null, 1),
  );
if (rest.includes("--quiet")) console.log(JSON.stringify(out));
