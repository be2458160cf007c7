// Joins over a backend that takes its time: what they add to the slowest call, how many calls run at once, what they hold.
import {mkdirSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {startPenstock} from './gateways.mjs';
import {get} from './load.mjs';
import {peakMiB, stop, usedHeapMiB} from './processes.mjs';
import {fact} from './report.mjs';

const ASKED = 200;
const GAP = 20;   // ms: 50 requests a second, of each kind
const ITEMS = 50;
const IN_FLIGHT = 2000;

export async function joins(site) {
  const backend = slowBackend();
  await new Promise((resolve) => backend.server.listen(0, '127.0.0.1', 4096, resolve));
  const settings = {pipelines: write(site, backend.server.address().port), 'event-loops': 1, telemetry: {'access-log': 'off'}};
  const gateway = await startPenstock(site, {settings, java: '-Xmx256m'});
  try {
    return [...await added(gateway), ...await each(gateway, backend), ...await held(gateway, backend)];
  } finally {
    await stop(gateway.process);
    backend.server.close();
    backend.server.closeAllConnections();
  }
}

/** `/after/<ms>/…` answers then, `/held` when it is told to; it counts those under way. */
function slowBackend() {
  const backend = {flying: 0, most: 0, held: []};
  const text = JSON.stringify({id: 7, filler: 'x'.repeat(1000)});
  backend.server = createServer((call, answer) => {
    backend.most = Math.max(backend.most, ++backend.flying);
    const send = () => {
      backend.flying--;
      answer.setHeader('content-type', 'application/json');
      answer.end(text);
    };
    const [, kind, millis] = call.url.split('/');
    if (kind === 'after') setTimeout(send, Number(millis));
    else backend.held.push(send);
  });
  return backend;
}

function write(site, port) {
  const folder = join(site.work, 'joins-pipelines');
  mkdirSync(folder, {recursive: true});
  const three = (path) => `{a: {get: ${path('10')}, from: b}, b: {get: ${path('20')}, from: b}, c: {get: ${path('40')}, from: b}}`;
  writeFileSync(join(folder, 'joins.yaml'), [
    'api: joins', `upstreams: {b: {targets: "http://127.0.0.1:${port}", max-connections: 10000, timeout: 60s}}`, 'routes:',
    '  - {name: alone, match: GET /alone, steps: [{rewrite: {path: /after/40}}, {upstream: b}]}',
    `  - {name: three, match: GET /three, steps: [{aggregate: {calls: ${three((millis) => `/after/${millis}`)}}}]}`,
    `  - {name: each, match: GET /each, steps: [{aggregate: {calls: {items: {for-each: "\${[${Array.from({length: ITEMS}, (none, at) => at)}]}",`
      + ' get: "/after/20/${item}", from: b, max-parallel: 8}}}}]}',
    `  - {name: held, match: GET /held, deadline: 60s, steps: [{aggregate: {calls: ${three(() => '/held')}}}]}\n`].join('\n'));
  return folder;
}

/** The three calls take 10, 20 and 40 ms; beside them the slowest alone, by the same gateway, both at a fixed rate. */
async function added({port}) {
  const times = {three: [], alone: []};
  for (let at = 0; at < 2 * ASKED; at++) await timed(port, at % 2 ? 'three' : 'alone');   // warms
  const asked = [];
  const begin = performance.now();
  for (let at = 0; at < 2 * ASKED; at++) {
    const name = at % 2 ? 'three' : 'alone';
    await sleep(Math.max(0, begin + at * GAP / 2 - performance.now()));
    asked.push(timed(port, name).then((millis) => times[name].push(millis)));
  }
  await Promise.all(asked);
  return [
    fact(`calls of 10, 20 and 40 ms joined, ${1000 / GAP} a second`, 'ms', times.three),
    fact('the slowest of them alone, by `upstream`', 'ms', times.alone),
  ];
}

async function timed(port, name) {
  const before = performance.now();
  const {status} = await get(port, `/${name}`);
  if (status !== 200) throw new Error(`/${name} answered ${status}`);
  return performance.now() - before;
}

async function each({port}, backend) {
  backend.most = 0;
  const before = performance.now();
  const {status} = await get(port, '/each');
  if (status !== 200) throw new Error(`/each answered ${status}`);
  return [
    fact(`for-each of ${ITEMS} calls of 20 ms with max-parallel 8: most in flight`, 'calls', [backend.most]),
    fact(`for-each of ${ITEMS} calls of 20 ms with max-parallel 8`, 'ms', [performance.now() - before]),
  ];
}

async function held({port, process}, backend) {
  const before = usedHeapMiB(process);
  const answers = Array.from({length: IN_FLIGHT}, () => get(port, '/held'));
  const end = performance.now() + 30_000;
  while (backend.held.length < 3 * IN_FLIGHT) {
    if (performance.now() > end) throw new Error(`${backend.held.length} of ${3 * IN_FLIGHT} calls have come`);
    await sleep(5);
  }
  const used = usedHeapMiB(process);
  backend.held.splice(0).forEach((send) => send());
  const wrong = (await Promise.all(answers)).filter(({status}) => status !== 200).length;
  if (wrong) throw new Error(`${wrong} of ${IN_FLIGHT} joins failed`);
  return [
    fact(`${IN_FLIGHT} joins in flight: live heap added, of -Xmx256m`, 'MiB', [used - before]),
    fact('and the most memory that was resident', 'MiB', [peakMiB(process)]),
  ];
}
