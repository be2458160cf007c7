// How a hook is run: called once, told from what it returns, throws or promises how it ended.
(function (penstock) {
  'use strict';
  const {HookRequest, HookResponse, Context, isResponse} = penstock;
  const then = Function.prototype.call.bind(Promise.prototype.then);
  const promised = Promise.resolve.bind(Promise);

  const fail = (port, thrown) => { port('failed', penstock.describe(thrown), penstock.isReadError(thrown)); };
  const finish = (port, message, context, result) => {
    try {
      if (isResponse(result)) penstock.answer(port, result);
      else if (result !== undefined && result !== null && result !== message) {
        throw new TypeError(`expected a hook to return a Response or nothing, found ${typeof result}`);
      }
      penstock.keepVars(context);
      port('done');
    } catch (thrown) {
      fail(port, thrown);
    }
  };
  const run = (hook, port, message) => {
    const context = new Context(port);
    penstock.quiet();
    try {
      const result = hook(message, context);
      if (result === undefined || typeof result?.then !== 'function') return finish(port, message, context, result);
      then(promised(result), (value) => finish(port, message, context, value), (thrown) => fail(port, thrown));
    } catch (thrown) {
      fail(port, thrown);
    }
  };

  /** The hooks of a module as functions of a port. */
  penstock.bind = ({onRequest, onResponse}) => ({
    onRequest: typeof onRequest === 'function' ? (port) => run(onRequest, port, new HookRequest(port)) : null,
    onResponse: typeof onResponse === 'function' ? (port) => run(onResponse, port, new HookResponse(port)) : null,
  });
})
