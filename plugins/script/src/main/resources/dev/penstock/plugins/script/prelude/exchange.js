// What a hook is given: request and response, over the port of one exchange. Whatever it looks at is asked for then.
(function (penstock) {
  'use strict';
  const {parse} = JSON;
  const {URLSearchParams} = penstock.globals;
  const {BodyStream, extract, textOf, statusOf, hostedHeaders, watched} = penstock;
  const {Promise} = globalThis;
  const then = Function.prototype.call.bind(Promise.prototype.then);
  const resolved = Promise.resolve.bind(Promise);
  const rejected = Promise.reject.bind(Promise);
  const untouched = Symbol('untouched');

  const checked = (refusal) => { if (refusal !== null) throw new TypeError(refusal); };
  const unreadable = (message) => {
    const error = new Error(message);
    addReadError(error);
    return error;
  };
  const {add, has} = WeakSet.prototype;
  const readErrors = new WeakSet();
  const addReadError = add.bind(readErrors);
  penstock.isReadError = has.bind(readErrors);

  const ask = (port) => new Promise((resolve, reject) => {
    const text = port('read', resolve, (message) => reject(unreadable(message)));
    if (text !== null) resolve(text);
  });
  const textOfMessage = (state) => {
    let text;
    try {
      text = state.own === untouched ? (state.reading ??= ask(state.port)) : resolved(textOf(state.own));
    } catch (error) {
      text = rejected(error);
    }
    return text;
  };
  let stateOf;
  const portOf = (message) => stateOf(message).port;

  /** A message of the exchange; its body is the one that came, read at most once, or the one that the hook put there. */
  class Message {
    #state;
    constructor(port) { this.#state = {port, headers: null, reading: null, own: untouched, query: null}; }
    get headers() {
      const state = this.#state;
      return (state.headers ??= hostedHeaders(state.port, true));
    }
    get body() {
      const {own} = this.#state;
      return own === untouched ? new BodyStream() : own;
    }
    set body(body) {
      const [content] = extract(body);
      const kept = content instanceof BodyStream;
      checked(this.#state.port('body', kept ? null : content, kept));
      this.#state.own = kept ? untouched : content;
    }
    text() { return textOfMessage(this.#state); }
    json() { return then(textOfMessage(this.#state), parse); }
    static { stateOf = (message) => message.#state; }
  }

  class HookRequest extends Message {
    constructor(port) { super(port); }
    get method() { return portOf(this)('method'); }
    set method(method) { checked(portOf(this)('set-method', `${method}`)); }
    get url() { return portOf(this)('url'); }
    get path() { return portOf(this)('path'); }
    set path(path) {
      const state = stateOf(this);
      checked(state.port('set-path', `${path}`.toWellFormed()));
      state.query = null;
    }
    get query() {
      const state = stateOf(this);
      const changed = (text) => checked(state.port('set-query', text));
      return (state.query ??= new URLSearchParams(state.port('query') ?? '', {[watched]: changed}));
    }
    get [Symbol.toStringTag]() { return 'Request'; }
  }

  class HookResponse extends Message {
    constructor(port) { super(port); }
    get status() { return portOf(this)('status'); }
    set status(status) { checked(portOf(this)('set-status', statusOf(status))); }
    get ok() { return this.status >= 200 && this.status < 300; }
    get [Symbol.toStringTag]() { return 'Response'; }
  }

  Object.assign(penstock, {HookRequest, HookResponse});
})
