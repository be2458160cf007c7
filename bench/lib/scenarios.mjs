// What is no row of requests per gateway. Each gives facts: `{what, unit, median, min, max, rounds}`.
import {join} from 'node:path';
import {cases200, plugins} from './authoring.mjs';
import {bulk} from './bulk.mjs';
import {entries, herd, levels} from './caching.mjs';
import {startPenstock, startSpring} from './gateways.mjs';
import {hooks, soak} from './hooks.mjs';
import {idle} from './idle.mjs';
import {joins} from './joins.mjs';
import {stop} from './processes.mjs';
import {fact} from './report.mjs';
import {routes} from './routes.mjs';
import {root} from './site.mjs';

export const scenarios = {start, routes, bulk, idle, herd, entries, levels, joins, hooks, soak, cases: cases200, plugins};

/** From the start of the process to the first good answer. */
async function start(site, options) {
  const ways = {
    penstock: () => startPenstock(site, {settings: {pipelines: join(root, 'pipelines'), telemetry: {'access-log': 'off'}}}),
    scg: () => startSpring(site, 'default'),
  };
  const facts = [];
  for (const name of options.gateways.filter((each) => ways[each])) {
    const millis = [];
    for (let round = 0; round <= options.rounds; round++) {
      const before = performance.now();
      const gateway = await ways[name]();
      if (round > 0) millis.push(performance.now() - before);   // the first may build
      await stop(gateway.process);
    }
    facts.push(fact(`start to ready, ${name}`, 'ms', millis));
  }
  return facts;
}
