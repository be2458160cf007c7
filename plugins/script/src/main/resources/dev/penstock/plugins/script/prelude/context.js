// What a hook knows beside the message: context, and the request as the client sent it.
(function (penstock) {
  'use strict';
  const {parse, stringify} = JSON;
  const {URLSearchParams} = penstock.globals;
  const {keys} = Object;

  /** The request as the client sent it: never changes. */
  class ClientRequest {
    #port;
    #headers = null;
    #query = null;
    constructor(port) { this.#port = port; }
    get id() { return this.#port('client-id'); }
    get method() { return this.#port('client-method'); }
    get url() { return this.#port('url'); }
    get scheme() { return this.#port('client-scheme'); }
    get host() { return this.#port('client-host'); }
    get path() { return this.#port('client-path'); }
    get query() { return (this.#query ??= new URLSearchParams(this.#port('client-query') ?? '')); }
    get headers() { return (this.#headers ??= penstock.hostedHeaders(this.#port, 'client')); }
    get [Symbol.toStringTag]() { return 'Request'; }
  }

  class Context {
    #port;
    #made = null;
    constructor(port) { this.#port = port; }
    /** What was made of the exchange so far, by name. */
    #once(name, make) {
      const made = (this.#made ??= {__proto__: null});
      return name in made ? made[name] : (made[name] = make(this.#port));
    }
    get route() { return this.#port('route'); }
    get request() { return this.#once('request', (port) => new ClientRequest(port)); }
    get auth() { return this.#once('auth', (port) => parse(port('auth'))); }
    get path() { return this.#once('path', (port) => parse(port('parameters'))); }
    get config() { return this.#once('config', (port) => parse(port('config'))); }
    get vars() {
      return this.#once('vars', (port) => {
        const vars = parse(port('vars'));
        const before = (this.#made.before = {__proto__: null});
        const names = keys(vars);
        for (let i = 0; i < names.length; i++) before[names[i]] = stringify(vars[names[i]]);
        return vars;
      });
    }
    get log() { return this.#once('log', (port) => (...values) => { penstock.say((line) => port('log', line), values); }); }
    get [Symbol.toStringTag]() { return 'Context'; }
    static {
      /** Sends the variables that the hook set, changed or took away. */
      penstock.keepVars = (context) => {
        if (context.#made === null || !('vars' in context.#made)) return;
        const {vars, before} = context.#made;
        const names = keys(vars);
        for (let i = 0; i < names.length; i++) {
          const name = names[i];
          const text = stringify(vars[name]);
          if (text !== undefined && text !== before[name]) context.#port('set-var', name, text);
          if (text !== undefined) delete before[name];
        }
        const gone = keys(before);
        for (let i = 0; i < gone.length; i++) context.#port('delete-var', gone[i]);
      };
    }
  }

  penstock.Context = Context;
})
