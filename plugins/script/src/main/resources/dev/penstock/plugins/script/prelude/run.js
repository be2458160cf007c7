// How a hook is run: called once, told from what it returns, throws or promises how it ended.
//
// What runs on every call, here and in the other files, leaves out what is dear in the engine's interpreter: a return that is
// not the last thing a function does, which is an exception; `arguments`; and private names, which are other keys in each
// realm while all realms share one syntax tree, so that no look-up of them is remembered. One that holds a state is enough.
(function (penstock) {
  'use strict';
  const {HookRequest, HookResponse, Context, isResponse} = penstock;
  const then = Function.prototype.call.bind(Promise.prototype.then);
  const promised = Promise.resolve.bind(Promise);

  const fail = (port, thrown) => { port('failed', penstock.describe(thrown), penstock.isReadError(thrown)); };
  /** Takes what a hook returned; true when the hook succeeded. */
  const finish = (port, message, context, result) => {
    let done = true;
    try {
      if (isResponse(result)) penstock.answer(port, result);
      else if (result !== undefined && result !== null && result !== message) {
        throw new TypeError(`expected a hook to return a Response or nothing, found ${typeof result}`);
      }
      penstock.keepVars(context);
    } catch (thrown) {
      done = false;
      fail(port, thrown);
    }
    return done;
  };
  const settle = (port, message, context, promise) => {
    then(promised(promise), (value) => { if (finish(port, message, context, value)) port('done'); }, (thrown) => fail(port, thrown));
  };
  /** True when the hook is done; else it waits, or has said how it failed. */
  const run = (hook, port, message) => {
    const context = new Context(port);
    let done = false;
    penstock.quiet();
    try {
      const result = hook(message, context);
      if (result !== undefined && typeof result?.then === 'function') settle(port, message, context, result);
      else done = finish(port, message, context, result);
    } catch (thrown) {
      fail(port, thrown);
    }
    return done;
  };

  /** The hooks of a module as functions of a port. */
  penstock.bind = ({onRequest, onResponse}) => ({
    onRequest: typeof onRequest === 'function' ? (port) => run(onRequest, port, new HookRequest(port)) : null,
    onResponse: typeof onResponse === 'function' ? (port) => run(onResponse, port, new HookResponse(port)) : null,
  });
})
