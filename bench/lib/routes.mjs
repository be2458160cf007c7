// 10,000 routes in 500 files: start, memory, what a look-up costs beside ten routes, and one file that changes.
import {mkdirSync, renameSync, writeFileSync} from 'node:fs';
import {request} from 'node:http';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {startPenstock} from './gateways.mjs';
import {checkAnswer, get, wrk} from './load.mjs';
import {cpuMicros, peakMiB, stop, usedHeapMiB} from './processes.mjs';
import {fact} from './report.mjs';

const PER_FILE = 20;
const WATCHED_MILLIS = 10_000;

export async function routes(site, options) {
  const [many, ten] = [write(site, 'many', 500, PER_FILE), write(site, 'ten', 1, 10)];
  const running = [];
  try {
    await stop((await startPenstock(site, ten)).process);   // may build
    const before = performance.now();
    many.gateway = await startPenstock(site, many);
    const ready = performance.now() - before;
    running.push(many.gateway);
    const [used, peak] = [usedHeapMiB(many.gateway.process), peakMiB(many.gateway.process)];
    ten.gateway = await startPenstock(site, ten);
    running.push(ten.gateway);
    return [
      fact('10,000 routes: start to ready', 'ms', [ready]),
      fact('10,000 routes: live heap', 'MiB', [used]),
      fact('10,000 routes: peak RSS at ready', 'MiB', [peak]),
      fact('10,000 routes: a request to ten of them, x of ten routes', 'x', await match(site, many, ten, ten.paths, options)),
      fact('10,000 routes: a request to 5,000 of them in turn, x of ten routes', 'x', await match(site, many, ten, many.paths, options)),
      ...await changes(many, options),
    ];
  } finally {
    for (const gateway of running) await stop(gateway.process);
  }
}

/** Every other route answers by itself: those are asked, so that no upstream hides the cost of the look-up. */
function write(site, name, files, perFile) {
  const folder = join(site.work, `${name}-routes`);
  mkdirSync(join(folder, 'upstreams'), {recursive: true});
  writeFileSync(join(folder, 'upstreams', 'backend.yaml'), `targets: ${site.backend}\n`);
  const paths = [];
  for (let file = 0; file < files; file++) {
    writeFileSync(join(folder, `api${file}.yaml`), api(file, perFile, 'first'));
    for (let route = 0; route < perFile; route += 2) paths.push(`/area${file}/things${route}/7`);
  }
  writeFileSync(join(folder, 'paths'), `${paths.join('\n')}\n`);
  return {
    name, folder, paths: join(folder, 'paths'),
    settings: {pipelines: folder, 'event-loops': 1, telemetry: {'access-log': 'off'}},
  };
}

function api(file, perFile, revision) {
  const lines = [`api: api${file}`, `path: /area${file}`, 'routes:'];
  for (let route = 0; route < perFile; route++) {
    const last = route % 2 ? '{upstream: backend}' : '{respond: {status: 200, body: {id: "${path.id}"}}}';
    lines.push(`  - name: r${route}`, `    match: GET /things${route}/{id}`,
      `    steps: [{headers: {response: {set: {x-revision: ${revision}}}}}, ${last}]`);
  }
  return `${lines.join('\n')}\n`;
}

/** @param paths what the many routes are asked for; in turn over thousands of routes, memory is cold as well */
async function match(site, many, ten, paths, options) {
  const load = async ({gateway: {port, process}}, paths, seconds) => {
    const row = {path: '/area0/things0/7', requests: paths, expected: {id: '7'}};
    const length = await checkAnswer(row, port);
    const before = cpuMicros(process);
    const {answers} = await wrk({row, port, length, seconds, connections: options.connections, log: join(site.work, 'load.log')});
    return (cpuMicros(process) - before) / answers;
  };
  await load(many, paths, options.warm);
  await load(ten, ten.paths, options.warm);
  const ratios = [];
  for (let round = 0; round < options.rounds; round++) {
    ratios.push(await load(many, paths, options.seconds) / await load(ten, ten.paths, options.seconds));
  }
  return ratios;
}

/** Told by POST /reload, and found by the watch; meanwhile another route of the file is asked all the time. */
async function changes({folder, gateway}, options) {
  const asked = neighbour(gateway.port);
  const [told, found] = [[], []];
  for (let round = 0; round < options.rounds; round++) {
    for (const [millis, tells] of [[told, true], [found, false]]) {
      const revision = `${tells ? 'told' : 'found'}${round}`;
      const file = join(folder, 'api250.yaml');
      writeFileSync(`${file}.new`, api(250, PER_FILE, revision));
      renameSync(`${file}.new`, file);
      const before = performance.now();
      if (tells) await post(gateway.adminPort, '/reload');
      await seen(gateway.port, revision);
      millis.push(performance.now() - before);
    }
  }
  const lost = await asked.end();
  return [
    fact('10,000 routes: one file changed, told by POST /reload', 'ms', told),
    fact('10,000 routes: one file changed, found by the watch', 'ms', found),
    fact('10,000 routes: requests lost meanwhile', 'requests', [lost]),
  ];
}

async function seen(port, revision) {
  const end = performance.now() + WATCHED_MILLIS;
  while ((await get(port, '/area250/things0/7')).headers['x-revision'] !== revision) {
    if (performance.now() > end) throw new Error(`the change ${revision} is not served after ${WATCHED_MILLIS} ms`);
    await sleep(2);
  }
}

function neighbour(port) {
  let [lost, going] = [0, true];
  const asking = (async () => {
    while (going) {
      const answer = await get(port, '/area250/things1/7').catch(() => ({status: 0}));
      if (answer.status !== 404 || answer.headers['x-revision'] === undefined) lost++;   // the backend's own 404
      await sleep(1);
    }
    return lost;
  })();
  return {end: () => {
    going = false;
    return asking;
  }};
}

function post(port, path) {
  return new Promise((resolve, reject) => {
    const call = request({host: '127.0.0.1', port, path, method: 'POST', agent: false}, (answer) => {
      answer.resume();
      answer.on('end', () => answer.statusCode === 200 ? resolve() : reject(new Error(`${path} answered ${answer.statusCode}`)));
    });
    call.on('error', reject);
    call.end();
  });
}
