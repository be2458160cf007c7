// What a hook is given: request and response, over the port of one exchange. Whatever it looks at is asked for then.
(function (penstock) {
  'use strict';
  const {parse} = JSON;
  const {URLSearchParams} = penstock.globals;
  const {BodyStream, extract, textOf, statusOf, hostedHeaders, watched} = penstock;
  const {Promise} = globalThis;
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

  /** A message of the exchange; its body is the one that came, read at most once, or the one that the hook put there. */
  class Message {
    #port;
    #headers = null;
    #reading = null;
    #own = untouched;
    constructor(port) { this.#port = port; }
    get headers() { return (this.#headers ??= hostedHeaders(this.#port, 'own')); }
    get body() { return this.#own === untouched ? new BodyStream() : this.#own; }
    set body(body) {
      const [content] = extract(body);
      const kept = content instanceof BodyStream;
      checked(this.#port('body', kept ? null : content, kept));
      this.#own = kept ? untouched : content;
    }
    text() {
      try {
        return this.#own === untouched ? this.#read() : resolved(textOf(this.#own));
      } catch (error) {
        return rejected(error);
      }
    }
    #read() {
      return (this.#reading ??= new Promise((resolve, reject) => {
        const text = this.#port('read', resolve, (message) => reject(unreadable(message)));
        if (text !== null) resolve(text);
      }));
    }
    async json() { return parse(await this.text()); }
    static { penstock.portOf = (message) => message.#port; }
  }
  const {portOf} = penstock;

  class HookRequest extends Message {
    #query = null;
    get method() { return portOf(this)('method'); }
    set method(method) { checked(portOf(this)('set-method', `${method}`)); }
    get url() { return portOf(this)('url'); }
    get path() { return portOf(this)('path'); }
    set path(path) {
      checked(portOf(this)('set-path', `${path}`.toWellFormed()));
      this.#query = null;
    }
    get query() {
      const port = portOf(this);
      const changed = (text) => checked(port('set-query', text));
      return (this.#query ??= new URLSearchParams(port('query') ?? '', {[watched]: changed}));
    }
    get [Symbol.toStringTag]() { return 'Request'; }
  }

  class HookResponse extends Message {
    get status() { return portOf(this)('status'); }
    set status(status) { checked(portOf(this)('set-status', statusOf(status))); }
    get ok() { return this.status >= 200 && this.status < 300; }
    get [Symbol.toStringTag]() { return 'Response'; }
  }

  Object.assign(penstock, {HookRequest, HookResponse});
})
