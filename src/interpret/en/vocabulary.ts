import type { Token } from "../tokens/token.ts";

/** Words that join, point or ask, and name nothing. */
export const functionWords: ReadonlySet<string> = new Set(
  (
    "a an the this that these those and or but so then to of in on at by for from with without into onto over under about as if when while where which who what how why " +
    "except excluding including namely starting i you he she it we they me him her us them my your his its our their mine " +
    "is are was were be been am do does did will would should can could may might must shall has have had not no yes " +
    "please kindly just also only too again still already there here both all any some each every other more most than through until till up down out off per via plus " +
    "sharp let let's lets whether because since before after during between starting beginning instead rather though tho maybe anyway thanks thank ok okay"
  ).split(" "),
);

/** Words that a request begins with: what Dexter is told to do. */
export const verbs: ReadonlySet<string> = new Set(
  (
    "add alert analyse analyze announce append approve archive ask assemble assess assign audit back backup balance benchmark book brief bring build bundle calculate calibrate call capture chart chase check clean clear close collate collect compact compare compile compress compute confirm consolidate convert copy correlate count create crunch deliver deploy " +
    "detect determine diff digest discard do document double-check download draft draw drop dump email e-mail empty enumerate escalate estimate evaluate examine execute export extract fetch figure file fill filter find finish fire fix flag flush forecast format forward freeze gather generate get give go grab graph group hand highlight identify import " +
    "include index inform inspect inventory issue keep kick launch let list load lock log look mail make map measure merge message model monitor notify open optimise optimize order organize pack ping plan play plot poll post prepare print prioritize probe process produce project propose provide prune publish pull purge push put query " +
    "rank rate read rebalance rebuild recalculate recalibrate recap recertify recheck re-check recompute reconcile record recount redo re-evaluate refresh regenerate reindex re-index release reload remind remove render reorder replay replenish report repost reprice re-run rerun resample re-sample reset restart re-simulate restock resync retrain retune re-tune review revise rewrite ring roll rotate run " +
    "sample save scan schedule score screen search see send set share ship show sift simulate snapshot sort spot-check start stop store submit suggest sum summarise summarize survey sweep switch sync synchronize tag take tally tell test text total track trace train trend trigger trim tune turn update upload use vacuum validate verify view visualize walk warm warn watch water wipe write zip " +
    "adjust attend bake buy celebrate chase clean congratulate cook decommission declutter defrost degrease disinfect drain encrypt exercise feed follow-up greet grease invite lubricate meditate migrate mop mow nag note nudge observe onboard pay photograph practice preheat prep quiz reboot redeploy refill renew replicate revoke rinse sanitise sanitize scrub seal stir stretch swab sweep sync tell thank tidy tighten unload unlock upgrade wake wash weigh welcome wrap " +
    "recheck reconfirm re-baseline rebaseline recommend refit refine re-plan replan re-sequence resequence re-score re-validate revalidate re-audit re-measure investigate escalate crosscheck cross-check"
  ).split(" "),
);

/** What a statement goes on with behind its subject; and what may stand in front of it: "only", "always". */
export const finite: ReadonlySet<string> = new Set(
  "is are was were isn't aren't wasn't weren't am have has had haven't hasn't hadn't don't doesn't didn't does did can't cannot couldn't won't wouldn't will get gets got start starts started begin begins began end ends ended close closes closed open opens opened leave leaves left come comes came go goes went meet meets met know knew forgot thought keep keeps kept overlap clash happen happens fly travel only always never usually just also still already hardly barely sleep run runs ran read reads wrote sit sits eat eats live lives see saw hate hates love loves pray make made makes think thinks find finds found misheard misunderstood misread hit hits burn lose lost pay pays paid change quit told asked says said broke died fell sold bought brought caught won spent sent held felt built grew slept became gave ate stood understood hurt cost rains snows take takes took".split(
    " ",
  ),
);

/** Whether a statement goes on with it behind its subject: "are", "leaves", "complained". */
export const isFinite = (token: Token | undefined): boolean =>
  token !== undefined &&
  (finite.has(token.text) ||
    (token.meanings.length === 0 && token.text.length > 3 && /(?:ed|[^s]s)$/.test(token.text)));
