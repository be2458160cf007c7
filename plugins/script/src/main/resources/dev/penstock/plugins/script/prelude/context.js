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
    get headers() { return (this.#headers ??= penstock.hostedHeaders(this.#port, false)); }
    get [Symbol.toStringTag]() { return 'Request'; }
  }

  /** What was made of the exchange so far, by name. */
  const once = (state, name, make) => {
    const made = (state.made ??= {__proto__: null});
    return name in made ? made[name] : (made[name] = make(state.port));
  };
  const sendVars = (port, {vars, before}) => {
    const names = keys(vars);
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      const text = stringify(vars[name]);
      if (text !== undefined && text !== before[name]) port('set-var', name, text);
      if (text !== undefined) delete before[name];
    }
    const gone = keys(before);
    for (let i = 0; i < gone.length; i++) port('delete-var', gone[i]);
  };

  class Context {
    #state;
    constructor(port) { this.#state = {port, made: null}; }
    get route() { return this.#state.port('route'); }
    get request() { return once(this.#state, 'request', (port) => new ClientRequest(port)); }
    get auth() { return once(this.#state, 'auth', (port) => parse(port('auth'))); }
    get path() { return once(this.#state, 'path', (port) => parse(port('parameters'))); }
    get config() { return once(this.#state, 'config', (port) => parse(port('config'))); }
    get vars() {
      const state = this.#state;
      return once(state, 'vars', (port) => {
        const vars = parse(port('vars'));
        const before = (state.made.before = {__proto__: null});
        const names = keys(vars);
        for (let i = 0; i < names.length; i++) before[names[i]] = stringify(vars[names[i]]);
        return vars;
      });
    }
    get log() { return once(this.#state, 'log', (port) => (...values) => { penstock.say((line) => port('log', line), values); }); }
    get [Symbol.toStringTag]() { return 'Context'; }
    static {
      /** Sends the variables that the hook set, changed or took away. */
      penstock.keepVars = (context) => {
        const {port, made} = context.#state;
        if (made !== null && 'vars' in made) sendVars(port, made);
      };
    }
  }

  penstock.Context = Context;
})
