// Processes that this run started, and what the kernel says about them.
import {execFileSync, spawn} from 'node:child_process';
import {closeSync, openSync, readFileSync, readdirSync} from 'node:fs';
import {createServer} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK']));
const running = new Set();

/** Starts a program with its output in the file `log`. The kernel ends it, should this process be killed. */
export function start(command, args, {log, cwd, env = {}}) {
  const output = openSync(log, 'w');
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', '--', command, ...args],
    {cwd, env: {...process.env, ...env}, stdio: ['ignore', output, output]});
  closeSync(output);
  const started = {
    command, log, pid: child.pid, ended: null,
    end: new Promise((resolve) => {
      const settle = (how) => {
        running.delete(started);
        started.ended = how;
        resolve(how);
      };
      child.on('error', (error) => settle(error.message));
      child.on('exit', (code, signal) => settle(signal ?? code));
    }),
  };
  running.add(started);
  return started;
}

export async function stop(started) {
  if (started.ended !== null) return;
  process.kill(started.pid, 'SIGTERM');
  await Promise.race([started.end, sleep(10_000, null, {ref: false})]);
  kill(started);
  await started.end;
}

/** For every way out; only by ids, and only of what was started here. */
export function killAll() {
  running.forEach(kill);
}

function kill(started) {
  if (started.ended !== null) return;
  for (const pid of family(started.pid)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

/** Runs a program to its end and returns its output. */
export async function run(command, args, {seconds, ...options}) {
  const started = start(command, args, options);
  const how = await Promise.race([started.end, sleep(seconds * 1000, 'too slow', {ref: false})]);
  if (how === 'too slow') await stop(started);
  const output = readFileSync(options.log, 'utf8');
  if (how !== 0) throw new Error(`${command} ended with ${how} (limit ${seconds} s): ${tail(output)}`);
  return output;
}

/** Calls `check` until it returns true; fails when the time is up or the process has ended. */
export async function until(started, what, seconds, check) {
  const end = performance.now() + seconds * 1000;
  let seen;
  while (performance.now() < end) {
    seen = await check().catch((error) => error.message);
    if (seen === true) return;
    if (started.ended !== null) break;
    await sleep(5);
  }
  const state = started.ended === null ? `not after ${seconds} s` : `it ended with ${started.ended}`;
  throw new Error(`${what}: ${state} (${seen}): ${tail(readFileSync(started.log, 'utf8'))}`);
}

function tail(output) {
  return output.trim().split('\n').slice(-8).join('\n');
}

export async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => server.on('error', reject).listen(0, '127.0.0.1', resolve));
  const {port} = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** CPU time, user and system, that a process and its children have used, in microseconds. */
export function cpuMicros(started) {
  const ticks = family(started.pid).map((pid) => stat(pid)).reduce((sum, fields) => sum + fields.ticks, 0);
  return ticks / TICKS_PER_SECOND * 1e6;
}

/** Peak resident memory of a process and its children, added up, in MiB. */
export function peakMiB(started) {
  return memoryMiB(started, /^VmHWM:\s+(\d+)/m);
}

/** Resident memory of a process and its children now, added up, in MiB. */
export function rssMiB(started) {
  return memoryMiB(started, /^VmRSS:\s+(\d+)/m);
}

/** Live heap of a JVM with the serial collector, after a full collection, in MiB. */
export function usedHeapMiB({pid}) {
  execFileSync('jcmd', [String(pid), 'GC.run']);
  const info = execFileSync('jcmd', [String(pid), 'GC.heap_info'], {encoding: 'utf8'});
  const heap = info.slice(0, info.indexOf('Metaspace'));   // a line for each generation
  return [...heap.matchAll(/total \d+K, used (\d+)K/g)].reduce((sum, [, kib]) => sum + Number(kib), 0) / 1024;
}

function memoryMiB(started, line) {
  const kib = (pid) => Number(line.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  return family(started.pid).map(kib).reduce((sum, each) => sum + each, 0) / 1024;
}

function family(root) {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map(pids.map((pid) => [pid, stat(pid)?.parent]));
  const isBelow = (pid) => pid === root || (parents.has(pid) && isBelow(parents.get(pid)));
  return pids.filter(isBelow);
}

/** proc(5): the fields after the name in parentheses, which may itself hold spaces and parentheses. */
function stat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return {parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12])};
  } catch {
    return undefined;
  }
}
