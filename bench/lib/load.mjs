// The load generators, and the single look at an answer before them.
import {readFileSync} from 'node:fs';
import {request} from 'node:http';
import {request as secured} from 'node:https';
import {isDeepStrictEqual} from 'node:util';
import {run} from './processes.mjs';

const CHECK = new URL('check.lua', import.meta.url).pathname;

/** With `tls`, whatever its certificate: what is measured here is not who the gateway is. */
export function get(port, path, headers = {}, tls = false) {
  return new Promise((resolve, reject) => {
    const options = {host: '127.0.0.1', port, path, headers, agent: false, timeout: 30_000, rejectUnauthorized: false};
    const call = (tls ? secured : request)(options, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks)}));
      response.on('error', reject);
    });
    call.on('timeout', () => call.destroy(new Error(`no answer from ${path} within 30 s`)));
    call.on('error', reject);
    call.end();
  });
}

/** Looks at the whole of one answer, and returns the length that all further ones must have. */
export async function checkAnswer(row, port) {
  for (const {headers, status} of row.refused ?? []) {
    const answer = await get(port, row.path, headers, row.tls);
    if (answer.status !== status) throw new Error(`${status} was due, got ${answer.status}`);
  }
  const answer = await get(port, row.path, row.headers, row.tls);
  const text = answer.body.toString();
  if (answer.status !== 200 || !isDeepStrictEqual(JSON.parse(text), row.expected)) {
    throw new Error(`a wrong answer: ${answer.status} ${text.slice(0, 300)}`);
  }
  for (const [name, value] of Object.entries(row.answerHeaders ?? {})) {
    if (answer.headers[name] !== value) throw new Error(`${name}: ${value} was due, got ${answer.headers[name]}`);
  }
  return answer.body.length;
}

/** Full load on keep-alive connections; fails when one answer is not what was expected. */
export async function wrk({row, port, length, seconds, connections, log}) {
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '5s', '-s', CHECK,
    ...Object.entries(row.headers ?? {}).flatMap(([name, value]) => ['-H', `${name}: ${value}`]),
    `${row.tls ? 'https' : 'http'}://127.0.0.1:${port}${row.path}`, '--', '200', String(length), ...(row.requests ? [row.requests] : [])];
  const output = await run('wrk', args, {seconds: seconds + 20, log});
  const result = JSON.parse(/^RESULT (.*)$/m.exec(output)[1]);
  if (result.wrong > 0) throw new Error(`${result.wrong} of ${result.answers} answers were wrong: ${result.first}`);
  if (result.broken > 0) throw new Error(`${result.broken} connections or requests broke`);
  if (result.answers === 0) throw new Error('no answer');
  return {answers: result.answers, perSecond: result.answers / result.micros * 1e6};
}

/** A fixed rate; the median and the 99th percentile of the time to the end of the answer, in milliseconds. */
export async function latencies({row, port, length, seconds, connections, rate, log}) {
  const each = Math.max(1, Math.round(rate / connections));
  const requests = each * connections * seconds;
  const times = `${log}.times`;
  const args = ['--h1', '-t1', `-c${connections}`, `-n${requests}`, `--rps=${each}`, `--log-file=${times}`,
    ...Object.entries(row.headers ?? {}).flatMap(([name, value]) => ['-H', `${name}: ${value}`]),
    `${row.tls ? 'https' : 'http'}://127.0.0.1:${port}${row.path}`];
  const output = await run('h2load', args, {seconds: seconds + 20, log});
  const answered = Number(/status codes: (\d+) 2xx/.exec(output)[1]);
  const bytes = Number(/\((\d+)\) data$/m.exec(output)[1]);
  if (answered !== requests || bytes !== requests * length) {
    throw new Error(`${answered} of ${requests} answers were 2xx, ${bytes} bytes where ${requests * length} were due`);
  }
  return readFileSync(times, 'utf8').trim().split('\n').map((line) => Number(line.split('\t')[2]) / 1000);
}
