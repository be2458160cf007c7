// console, and the text of what is logged or thrown. What it writes goes to the gateway's log.
(function (penstock) {
  'use strict';
  const {stringify} = JSON;
  const kindOf = Function.prototype.call.bind(Object.prototype.toString);
  const MOST_LINES = 100;
  let lines = 0;

  /** What was thrown, as text, with its stack where it has one. */
  penstock.describe = (thrown) => {
    try {
      if (typeof thrown !== 'object' || thrown === null) return `thrown: ${String(thrown)}`;
      if (typeof thrown.stack === 'string') return thrown.stack;
      return `thrown: ${stringify(thrown)}`;
    } catch {
      return 'thrown: something that cannot be shown';
    }
  };
  const show = (value) => {
    if (typeof value === 'string') return value;
    if (value instanceof Error) return penstock.describe(value);
    if (typeof value === 'object' && value !== null) {
      try {
        return stringify(value) ?? String(value);
      } catch {
        return kindOf(value);
      }
    }
    return typeof value === 'function' ? `[function ${value.name}]` : String(value);
  };
  const textOf = (values) => {
    let text = '';
    for (let i = 0; i < values.length; i++) text += (i > 0 ? ' ' : '') + show(values[i]);
    return text;
  };
  /** Writes a line, unless the run has written its share. */
  penstock.say = (write, values) => {
    if (lines < MOST_LINES) {
      lines++;
      write(textOf(values));
    } else if (lines === MOST_LINES) {
      lines++;
      write(`a run writes at most ${MOST_LINES} lines, the rest is left out`);
    }
  };
  /** A run begins. */
  penstock.quiet = () => { lines = 0; };

  const {host} = penstock;
  const to = (level) => (...values) => { penstock.say((line) => host('log', level, line), values); };
  penstock.globals.console = {
    debug: to('debug'), log: to('info'), info: to('info'), warn: to('warn'), error: to('error'), trace: to('debug'),
    assert: (holds, ...values) => { if (!holds) penstock.globals.console.error('assertion failed', ...values); },
  };
})
