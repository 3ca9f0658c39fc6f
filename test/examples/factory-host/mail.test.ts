import { mkdtemp, readFile, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { beforeEach, describe, expect, it } from "vitest";
import { type Mail, sendMail } from "../../../examples/factory-host/mail/sendMail.ts";
import { aMailServer, type ReceivedMail } from "./aMailServer.ts";

const aMail = (change: Partial<Mail> = {}): Mail => ({
  to: ["ops-team@company.com"],
  subject: "Simulation results – ünïcödé",
  text: "43.0 parts an hour.",
  attachments: [
    { name: "results.pdf", mediaType: "application/pdf", content: new Uint8Array([37, 80, 68, 70, 0, 255]) },
  ],
  idempotencyKey: "run-1",
  date: new Date("2030-03-11T09:00:00Z"),
  ...change,
});

let outbox: string;
beforeEach(async () => {
  outbox = join(await mkdtemp(join(tmpdir(), "mail-")), "outbox");
});
const from = "dexter@factory.example";

describe("a mail without a server", () => {
  it("lands in the outbox as a file that a mail program reads, with its attachment byte for byte", async () => {
    const { file, delivered } = await sendMail(aMail(), { from, outbox });
    expect(delivered).toBe("outbox");
    const letter = await simpleParser(await readFile(file));
    expect(letter.subject).toBe("Simulation results – ünïcödé");
    expect(letter.from?.text).toBe(from);
    expect(letter.to).toMatchObject({ text: "ops-team@company.com" });
    expect(letter.text?.trim()).toBe("43.0 parts an hour.");
    expect(letter.date).toEqual(new Date("2030-03-11T09:00:00Z"));
    expect(letter.attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
      ["results.pdf", "application/pdf"],
    ]);
    expect([...(letter.attachments[0]?.content ?? [])]).toEqual([37, 80, 68, 70, 0, 255]);
  });

  it("is not sent twice under one key, and keeps the one that was sent", async () => {
    const first = await sendMail(aMail(), { from, outbox });
    const again = await sendMail(aMail({ text: "Another text" }), { from, outbox });
    expect([first.isRepeated, again.isRepeated]).toEqual([false, true]);
    expect(again.file).toBe(first.file);
    expect(await readFile(first.file, "utf8")).not.toContain("Another text");
    await sendMail(aMail({ idempotencyKey: "run-2" }), { from, outbox });
    expect(await readdir(outbox)).toHaveLength(2);
  });

  it("stays in the outbox folder whatever its key holds", async () => {
    const { file } = await sendMail(aMail({ idempotencyKey: "../../etc/passwd" }), { from, outbox });
    expect(await readdir(outbox)).toEqual([file.slice(outbox.length + 1)]);
  });

  it("cannot be made to carry another header by its subject", async () => {
    const { file } = await sendMail(aMail({ subject: "Results\r\nBcc: thief@example.com" }), { from, outbox });
    const letter = await simpleParser(await readFile(file));
    expect(letter.bcc).toBeUndefined();
    expect(letter.to).toMatchObject({ text: "ops-team@company.com" });
  });
});

describe("a mail with a server", () => {
  it("goes to every recipient by SMTP, once, and a copy stays in the outbox", async () => {
    const received: ReceivedMail[] = [];
    await using server = await aMailServer(received);
    const to = ["owner@company.com", "ops-team@company.com"];
    const settings = { from, outbox, smtpUrl: server.url };
    const { delivered, file } = await sendMail(aMail({ to }), settings);
    expect((await sendMail(aMail({ to }), settings)).isRepeated).toBe(true);
    expect(delivered).toBe("smtp");
    expect(received.map((letter) => letter.to)).toEqual([to]);
    const letter = await simpleParser(received[0]?.raw ?? "");
    expect(letter.attachments[0]?.filename).toBe("results.pdf");
    expect(letter.messageId).toBe((await simpleParser(await readFile(file))).messageId);
  });

  it("that refuses it leaves nothing in the outbox, so that it can be tried again", async () => {
    const received: ReceivedMail[] = [];
    await using server = await aMailServer(received, "ops-team@company.com");
    await expect(sendMail(aMail(), { from, outbox, smtpUrl: server.url })).rejects.toThrow("no such mailbox");
    expect(await readdir(outbox)).toEqual([]);
  });
});
