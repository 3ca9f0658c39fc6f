const list = (words: string) => words.split(" ");

/** With which somebody agrees or refuses, thinks aloud, laughs, or is polite. */
const spoken = list(
  "yes yeah yep right no nope nah ok okay well oh um hmm hm uh ah eh er mhm oops whoops argh damn dang shoot crap shit gah welp haha hahaha hah hehe ugh oof phew aw aww meh duh man dude bro wow eek yikes jeez gosh lol lmao omg wait actually really so please pls plz kindly thanks thank thx ty cheers sorry sry hey hi hello dexter guys folks btw though tho but and dear honestly frankly personally basically obviously apparently luckily unfortunately tbh ideally",
);

/** Words that open a clause and say nothing. */
export const interjections: ReadonlySet<string> = new Set(spoken);

/** Words of a correction that carry nothing: whatever else is said has to be understood. */
export const fillers: ReadonlySet<string> = new Set([
  ...spoken,
  // that agree or refuse
  ...list(
    "correct exactly fully already sure perfect great nice lovely good fine sounds looks love wrong incorrect mistake mistaken bad",
  ),
  // that think aloud
  ...list(
    "again still definitely probably maybe perhaps almost nearly close typo forgot misread written typed moved shifted changed meant mean think said say saying try kind",
  ),
  // that ask for the change itself
  ...list(
    "make change set move switch put use go take keep repeat run runs running do let let's lets start starting starts happen happens come want wants wanted need needs would like i'd we'd he'd she'd they'd you'd prefer prefers rather should should've supposed must will it'd it'll can could have has got been work works fits suits instead better best enough plenty sufficient more possible ready done moving changing making running doing having getting switching setting sending does sharp",
  ),
  // that only join
  ...list(
    "i we you u he she they it its it's that that's this the a an at on for in of by also too as from to with is be my our your their his her then now just only how what about everyone everybody both each every one same way far bit lot",
  ),
  // for what is changed
  ...list(
    "anymore longer job schedule scheduled time time's timezone zone day day's days date hour thing reminder round slot one-time one-off daily often much forward early earlier late later frequent frequently i'm",
  ),
]);
