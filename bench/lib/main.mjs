// bench/run: every row with its gateways side by side, in turn.
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {gateways} from './gateways.mjs';
import {checkAnswer, get, latencies, wrk} from './load.mjs';
import {cpuMicros, killAll, peakMiB, stop} from './processes.mjs';
import {percentile, save, setting, summarize, table} from './report.mjs';
import {rows} from './rows.mjs';
import {scenarios} from './scenarios.mjs';
import {openSite, root, startRedis} from './site.mjs';

const WARM_REQUESTS = 200_000;
const HELP = `bench/run [options]
  --rounds N       rounds of A B C, A B C, ... (5)
  --seconds N      full load for each gateway in each round (5)
  --warm N         seconds of warm-up at most; it ends sooner at ${WARM_REQUESTS} requests (30)
  --rows a,b       of plain, steps, logged, balanced, tls, tls-jdk, handshake, handshake-jdk, jwt, jwt-new,
                   quota, quota-redis, hook-request, hook-response, cache, cache-large, join,
                   start, routes, bulk, idle, herd, entries, levels, joins, hooks,
                   soak, cases, plugins (all)
  --gateways a,b   of penstock, nginx, scg (all)
  --connections N  keep-alive connections (32)
  --rate N         requests a second while latency is measured, for 2 s in each round; 0: not at all (1000)
  --soak N         seconds that the scenario soak takes (600)
  --java HOME      the JDK of Penstock's gateways (that of JAVA_HOME, else java)
  --js-jit         run them with --js-jit`;

process.on('exit', killAll);
for (const [signal, number] of [['SIGHUP', 1], ['SIGINT', 2], ['SIGTERM', 15]]) {
  process.on(signal, () => process.exit(128 + number));
}

const options = readOptions();
const site = {...await openSite(), java: options.java, flags: options.jsJit ? ['--js-jit'] : []};
const all = rows(site.token);
const results = {...setting(options.java), options, rows: []};
limitTime();

for (const row of all.filter(({name}) => options.rows.includes(name))) {
  console.error(`row ${row.name}`);
  results.rows.push({name: row.name, ...await measure(row).catch(failure)});
}
for (const [name, scenario] of Object.entries(scenarios).filter(([each]) => options.rows.includes(each))) {
  console.error(`scenario ${name}`);
  results.rows.push({name, ...await scenario(site, options).then((facts) => ({facts}), failure)});
}
await stop(site.backendProcess);

console.log(table(results));
if (results.rows.some(({failed}) => !failed)) console.log(`written: ${save(results)}`);
process.exit(results.rows.some(({failed}) => failed) ? 1 : 0);

/** A failed row is told at the end; the others go on. */
function failure(error) {
  return {failed: error.message.replaceAll(root, '')};
}

/** One row: its gateways run all the while, and are loaded one at a time. */
async function measure(row) {
  const contenders = [];
  const without = {};
  const started = [];
  try {
    if (row.tokens) row.requests = site.writeTokens(row.path, row.tokens);
    if (row.redis) {
      const redis = await startRedis(site);
      started.push(redis);
      row.redis = redis.url;
    }
    for (const name of options.gateways) {
      const gateway = await gateways[name](row, site);
      if (typeof gateway === 'string') {
        without[name] = gateway;
        continue;
      }
      started.push(gateway);
      contenders.push(await contender(name, row, {...gateway, port: row.tls ? gateway.tlsPort : gateway.port}));
      // The path of all comparisons with its own plain proxy: the same process, in the same rounds.
      if (name === 'penstock' && (row.path !== '/1k' || row.tls)) contenders.push(await contender('penstock plain', all[0], gateway));
    }
    for (const each of contenders) await named(each, warm);
    for (let round = 0; round < options.rounds; round++) {
      for (const each of contenders) await named(each, count);
    }
    for (const each of contenders) each.peakMiB = peakMiB(each.gateway.process);
    return {gateways: summarize(contenders), without};
  } finally {
    for (const gateway of started) await stop(gateway.process);
  }
}

async function contender(name, row, gateway) {
  const made = {name, row, gateway, micros: [], perSecond: [], p50: [], p99: []};
  return named(made, async () => ({...made, length: await checkAnswer(row, gateway.port)}));
}

function load(each, seconds) {
  const {row, gateway: {port}, length} = each;
  return {row, port, length, seconds, connections: options.connections, log: join(site.work, 'load.log')};
}

async function warm(each) {
  const end = performance.now() + options.warm * 1000;
  for (let answered = 0; answered < WARM_REQUESTS && performance.now() < end;) {
    answered += (await wrk(load(each, Math.min(3, options.warm)))).answers;
  }
}

async function count(each) {
  const [calls, cpu] = [await backendCalls(), cpuMicros(each.gateway.process)];
  const {answers, perSecond} = await wrk(load(each, options.seconds));
  each.micros.push((cpuMicros(each.gateway.process) - cpu) / answers);
  each.perSecond.push(perSecond);
  checkCalls(each.row, answers, await backendCalls() - calls);
  if (options.rate > 0 && !each.row.fresh && !each.row.tokens) {
    const millis = await latencies({...load(each, 2), rate: options.rate});
    each.p50.push(percentile(millis, 0.5));
    each.p99.push(percentile(millis, 0.99));
  }
}

/** Requests that were under way when the load ended were not counted as answers. */
function checkCalls(row, answers, calls) {
  const tolerance = 0.02 * answers + 2 * options.connections * Math.max(1, row.backendCalls);
  if (Math.abs(calls - row.backendCalls * answers) > tolerance) {
    throw new Error(`${calls} calls of the backend for ${answers} answers, where ${row.backendCalls} for each were due`);
  }
}

async function backendCalls() {
  const {body} = await get(site.backendPort, '/status');
  return Number(/^ \d+ \d+ (\d+)/m.exec(body)[1]);
}

async function named(each, work) {
  try {
    return await work(each);
  } catch (error) {
    throw new Error(`${each.name}: ${error.message}`);
  }
}

function limitTime() {
  const due = options.rows.length * 4 * (options.warm + options.rounds * (options.seconds + 3));
  const seconds = 1800 + 2 * (due + options.soak);
  setTimeout(() => {
    console.error(`bench/run: not finished within ${seconds} s`);
    process.exit(1);
  }, seconds * 1000).unref();
}

function readOptions() {
  const text = (value) => ({type: 'string', default: value});
  const rowNames = [...rows('').map(({name}) => name), ...Object.keys(scenarios)];
  try {
    const {values} = parseArgs({options: {
      rounds: text('5'), seconds: text('5'), warm: text('30'), connections: text('32'), rate: text('1000'), soak: text('600'),
      rows: text(rowNames.join()), gateways: text(Object.keys(gateways).join()), java: text(''), 'js-jit': {type: 'boolean', default: false},
      help: {type: 'boolean'},
    }});
    if (values.help) {
      console.log(HELP);
      process.exit(0);
    }
    return {
      ...Object.fromEntries(['rounds', 'seconds', 'warm', 'connections'].map((key) => [key, number(key, values[key], 1)])),
      rate: number('rate', values.rate, 0),
      soak: number('soak', values.soak, 10),
      java: values.java,
      jsJit: values['js-jit'],
      rows: names('rows', values.rows, rowNames),
      gateways: names('gateways', values.gateways, Object.keys(gateways)),
    };
  } catch (error) {
    console.error(`${error.message}\n${HELP}`);
    process.exit(2);
  }
}

function number(key, value, least) {
  if (!/^\d{1,6}$/.test(value) || Number(value) < least) throw new Error(`--${key}: a number from ${least} on was expected, got ${value}`);
  return Number(value);
}

function names(key, value, known) {
  const unknown = value.split(',').filter((name) => !known.includes(name));
  if (unknown.length) throw new Error(`--${key}: ${unknown.join()} is none of ${known.join(', ')}`);
  return value.split(',');
}
