import { createHash } from "node:crypto";
import { givenMethods, givenText } from "../../model/given.ts";
import type { Notification, Notifier } from "../../ports/notifier.ts";
import { wordsOf } from "./words.ts";

/** The part of a nodemailer transport that is used (a type test proves that it fits). */
export interface MailTransportLike {
  sendMail(mail: {
    from: string;
    to: string;
    subject: string;
    text: string;
    messageId: string;
    headers: Record<string, string>;
  }): Promise<unknown>;
}

/** What a host gives to {@link emailNotifier}. */
export interface EmailNotifierOptions {
  /** `nodemailer.createTransport(…)` */
  transport: MailTransportLike;
  from: string;
  /** The owner's address and language; nobody is written to where it gives `undefined`. */
  recipient: (notification: Notification) => Recipient | undefined | Promise<Recipient | undefined>;
  /** Where the conversation or the job can be seen. */
  link?: (notification: Notification) => string;
  /** What is worth an e-mail: everything but completion unless set. */
  keys?: readonly Notification["key"][];
}
/** Who is written to. */
export interface Recipient {
  address: string;
  locale?: string;
}

const worthAnEmail: readonly Notification["key"][] = [
  "run.failed",
  "run.timed_out",
  "run.interrupted",
  "run.missed",
  "run.needs_input",
  "job.suspended",
];

/** Tells by e-mail, through nodemailer. The same thing has the same `Message-ID`, so that mail programs show it once. */
export function emailNotifier(options: EmailNotifierOptions): Notifier {
  givenMethods("options", options, ["recipient"]);
  const { transport, from, recipient, link, keys = worthAnEmail } = options;
  givenMethods("transport", transport, ["sendMail"]);
  givenText("from", from, 'Give the address that mails come from, such as "Dexter <dexter@example.com>".');
  return {
    notify: async (notification) => {
      if (!keys.includes(notification.key)) return;
      const to = await recipient(notification);
      if (to === undefined) return;
      const { title, body } = wordsOf(notification, to.locale);
      const where = link?.(notification);
      const domain = /@([\w.-]+)/.exec(from)?.[1] ?? "localhost";
      const id = createHash("sha256").update(notification.dedupeKey).digest("hex").slice(0, 32);
      await transport.sendMail({
        from,
        to: to.address,
        // A name with a line break in it would be a header of its own.
        subject: `${title}: ${body}`.replaceAll(/[\r\n]+/g, " "),
        text: [`${title}: ${body}.`, ...(where === undefined ? [] : ["", where])].join("\n"),
        messageId: `<${id}@${domain}>`,
        headers: { "Auto-Submitted": "auto-generated" },
      });
    },
  };
}
