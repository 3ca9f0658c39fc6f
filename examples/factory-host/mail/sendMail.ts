import { access, mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";

/** A file that goes with a mail. */
interface Attachment {
  name: string;
  mediaType: string;
  content: Uint8Array;
}
export interface Mail {
  to: readonly string[];
  subject: string;
  text: string;
  attachments: readonly Attachment[];
  /** The same mail has the same key, however often it is tried. */
  idempotencyKey: string;
  date: Date;
}
export interface MailSettings {
  from: string;
  /** Where every mail is kept as an .eml file; also where it ends up without a server. */
  outbox: string;
  /** `smtp://user:password@host:port`; without it nothing leaves the machine. */
  smtpUrl?: string | undefined;
}
/** What became of a mail. */
export interface Delivery {
  delivered: "smtp" | "outbox";
  /** The copy in the outbox. */
  file: string;
  messageId: string;
  /** Whether an earlier attempt had sent it already. */
  isRepeated: boolean;
}

/**
 * Sends a mail by SMTP, or puts it into the outbox where there is no server.
 *
 * A mail whose key is in the outbox was sent and is not sent again. The message id follows from the key, so that a mail
 * server that got it twice all the same can tell.
 *
 * @throws what the server answers; nothing is kept then
 */
export async function sendMail(mail: Mail, settings: MailSettings): Promise<Delivery> {
  await mkdir(settings.outbox, { recursive: true });
  const name = mail.idempotencyKey.replaceAll(/[^\w.-]/g, "_");
  const file = join(settings.outbox, `${name}.eml`);
  const messageId = `<${name}@factory-host>`;
  const delivered = settings.smtpUrl === undefined ? "outbox" : "smtp";
  if (await exists(file)) return { delivered, file, messageId, isRepeated: true };
  const letter = await createTransport({ streamTransport: true, buffer: true, newline: "windows" }).sendMail({
    from: settings.from,
    to: [...mail.to],
    subject: mail.subject,
    text: mail.text,
    date: mail.date,
    messageId,
    attachments: mail.attachments.map((attachment) => ({
      filename: attachment.name,
      contentType: attachment.mediaType,
      content: Buffer.from(attachment.content),
    })),
  });
  const raw = letter.message as Buffer;
  if (settings.smtpUrl !== undefined) {
    const server = createTransport(settings.smtpUrl);
    await server.sendMail({ envelope: { from: settings.from, to: [...mail.to] }, raw });
    server.close();
  }
  const draft = `${file}.${process.pid}.new`;
  await writeFile(draft, raw);
  await rename(draft, file);
  return { delivered, file, messageId, isRepeated: false };
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
