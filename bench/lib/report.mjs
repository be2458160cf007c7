// Medians, spreads and ratios; the table and the file of results.
import {execFileSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import {bench, root} from './site.mjs';

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

const round = (value, digits) => value === undefined ? undefined : Number(value.toFixed(digits));

export function spread(values, digits = 1) {
  return {
    median: round(median(values), digits), min: round(Math.min(...values), digits),
    max: round(Math.max(...values), digits), rounds: values.map((value) => round(value, digits)),
  };
}

/** What a scenario measured. */
export function fact(what, unit, values) {
  return {what, unit, ...spread(values, unit === 'x' ? 2 : 0)};
}

/** A ratio is the median of the ratios of the rounds: both sides of each were measured within seconds. */
export function summarize(contenders) {
  const micros = (name) => contenders.find((each) => each.name === name)?.micros;
  const [nginx, scg, plain] = [micros('nginx'), micros('scg'), micros('penstock plain')];
  const against = (own, other, combine) => other && round(median(own.map((value, at) => combine(value, other[at]))), 2);
  const ratio = (own, other) => own === other ? undefined : against(own, other, (a, b) => a / b);
  return contenders.map((each) => ({
    name: each.name,
    cpuMicrosPerRequest: spread(each.micros),
    toNginx: ratio(each.micros, nginx),
    toScg: ratio(each.micros, scg),
    ...(each.name === 'penstock' && plain
      ? {toOwnPlain: ratio(each.micros, plain), overOwnPlainMicros: against(each.micros, plain, (a, b) => a - b)} : {}),
    requestsPerSecond: Math.round(median(each.perSecond)),
    peakRssMiB: round(each.peakMiB, 0),
    ...(each.p50.length ? {p50Millis: spread(each.p50, 2), p99Millis: spread(each.p99, 2)} : {}),
  }));
}

const COLUMNS = [
  ['row', (row) => row.name], ['gateway', (row, each) => each.name],
  ['us/request', (row, each) => each.cpuMicrosPerRequest.median.toFixed(1)],
  ['min-max', (row, each) => `${each.cpuMicrosPerRequest.min}-${each.cpuMicrosPerRequest.max}`],
  ['x nginx', (row, each) => each.toNginx], ['x scg', (row, each) => each.toScg],
  ['x plain', (row, each) => each.toOwnPlain], ['+us plain', (row, each) => each.overOwnPlainMicros],
  ['req/s', (row, each) => each.requestsPerSecond], ['RSS MiB', (row, each) => each.peakRssMiB],
  ['p50 ms', (row, each) => each.p50Millis?.median], ['p99 ms', (row, each) => each.p99Millis?.median],
];

export function table(results) {
  const lines = [COLUMNS.map(([title]) => title)];
  for (const row of results.rows) {
    for (const each of row.gateways ?? []) lines.push(COLUMNS.map(([, cell]) => String(cell(row, each) ?? '-')));
  }
  const widths = COLUMNS.map((column, at) => Math.max(...lines.map((line) => line[at].length)));
  const text = lines.map((line) => line.map((cell, at) => at < 2 ? cell.padEnd(widths[at]) : cell.padStart(widths[at])).join('  '));
  for (const row of results.rows) {
    for (const {what, unit, median: middle, min, max} of row.facts ?? []) {
      text.push(`${what}: ${middle} ${unit}${min === max ? '' : ` (${min}-${max})`}`);
    }
    for (const [gateway, why] of Object.entries(row.without ?? {})) text.push(`${row.name} without ${gateway}: ${why}`);
    if (row.failed) text.push(`FAILED ${row.name}: ${row.failed}`);
  }
  return text.join('\n');
}

/** What ran, without naming the machine. */
export function setting(javaHome) {
  const say = (command, args) => {
    try {
      return execFileSync(command, args, {cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']}).trim();
    } catch {
      return 'unknown';
    }
  };
  return {
    date: new Date().toISOString(),
    commit: say('git', ['describe', '--always', '--dirty']),
    cores: availableParallelism(),
    java: say(javaHome ? join(javaHome, 'bin', 'java') : 'java', ['--version']).split('\n')[0],
    nginx: say('dpkg-query', ['-W', '-f', '${Version}', 'nginx']),
    wrk: say('dpkg-query', ['-W', '-f', '${Version}', 'wrk']),
  };
}

export function save(results) {
  const folder = join(bench, 'results');
  mkdirSync(folder, {recursive: true});
  const name = results.date.slice(0, 16).replace(':', '').replace('T', '-');
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(results, null, 2)}\n`);
  return `bench/results/${name}.json`;
}
