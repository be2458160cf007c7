// 1 GiB down and up, with a heap of 128 MiB: CPU time for each MiB, and memory.
import {mkdirSync, writeFileSync} from 'node:fs';
import {createServer, request} from 'node:http';
import {join} from 'node:path';
import {startPenstock} from './gateways.mjs';
import {cpuMicros, peakMiB, stop} from './processes.mjs';
import {fact} from './report.mjs';
import {startNginx} from './site.mjs';

const MIB = 1024;
const BYTES = MIB * 2 ** 20;
const CHUNK = Buffer.alloc(64 * 1024, 'penstock ');

export async function bulk(site, options) {
  const backend = createServer(serve);
  await new Promise((resolve) => backend.listen(0, '127.0.0.1', resolve));
  const {port} = backend.address();
  const folder = join(site.work, 'bulk-pipelines');
  mkdirSync(folder, {recursive: true});
  writeFileSync(join(folder, 'bulk.yaml'), [
    'api: bulk', `upstreams: {bulk: {targets: "http://127.0.0.1:${port}"}}`, 'routes:',
    '  - {name: bulk, match: {path: /bulk}, deadline: none, steps: [{upstream: bulk}]}\n'].join('\n'));
  const settings = {pipelines: folder, 'event-loops': 1, limits: {body: '2GiB'}, telemetry: {'access-log': 'off'}};
  const contenders = {
    penstock: () => startPenstock(site, {settings, java: '-Xmx128m'}),
    nginx: () => startNginx(site, 'bulk', {'backend-port': port}),
  };
  const running = [];
  try {
    for (const name of options.gateways.filter((each) => contenders[each])) {
      running.push({name, down: [], up: [], ...await contenders[name]()});
    }
    for (let round = 0; round <= options.rounds; round++) {
      for (const each of running) {
        for (const way of ['down', 'up']) {
          const before = cpuMicros(each.process);
          await (way === 'down' ? down(each.port) : up(each.port));
          if (round > 0) each[way].push((cpuMicros(each.process) - before) / MIB);   // the first warms
        }
      }
    }
    return facts(running);
  } finally {
    for (const {process} of running) await stop(process);
    backend.close();
  }
}

function facts(running) {
  const [penstock, nginx] = ['penstock', 'nginx'].map((name) => running.find((each) => each.name === name));
  const ratio = (way) => penstock && nginx
    ? [fact(`1 GiB ${way}, CPU per byte, x nginx`, 'x', penstock[way].map((value, at) => value / nginx[way][at]))] : [];
  return [
    ...running.flatMap(({name, down, up, process}) => [
      fact(`1 GiB down, ${name}`, 'us/MiB', down), fact(`1 GiB up, ${name}`, 'us/MiB', up),
      fact(`1 GiB both ways, peak RSS, ${name}`, 'MiB', [peakMiB(process)]),
    ]),
    ...ratio('down'), ...ratio('up'),
  ];
}

function serve(call, answer) {
  if (call.method === 'GET') {
    answer.setHeader('content-length', BYTES);
    pour(answer);
    return;
  }
  counted(call).then((bytes) => answer.end(String(bytes)), () => answer.destroy());
}

async function down(port) {
  const answer = await new Promise((resolve, reject) =>
    request({host: '127.0.0.1', port, path: '/bulk', agent: false}, resolve).on('error', reject).end());
  check('received', await counted(answer));
}

async function up(port) {
  const headers = {'content-length': BYTES};
  const answer = await new Promise((resolve, reject) =>
    pour(request({host: '127.0.0.1', port, path: '/bulk', method: 'POST', headers, agent: false}, resolve).on('error', reject)));
  let text = '';
  for await (const part of answer) text += part;
  check('sent', Number(text));
}

function check(what, bytes) {
  if (bytes !== BYTES) throw new Error(`${bytes} bytes were ${what}, where ${BYTES} were due`);
}

async function counted(stream) {
  let bytes = 0;
  for await (const chunk of stream) bytes += chunk.length;
  return bytes;
}

function pour(out) {
  let left = BYTES / CHUNK.length;
  const more = () => {
    while (left-- > 0) {
      if (!out.write(CHUNK)) {
        out.once('drain', more);
        return;
      }
    }
    out.end();
  };
  more();
}
