// console, and the text of what is logged or thrown. What it writes goes to the gateway's log.
(function (penstock) {
  'use strict';
  const {stringify} = JSON;

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
        return Object.prototype.toString.call(value);
      }
    }
    return typeof value === 'function' ? `[function ${value.name}]` : String(value);
  };
  penstock.line = (values) => values.map(show).join(' ');

  const to = (level) => (...values) => { penstock.host('log', level, penstock.line(values)); };
  penstock.globals.console = {
    debug: to('debug'), log: to('info'), info: to('info'), warn: to('warn'), error: to('error'), trace: to('debug'),
    assert: (holds, ...values) => { if (!holds) penstock.globals.console.error('assertion failed', ...values); },
  };
})
