import { meaningOf, type Token } from "./token.ts";

/** "the twenty second of May": a ten and an ordinal, apart from each other, are one. */
export function joinOrdinals(tokens: Token[]): Token[] {
  if (!tokens.some(isTen)) return tokens;
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const [token, next] = [tokens[at], tokens[at + 1]];
    if (!token) break;
    const ten = meaningOf(token, "number");
    const one = next && isTen(token) ? meaningOf(next, "ordinal") : undefined;
    if (ten && next && one && one.value > 0 && one.value < 10) {
      joined.push({
        ...token,
        text: `${token.text}-${next.text}`,
        end: next.end,
        meanings: [{ kind: "ordinal", value: ten.value + one.value }],
      });
      at++;
    } else joined.push(token);
  }
  return joined;
}

const isTen = (token: Token) =>
  token.meanings.some((it) => it.kind === "number" && it.word === true && (it.value === 20 || it.value === 30));
