// What a hook is given: request, response and context, over the port of one exchange; and how a hook is run.
(function (penstock) {
  'use strict';
  const {parse, stringify} = JSON;
  const {URLSearchParams} = penstock.globals;
  const {BodyStream, extract, textOf, statusOf} = penstock;
  const then = Function.prototype.call.bind(Promise.prototype.then);
  const untouched = Symbol('untouched');

  const checked = (refusal) => { if (refusal !== null) throw new TypeError(refusal); };

  /** The body of the exchange: the one that came, read at most once, or the one that the hook put in its place. */
  class Content {
    #port;
    #stream;
    #reading;
    #own = untouched;
    constructor(port) { this.#port = port; }
    get() { return this.#own === untouched ? (this.#stream ??= new BodyStream()) : this.#own; }
    set(body) {
      const [content] = extract(body);
      if (content instanceof BodyStream) this.#own = untouched;
      else this.#own = content;
      checked(this.#port('body', content instanceof BodyStream ? null : content, content instanceof BodyStream));
    }
    text() {
      if (this.#own !== untouched) return Promise.resolve(textOf(this.#own));
      return (this.#reading ??= new Promise((resolve, reject) => {
        const text = this.#port('read', resolve, (message) => {
          const error = new Error(message);
          penstock.readErrors.add(error);
          reject(error);
        });
        if (text !== null) resolve(text);
      }));
    }
  }

  class HookRequest {
    #port;
    #content;
    #headers;
    #query;
    constructor(port) {
      this.#port = port;
      this.#content = new Content(port);
    }
    get method() { return this.#port('method'); }
    set method(method) { checked(this.#port('set-method', `${method}`)); }
    get url() { return this.#port('url'); }
    get path() { return this.#port('path'); }
    set path(path) {
      checked(this.#port('set-path', `${path}`.toWellFormed()));
      this.#query = undefined;
    }
    get query() {
      const changed = (text) => checked(this.#port('set-query', text));
      return (this.#query ??= new URLSearchParams(this.#port('query'), {[penstock.watched]: changed}));
    }
    get headers() { return (this.#headers ??= penstock.hostedHeaders(this.#port('headers'))); }
    get body() { return this.#content.get(); }
    set body(body) { this.#content.set(body); }
    text() { return this.#content.text(); }
    async json() { return parse(await this.#content.text()); }
    get [Symbol.toStringTag]() { return 'Request'; }
  }

  class HookResponse {
    #port;
    #content;
    #headers;
    constructor(port) {
      this.#port = port;
      this.#content = new Content(port);
    }
    get status() { return this.#port('status'); }
    set status(status) { checked(this.#port('set-status', statusOf(status, 200))); }
    get ok() { return this.status >= 200 && this.status < 300; }
    get headers() { return (this.#headers ??= penstock.hostedHeaders(this.#port('headers'))); }
    get body() { return this.#content.get(); }
    set body(body) { this.#content.set(body); }
    text() { return this.#content.text(); }
    async json() { return parse(await this.#content.text()); }
    get [Symbol.toStringTag]() { return 'Response'; }
  }

  /** The request as the client sent it: never changes. */
  class ClientRequest {
    #port;
    #headers;
    #query;
    constructor(port) { this.#port = port; }
    get id() { return this.#port('client-id'); }
    get method() { return this.#port('client-method'); }
    get url() { return this.#port('url'); }
    get scheme() { return this.#port('client-scheme'); }
    get host() { return this.#port('client-host'); }
    get path() { return this.#port('client-path'); }
    get query() { return (this.#query ??= new URLSearchParams(this.#port('client-query'))); }
    get headers() { return (this.#headers ??= penstock.hostedHeaders(this.#port('client-headers'))); }
    get [Symbol.toStringTag]() { return 'Request'; }
  }

  class Context {
    #port;
    #request;
    #auth;
    #path;
    #config;
    #vars;
    #before;
    constructor(port) { this.#port = port; }
    get route() { return this.#port('route'); }
    get request() { return (this.#request ??= new ClientRequest(this.#port)); }
    get auth() { return (this.#auth ??= parse(this.#port('auth'))); }
    get path() { return (this.#path ??= parse(this.#port('parameters'))); }
    get config() { return (this.#config ??= parse(this.#port('config'))); }
    get vars() {
      if (this.#vars === undefined) {
        this.#vars = parse(this.#port('vars'));
        this.#before = new Map(Object.keys(this.#vars).map((name) => [name, stringify(this.#vars[name])]));
      }
      return this.#vars;
    }
    get log() {
      const port = this.#port;
      return (...values) => { port('log', penstock.line(values)); };
    }
    get [Symbol.toStringTag]() { return 'Context'; }
    #changes() {
      if (this.#vars === undefined) return;
      for (const name of Object.keys(this.#vars)) {
        const text = stringify(this.#vars[name]);
        if (text !== undefined && text !== this.#before.get(name)) this.#port('set-var', name, text);
        if (text !== undefined) this.#before.delete(name);
      }
      for (const name of this.#before.keys()) this.#port('delete-var', name);
    }
    static { penstock.keepVars = (context) => context.#changes(); }
  }

  const settle = (port, subject, context, result) => {
    try {
      if (penstock.isResponse(result)) penstock.answer(port, result);
      else if (result !== undefined && result !== null && result !== subject) {
        throw new TypeError(`expected a hook to return a Response or nothing, found ${typeof result}`);
      }
      penstock.keepVars(context);
      port('done');
    } catch (thrown) {
      fail(port, thrown);
    }
  };
  const fail = (port, thrown) => { port('failed', penstock.describe(thrown), penstock.readErrors.has(thrown)); };
  const run = (hook, port, subject) => {
    const context = new Context(port);
    try {
      const result = hook(subject, context);
      if (typeof result?.then !== 'function') return settle(port, subject, context, result);
      then(Promise.resolve(result), (value) => settle(port, subject, context, value), (thrown) => fail(port, thrown));
    } catch (thrown) {
      fail(port, thrown);
    }
  };

  penstock.readErrors = new WeakSet();
  /** The hooks of a module as functions of a port. */
  penstock.bind = ({onRequest, onResponse}) => ({
    onRequest: typeof onRequest === 'function' ? (port) => run(onRequest, port, new HookRequest(port)) : null,
    onResponse: typeof onResponse === 'function' ? (port) => run(onResponse, port, new HookResponse(port)) : null,
  });
})
