// What the cache does beside hits: many clients on a cold key, a million entries, two gateways with one Redis.
import {connect} from 'node:net';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {startPenstock} from './gateways.mjs';
import {get} from './load.mjs';
import {stop, usedHeapMiB} from './processes.mjs';
import {fact} from './report.mjs';
import {bench, startRedis} from './site.mjs';

const HERD = 300;
const ENTRIES = 1_000_000;
const SHARED = 200;
const AT_ONCE = 32;
/** Two gateways share what is asked of one host. */
const SAME = {host: 'bench'};

const settings = {pipelines: join(bench, 'pipelines'), 'event-loops': 1, telemetry: {'access-log': 'off'}};

/** 300 clients ask for what is not stored yet. */
export async function herd(site, options) {
  const gateway = await startPenstock(site, {settings});
  try {
    const fetches = [];
    for (let round = 0; round < options.rounds; round++) {
      fetches.push(await calls(site, async () => {
        const answers = await Promise.all(Array.from({length: HERD}, () => get(gateway.port, `/small/herd${round}`)));
        if (answers.some(({status}) => status !== 200)) throw new Error('an answer was not 200');
      }));
    }
    return [fact(`${HERD} clients on one cold key: fetches`, 'calls', fetches)];
  } finally {
    await stop(gateway.process);
  }
}

/** What a million small entries take of the heap, beside the bytes that a client reads of them. */
export async function entries(site) {
  const gateway = await startPenstock(site, {settings: {...settings, cache: {memory: '2GiB'}}, java: '-Xmx3g'});
  try {
    const {length} = await fill(gateway.port, 0, 1000);
    const before = usedHeapMiB(gateway.process);
    await fill(gateway.port, 1000, ENTRIES);
    const added = usedHeapMiB(gateway.process) - before;
    const again = await calls(site, () => fill(gateway.port, 1000, 2000)) + await calls(site, () => fill(gateway.port, ENTRIES - 1000, ENTRIES));
    if (again > 0) throw new Error(`${again} of 2,000 entries were not stored`);
    const bytes = ENTRIES * (length + '/small/'.length) / 2 ** 20;
    return [
      fact('1,000,000 small entries: live heap', 'MiB', [added]),
      fact('1,000,000 small entries: their keys, heads and bodies', 'MiB', [bytes]),
      fact('1,000,000 small entries: heap, x their bytes', 'x', [added / bytes]),
    ];
  } finally {
    await stop(gateway.process);
  }
}

/** Keep-alive connections that ask for one number after the other; the length of the last answer, head included. */
async function fill(port, from, to) {
  let next = from;
  let length = 0;
  const one = () => new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', ask);
    let [need, text] = [0, ''];
    function ask() {
      if (next >= to) {
        socket.end();
        resolve();
        return;
      }
      [need, text] = [0, ''];
      socket.write(`GET /small/${next++} HTTP/1.1\r\nhost: bench\r\n\r\n`);
    }
    socket.setEncoding('latin1');
    socket.on('error', reject);
    socket.on('data', (part) => {
      text += part;
      const head = text.indexOf('\r\n\r\n');
      if (need === 0 && head > 0) {
        if (!text.startsWith('HTTP/1.1 200')) reject(new Error(text.slice(0, 200)));
        need = head + 4 + Number(/^content-length: (\d+)/im.exec(text)[1]);
      }
      if (need > 0 && text.length >= need) {
        length = need;
        ask();
      }
    });
  });
  await Promise.all(Array.from({length: AT_ONCE}, one));
  return {length};
}

/** What one gateway has stored, asked of another that shares its Redis. */
export async function levels(site) {
  const redis = await startRedis(site);
  const running = [redis];
  try {
    const shared = {...settings, redis: {url: redis.url}};
    const [first, second] = [await startPenstock(site, {settings: shared, name: 'first'}), await startPenstock(site, {settings: shared, name: 'second'})];
    running.push(first, second);
    const [millis, own] = [[], []];
    for (let key = 0; key < 2 * SHARED; key++) {
      const path = `/small/shared${key}`;
      await get(first.port, path, SAME);
      await sleep(50);   // it is stored behind the answer
      const before = performance.now();
      const {headers} = await get(second.port, path, SAME);
      if (key < SHARED) continue;   // the first half warms
      millis.push(performance.now() - before);
      if (!headers['cache-status'].includes('hit')) throw new Error(`${path} was fetched again: ${headers['cache-status']}`);
      const between = performance.now();
      await get(second.port, path, SAME);
      own.push(performance.now() - between);
    }
    return [fact('first hit of a second gateway, by Redis', 'ms', millis), fact('the same from its own memory', 'ms', own)];
  } finally {
    for (const each of running.reverse()) await stop(each.process);
  }
}

/** How many calls of the backend this work makes. */
async function calls(site, work) {
  const counted = async () => Number(/^ \d+ \d+ (\d+)/m.exec((await get(site.backendPort, '/status')).body)[1]);
  const before = await counted();
  await work();
  return await counted() - before - 1;   // the question counts as well
}
