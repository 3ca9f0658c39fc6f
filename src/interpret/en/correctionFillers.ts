/** Words of a correction that carry nothing: whatever else is said has to be understood. */
export const fillers: ReadonlySet<string> = new Set(
  [
    // that agree or refuse
    "yes yeah right no nope nah correct exactly fully already okay ok well sure perfect great nice lovely good fine sounds looks love wrong incorrect mistake mistaken bad",
    // with which somebody thinks aloud, or laughs
    "oh um hmm uh ah eh er hm mhm oops whoops argh damn haha hahaha hah hehe ugh oof phew aw meh duh man dude wow eek yikes jeez gosh lol wait again actually really definitely probably maybe perhaps almost nearly close typo forgot misread written typed moved shifted changed meant mean think said say saying try",
    // of politeness
    "please pls plz thanks thank thx ty cheers sorry hey hi hello dexter guys folks btw though tho kind",
    // that ask for the change itself
    "make change set move switch put use go take keep repeat run runs running do let let's lets start starting starts happen happens want wanted need needs would like i'd prefer rather should should've supposed must will it'd it'll can could have has got been work works fits suits instead better best enough plenty sufficient more",
    // that only join
    "i we you it its it's that that's this the a an at on for in of by but and also too as from to with is be my our your their his her so then now just only how what about everyone everybody both each every one same way far bit lot",
    // for what is changed
    "anymore longer job schedule scheduled time timezone zone day day's days date hour thing one-time one-off daily often much forward early earlier late later frequent frequently i'm",
  ].flatMap((words) => words.split(" ")),
);
