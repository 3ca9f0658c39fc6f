import { connect, createServer, type Socket } from "node:net";

/** A line to a server that somebody cuts again and again. */
export interface CutLine {
  port: number;
  /** How many connections were cut, and how many were refused while the line was down. */
  counts: { cut: number; refused: number };
  /** From now on the line holds. */
  mend(): void;
  close(): Promise<void>;
}

/** A line to `target` that is down for the first `downMs` of every `everyMs`: what is open breaks, and nothing new gets through. */
export async function cutLine(
  target: { host: string; port: number },
  downMs: number,
  everyMs: number,
): Promise<CutLine> {
  const open = new Set<Socket>();
  const counts = { cut: 0, refused: 0 };
  let isDown = false;
  const server = createServer((near) => {
    near.on("error", () => {});
    if (isDown) {
      counts.refused += 1;
      near.destroy();
      return;
    }
    const far = connect(target);
    far.on("error", () => near.destroy());
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on("close", () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  let up: NodeJS.Timeout | undefined;
  const cut = (): void => {
    isDown = true;
    counts.cut += open.size / 2;
    for (const socket of open) socket.destroy();
    up = setTimeout(() => (isDown = false), downMs);
  };
  const cutting = setInterval(cut, everyMs);
  const mend = (): void => {
    clearInterval(cutting);
    clearTimeout(up);
    isDown = false;
  };
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return {
    port: address.port,
    counts,
    mend,
    close: async () => {
      mend();
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
