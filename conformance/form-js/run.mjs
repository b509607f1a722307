// Plays forms in form-js: one JSON line in, one JSON line out. README.md says what they hold.

import { createInterface } from 'node:readline';

process.env.TZ ??= 'Asia/Taipei';

const { openPage, stopClock } = await import('./page.mjs');
const { Session } = await import('./session.mjs');

/** The moment at which the clock stands unless a line says another. */
const NOW = '2026-01-05T09:00:00+08:00';

const page = openPage({ whole: process.argv.includes('--whole') });
// Only answers go to the standard output.
for (const name of ['log', 'info', 'debug', 'warn', 'error']) {
  console[name] = () => {};
}

async function play(line) {
  const states = [];
  let session;
  try {
    const { form, data, steps = [], now = NOW } = JSON.parse(line);
    stopClock(now);
    session = await Session.open(page, form, data);
    states.push(session.state());
    for (const step of steps) {
      const refused = session.step(step);
      states.push(refused ? { ...session.state(), refused } : session.state());
    }
    return { states };
  } catch (error) {
    const { message } = error;
    return states.length === 0 ? { error: message } : { states, error: message };
  } finally {
    session?.close();
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() !== '') {
    process.stdout.write(`${JSON.stringify(await play(line))}\n`);
  }
}
