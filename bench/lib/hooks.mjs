// Many hooks: what a hundred of them in fifty files add to start and memory; and a few under load for long.
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {startPenstock} from './gateways.mjs';
import {get, wrk} from './load.mjs';
import {rssMiB, stop, usedHeapMiB} from './processes.mjs';
import {fact} from './report.mjs';
import {bench} from './site.mjs';

const FILES = 50;
const CALLS = 40;   // of each route: a hook's first runs are not yet on the event loop
const SLICE = 10;

/** A hundred hooks, no two alike, beside the same routes without any. */
export async function hooks(site) {
  const facts = [];
  const [with100, without] = [write(site, 'hooked', true), write(site, 'unhooked', false)];
  const measured = {};
  await stop((await startPenstock(site, without)).process);   // may build
  for (const folder of [without, with100]) {
    const before = performance.now();
    const gateway = await startPenstock(site, folder);
    try {
      const ready = performance.now() - before;
      for (let call = 0; call < CALLS; call++) await callAll(gateway.port);
      const heap = usedHeapMiB(gateway.process);   // collects: what is resident after it is what is kept
      measured[folder.name] = {ready, heap, rss: rssMiB(gateway.process)};
    } finally {
      await stop(gateway.process);
    }
  }
  const {hooked, unhooked} = measured;
  facts.push(fact('100 hooks in 50 files: start to ready', 'ms', [hooked.ready]));
  facts.push(fact('the same without hooks: start to ready', 'ms', [unhooked.ready]));
  facts.push(fact('100 hooks in 50 files: RSS added', 'MiB', [hooked.rss - unhooked.rss]));
  facts.push(fact('100 hooks in 50 files: live heap added', 'MiB', [hooked.heap - unhooked.heap]));
  return facts;
}

function write(site, name, hooked) {
  const folder = join(site.work, `${name}-pipelines`);
  mkdirSync(join(folder, 'upstreams'), {recursive: true});
  writeFileSync(join(folder, 'upstreams', 'backend.yaml'), `targets: ${site.backend}\n`);
  for (let file = 0; file < FILES; file++) {
    const step = (hook) => hooked ? `{script: ${hook}${file}.js}` : '{headers: {response: {set: {x-hook: none}}}}';
    writeFileSync(join(folder, `api${file}.yaml`), [
      `api: api${file}`, `path: /area${file}`, 'routes:',
      `  - {name: down, match: GET /1k, steps: [${step('down')}, {upstream: backend}]}`,
      `  - {name: up, match: GET /items, steps: [${step('up')}, {upstream: backend}]}`, '',
    ].join('\n'));
    if (!hooked) continue;
    writeFileSync(join(folder, `down${file}.js`),
      `export function onRequest(request) {\n  request.headers.set('x-hook', 'down${file}' + request.headers.get('host'));\n}\n`);
    writeFileSync(join(folder, `up${file}.js`), 'export async function onResponse(response) {\n'
      + `  const {items} = await response.json();\n  return Response.json({file: ${file}, titles: items.map(({title}) => title)});\n}\n`);
  }
  return {name, settings: {pipelines: folder, telemetry: {'access-log': 'off'}}};
}

async function callAll(port) {
  for (let file = 0; file < FILES; file++) {
    for (const path of ['1k', 'items']) {
      const {status} = await get(port, `/area${file}/${path}`);
      if (status !== 200) throw new Error(`/area${file}/${path} is ${status}`);
    }
  }
}

/** Hooks of three kinds side by side, for `--soak` seconds: live heap after the first tenth and at the end. */
export async function soak(site, options) {
  const settings = {pipelines: join(bench, 'pipelines'), 'event-loops': 1, telemetry: {'access-log': 'off'}};
  const gateway = await startPenstock(site, {settings});
  try {
    const rows = await Promise.all(['/hook-request', '/items', '/mixed'].map(async (path) => {
      const row = {path, headers: {'user-agent': 'Bench', 'x-other': 'a', ...(path === '/mixed' ? {cookie: 'sid=1'} : {})}};
      return {row, port: gateway.port, length: (await get(gateway.port, path, row.headers)).body.length};
    }));
    const first = await load(site, rows, options.soak / 10);
    const before = {heap: usedHeapMiB(gateway.process), rss: rssMiB(gateway.process)};
    const rest = await load(site, rows, options.soak * 0.9);
    return [
      fact(`soak of ${options.soak} s: requests`, 'requests', [first + rest]),
      fact('live heap after the first tenth', 'MiB', [before.heap]),
      fact('live heap added from then on', 'MiB', [usedHeapMiB(gateway.process) - before.heap]),
      fact('RSS added from then on', 'MiB', [rssMiB(gateway.process) - before.rss]),
    ];
  } finally {
    await stop(gateway.process);
  }
}

async function load(site, rows, seconds) {
  let answered = 0;
  for (let left = Math.max(1, Math.round(seconds)); left > 0; left -= SLICE) {
    const loads = rows.map((each, at) =>
      wrk({...each, seconds: Math.min(left, SLICE), connections: 8, log: join(site.work, `load${at}.log`)}));
    for (const {answers} of await Promise.all(loads)) answered += answers;
  }
  return answered;
}
