/**
 * The one way from the page to the core. Two hosts serve the same command
 * table: the window (Tauri) and the loopback host of the browser tests (HTTP).
 */
import type { Changed, Commands } from "./generated/commands";

/** Why a command did not do what was asked: a stable code and its facts. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly facts: Record<string, string> = {},
  ) {
    super(code);
    this.name = "Refused";
  }
}

type Reply = { ok?: unknown; error?: { code: string; facts?: Record<string, string> } };
type Listener = (words: ReadonlySet<Changed>) => void;

type Internals = {
  invoke(command: string, args: unknown): Promise<unknown>;
  transformCallback(callback: (event: { payload: unknown }) => void): number;
};

type Host = {
  ask(name: string, request: unknown): Promise<Reply>;
  listen(heard: (words: Changed[]) => void): void;
};

/** Wait after a lost connection to the loopback host, in milliseconds. */
const RETRY_MS = 1000;

function windowHost(internals: Internals): Host {
  return {
    ask: async (name, request) => (await internals.invoke("call", { name, request })) as Reply,
    listen(heard) {
      const handler = internals.transformCallback((event) => heard(event.payload as Changed[]));
      void internals.invoke("plugin:event|listen", { event: "changed", target: { kind: "Any" }, handler });
    },
  };
}

function loopbackHost(): Host {
  return {
    async ask(name, request) {
      const answer = await fetch(`/call/${name}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(request),
      });
      return (await answer.json()) as Reply;
    },
    listen(heard) {
      void follow(heard);
    },
  };
}

async function follow(heard: (words: Changed[]) => void): Promise<never> {
  let since = 0;
  for (;;) {
    try {
      const answer = await fetch(`/changes?since=${since}`);
      if (!answer.ok) throw new Error(String(answer.status));
      const news = (await answer.json()) as { next: number; changed: Changed[] };
      since = news.next;
      if (news.changed.length > 0) heard(news.changed);
    } catch {
      await new Promise((done) => setTimeout(done, RETRY_MS));
    }
  }
}

function chooseHost(): Host {
  const internals = (globalThis as { __TAURI_INTERNALS__?: Internals }).__TAURI_INTERNALS__;
  return internals ? windowHost(internals) : loopbackHost();
}

const host = chooseHost();
const listeners = new Set<Listener>();
const witnesses = new Set<(answer: unknown) => void>();

/** Asks one command. Throws {@link Refused} with the code when it is refused. */
export async function call<Name extends keyof Commands>(
  name: Name,
  request: Commands[Name]["request"],
): Promise<Commands[Name]["answer"]> {
  let reply: Reply;
  try {
    reply = await host.ask(name, request);
  } catch (cause) {
    throw new Refused("host-unreachable", { detail: String(cause) });
  }
  if (reply.error) throw new Refused(reply.error.code, reply.error.facts ?? {});
  for (const see of witnesses) see(reply.ok);
  return reply.ok as Commands[Name]["answer"];
}

/** Hears which words changed; the answer stops listening. */
export function onChanged(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Sees every answer that passes, such as the directory of people that were named. */
export function onAnswer(see: (answer: unknown) => void): void {
  witnesses.add(see);
}

/** While something is done many times, its changes are gathered here and told once. */
let gathering = 0;
let gathered = new Set<Changed>();

function tellListeners(words: ReadonlySet<Changed>): void {
  for (const listener of [...listeners]) listener(words);
}

/** Does many things without showing the page anew for each; what changed is told at the end. */
export async function quietly<Answer>(run: () => Promise<Answer>): Promise<Answer> {
  gathering += 1;
  try {
    return await run();
  } finally {
    gathering -= 1;
    if (gathering === 0 && gathered.size > 0) {
      const words = gathered;
      gathered = new Set();
      tellListeners(words);
    }
  }
}

/** Starts listening for changes; once, from main. */
export function startListening(): void {
  host.listen((words) => {
    if (gathering === 0) return tellListeners(new Set(words));
    for (const word of words) gathered.add(word);
  });
}
