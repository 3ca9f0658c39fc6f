import type { Bell, Concurrency, Queue } from "../ports/queue.ts";

/** What the contract needs of a test runner; vitest and node:test both fit. */
interface TestRunner {
  describe: (title: string, body: () => void) => unknown;
  it: (title: string, body: () => Promise<void>) => unknown;
}

/** How a queue is made for its contract. */
export interface QueueContract extends TestRunner {
  /** A queue that nobody else listens to; called for each test. */
  create: () => Queue | Promise<Queue>;
  /** How long a bell may take to be heard. Two seconds unless set. */
  patienceMs?: number;
  /** What the queue says of itself by this name; a title says so where it cannot. True unless set. */
  canTellOwnersApart?: boolean;
  /** Whether the queue outlives the process, and can say how many bells wait. */
  isShared?: boolean;
}

const aBell = (runId: string, fields: Partial<Bell> = {}): Bell => ({
  runId,
  owner: "owner-1",
  factory: "factory-1",
  priority: 0,
  ...fields,
});

/**
 * The promises of the port `Queue`, as tests: what every adapter keeps, however bells travel in it.
 *
 * @example
 * describeQueue("local", { describe, it, create: () => localQueue() });
 */
export function describeQueue(name: string, contract: QueueContract): void {
  const { describe, it, create, patienceMs = 2_000, canTellOwnersApart = true, isShared = false } = contract;
  const ten: Concurrency = { total: 10, perOwner: 10, perFactory: 10 };

  describe(`the queue ${name}`, () => {
    it("calls the listener for each bell, with its run", async () => {
      await using(create, async (queue) => {
        const heard: string[] = [];
        const stop = await queue.listen(async (runId) => void heard.push(runId), ten);
        await queue.ring([aBell("run-1"), aBell("run-2"), aBell("run-3")]);
        await until(() => heard.length >= 3, patienceMs);
        same(heard.toSorted(), ["run-1", "run-2", "run-3"]);
        await stop();
      });
    });

    it("keeps bells that rang before anybody listened", async () => {
      await using(create, async (queue) => {
        const heard: string[] = [];
        await queue.ring([aBell("run-1")]);
        const stop = await queue.listen(async (runId) => void heard.push(runId), ten);
        await until(() => heard.length >= 1, patienceMs);
        same(heard, ["run-1"]);
        await stop();
      });
    });

    it("hears the bell of a run again once the first one was answered", async () => {
      await using(create, async (queue) => {
        let heard = 0;
        const stop = await queue.listen(async () => void (heard += 1), ten);
        await queue.ring([aBell("run-1")]);
        await until(() => heard === 1, patienceMs);
        await queue.ring([aBell("run-1")]);
        await until(() => heard === 2, patienceMs);
        same(heard, 2);
        await stop();
      });
    });

    it("answers no more bells at a time than it may", async () => {
      await using(create, async (queue) => {
        const gates: (() => void)[] = [];
        let going = 0;
        let most = 0;
        const onBell = async () => {
          most = Math.max(most, (going += 1));
          await new Promise<void>((resolve) => void gates.push(resolve));
          going -= 1;
        };
        const stop = await queue.listen(onBell, { total: 2, perOwner: 2, perFactory: 2 });
        await queue.ring([1, 2, 3, 4].map((n) => aBell(`run-${n}`)));
        await until(() => going === 2, patienceMs);
        for (let answered = 0; answered < 4; answered += 1) {
          await until(() => gates.length > answered, patienceMs);
          gates[answered]?.();
        }
        same(most, 2);
        await stop();
      });
    });

    it("goes on after a listener that threw", async () => {
      await using(create, async (queue) => {
        const heard: string[] = [];
        const onBell = async (runId: string) => {
          heard.push(runId);
          if (runId === "run-1") throw new Error("no");
        };
        const stop = await queue.listen(onBell, { total: 1, perOwner: 1, perFactory: 1 });
        await queue.ring([aBell("run-1"), aBell("run-2")]);
        await until(() => heard.includes("run-2"), patienceMs);
        await stop();
      });
    });

    it("stops once the bells that were taken are answered, and takes no more", async () => {
      await using(create, async (queue) => {
        const gates: (() => void)[] = [];
        let isAnswered = false;
        const onBell = async () => {
          await new Promise<void>((resolve) => void gates.push(resolve));
          isAnswered = true;
        };
        const stop = await queue.listen(onBell, { total: 1, perOwner: 1, perFactory: 1 });
        await queue.ring([aBell("run-1"), aBell("run-2")]);
        await until(() => gates.length > 0, patienceMs);
        const stopped = stop();
        gates[0]?.();
        await stopped;
        same(isAnswered, true);
        same(gates.length, 1);
      });
    });

    it("never has more answered at a time than one owner or one factory may have", async () => {
      await using(create, async (queue) => {
        const gates: (() => void)[] = [];
        const going = new Map<string, number>();
        let most = 0;
        const onBell = async (runId: string) => {
          const owner = ownerOf(runId);
          going.set(owner, (going.get(owner) ?? 0) + 1);
          most = Math.max(most, going.get(owner) ?? 0);
          await new Promise<void>((resolve) => void gates.push(resolve));
          going.set(owner, (going.get(owner) ?? 0) - 1);
        };
        const stop = await queue.listen(onBell, { total: 10, perOwner: 2, perFactory: 1 });
        const bells = ["a1", "a2", "a3", "a4", "b1"].map((runId, index) =>
          aBell(runId, { owner: ownerOf(runId), factory: `factory-${index < 2 ? 0 : index}` }),
        );
        await queue.ring(bells);
        // Two of owner a, since the first two are of one factory; and the one of owner b, who waits for nobody.
        await until(() => going.get("a") === 2 && going.get("b") === 1, patienceMs);
        for (let answered = 0; answered < bells.length; answered += 1) {
          await until(() => gates.length > answered, patienceMs);
          gates[answered]?.();
        }
        same(most, 2);
        await stop();
      });
    });

    if (isShared) {
      it("keeps what a listener that stopped had taken and not begun for the next one", async () => {
        await using(create, async (queue) => {
          const heard: string[] = [];
          const gates: (() => void)[] = [];
          const first = await queue.listen(
            (runId) => new Promise<void>((resolve) => void (heard.push(runId), gates.push(resolve))),
            { total: 1, perOwner: 1, perFactory: 1 },
          );
          const bells = Array.from({ length: 60 }, (_, index) => aBell(`run-${index}`));
          await queue.ring(bells);
          await until(() => heard.length === 1, patienceMs);
          const stopped = first();
          for (const open of gates) open();
          await stopped;
          const second = await queue.listen(async (runId) => void heard.push(runId), ten);
          await until(() => new Set(heard).size === bells.length, patienceMs);
          await second();
        });
      });

      it("says about how many bells wait", async () => {
        await using(create, async (queue) => {
          same(await queue.waiting?.(), 0);
          await queue.ring([1, 2, 3, 4].map((n) => aBell(`run-${n}`)));
          same(((await queue.waiting?.()) ?? 0) > 0, true);
          let heard = 0;
          const stop = await queue.listen(async () => void (heard += 1), ten);
          await until(() => heard === 4, patienceMs);
          same(await queue.waiting?.(), 0);
          await stop();
        });
      });
    }

    it(`says that it ${canTellOwnersApart ? "can" : "cannot"} tell owners apart`, async () => {
      await using(create, async (queue) => same(queue.canTellOwnersApart, canTellOwnersApart));
    });

    const title = canTellOwnersApart
      ? "lets owners take turns, however many bells one of them has"
      : "does not let owners take turns, and hears the bells of all of them in the end";
    it(title, async () => {
      await using(create, async (queue) => {
        const heard: string[] = [];
        const many = [1, 2, 3, 4, 5].map((n) => aBell(`a${n}`, { owner: "a" }));
        await queue.ring([...many, aBell("b1", { owner: "b" })]);
        const stop = await queue.listen(async (runId) => void heard.push(runId), {
          total: 1,
          perOwner: 1,
          perFactory: 1,
        });
        await until(() => heard.length >= 6, patienceMs);
        if (canTellOwnersApart) same(heard.indexOf("b1") < 3, true);
        else same(heard.toSorted(), ["a1", "a2", "a3", "a4", "a5", "b1"]);
        await stop();
      });
    });
  });
}

const ownerOf = (runId: string) => runId.slice(0, 1);

async function using(create: QueueContract["create"], body: (queue: Queue) => Promise<void>): Promise<void> {
  const queue = await create();
  try {
    await body(queue);
  } finally {
    await queue.close?.();
  }
}

/** Waits for a fact, and says so when it does not come. */
async function until(isTrue: () => boolean, patienceMs: number): Promise<void> {
  const endsAt = Date.now() + patienceMs;
  while (!isTrue()) {
    if (Date.now() > endsAt) throw new Error(`waited ${patienceMs} ms in vain for ${isTrue.toString()}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}

function same(actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) === JSON.stringify(expected)) return;
  throw new Error(`expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
}
