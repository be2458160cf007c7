// Types of a Penstock hook. Name them at the top of a hook, and an editor knows its way:
//
//   /// <reference path="penstock.d.ts" />
//   /** @type {import('./penstock').OnRequest} */
//   export function onRequest(request, context) { … }
//
// A hook module exports onRequest, onResponse, or both; each may be async. Without a result the call goes on.

/** A value that JSON can hold. */
export type Json = null | boolean | number | string | Json[] | {[name: string]: Json};

export type OnRequest = (request: HookRequest, context: Context) => void | Response | Promise<void | Response>;

/** Returning the response it was given is as good as returning nothing: it was edited in place. */
export type OnResponse = (
  response: HookResponse,
  context: Context,
) => void | Response | HookResponse | Promise<void | Response | HookResponse>;

/** The request as it goes upstream. */
export interface HookRequest {
  /** CONNECT and TRACE are refused. */
  method: string;
  /** As the client sent it: scheme, host, path and query. */
  readonly url: string;
  /**
   * What goes upstream: without the API's path, before the target's prefix, percent-encoded. It starts with a slash and
   * has no dot segments; what may not stand in a path is encoded, and a query in it replaces the query.
   */
  path: string;
  /** The query as it goes upstream; edits go with it. */
  readonly query: URLSearchParams;
  /** Fields of the connection and of framing (content-length, transfer-encoding, host, …) stay as they are. */
  readonly headers: Headers;
  /** The body, decoded (gzip, br), at most `limits.body`. Only this reads it; a body that is not read is streamed. */
  text(): Promise<string>;
  json(): Promise<any>;
  /** A new body goes out unencoded. Reading gives what was set, else a stand-in for the body that streams. */
  get body(): string | ArrayBuffer | BodyStream | null;
  set body(body: BodyInit);
}

/** The response on its way to the client: one that an upstream sent, that a step below made, or an error. */
export interface HookResponse {
  /** 200 to 599. */
  status: number;
  readonly ok: boolean;
  readonly headers: Headers;
  /** The body, decoded (gzip, br), at most 4 MiB. Only this reads it; a body that is not read is streamed. */
  text(): Promise<string>;
  json(): Promise<any>;
  get body(): string | ArrayBuffer | BodyStream | null;
  set body(body: BodyInit);
}

/** The request as the client sent it; never changes. */
export interface ClientRequest {
  readonly id: string;
  readonly method: string;
  readonly scheme: 'http' | 'https';
  /** With its port, where the client sent one. */
  readonly host: string;
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Read-only. */
  readonly headers: Headers;
}

/** Who the caller is, as an auth step found out. */
export interface Caller {
  readonly subject?: string;
  readonly consumer?: string;
  readonly tier?: string;
  readonly claims: {readonly [name: string]: any};
  readonly scopes: readonly string[];
}

export interface Context {
  readonly auth: Caller;
  /** The parameters of the route's match. */
  readonly path: {readonly [name: string]: string};
  /** JSON values that later steps and expressions read as `vars.x`. Kept when the hook succeeds. */
  readonly vars: {[name: string]: any};
  readonly request: ClientRequest;
  /** The step's `config`. */
  readonly config: any;
  /** `<api>/<route>`. */
  readonly route: string;
  /** Writes a line to the gateway's log. */
  readonly log: (...values: unknown[]) => void;
}

/** The body of the exchange, unread: given back, as in `new Response(response.body)`, it goes on streaming. */
export interface BodyStream {
  readonly [Symbol.toStringTag]: 'BodyStream';
}

export type BodyInit = string | ArrayBuffer | ArrayBufferView | URLSearchParams | BodyStream | null;
export type HeadersInit = Headers | Iterable<readonly [string, string]> | {[name: string]: string};

export interface ResponseInit {
  /** 200 to 599; 200 unless stated. */
  status?: number;
  /** Not sent: HTTP/2 has none. */
  statusText?: string;
  headers?: HeadersInit;
}

declare global {
  /** Names in lower case, sorted; the values of a name are joined, but for set-cookie. */
  class Headers {
    constructor(init?: HeadersInit);
    get(name: string): string | null;
    has(name: string): boolean;
    set(name: string, value: string): void;
    append(name: string, value: string): void;
    delete(name: string): void;
    getSetCookie(): string[];
    entries(): IterableIterator<[string, string]>;
    keys(): IterableIterator<string>;
    values(): IterableIterator<string>;
    forEach(action: (value: string, name: string, headers: Headers) => void, self?: unknown): void;
    [Symbol.iterator](): IterableIterator<[string, string]>;
  }

  /** Its body is whole, or the untouched one of the exchange. */
  class Response {
    constructor(body?: BodyInit, init?: ResponseInit);
    static json(data: unknown, init?: ResponseInit): Response;
    static redirect(url: string | URL, status?: 301 | 302 | 303 | 307 | 308): Response;
    static error(): Response;
    readonly type: 'default' | 'error';
    readonly url: string;
    readonly redirected: boolean;
    readonly status: number;
    readonly ok: boolean;
    readonly statusText: string;
    readonly headers: Headers;
    readonly body: string | ArrayBuffer | BodyStream | null;
    readonly bodyUsed: boolean;
    text(): Promise<string>;
    json(): Promise<any>;
    arrayBuffer(): Promise<ArrayBuffer>;
    bytes(): Promise<Uint8Array>;
    clone(): Response;
  }

  class URLSearchParams {
    constructor(init?: string | URLSearchParams | Iterable<readonly [string, string]> | {[name: string]: string});
    readonly size: number;
    get(name: string): string | null;
    getAll(name: string): string[];
    has(name: string, value?: string): boolean;
    set(name: string, value: string): void;
    append(name: string, value: string): void;
    delete(name: string, value?: string): void;
    sort(): void;
    entries(): IterableIterator<[string, string]>;
    keys(): IterableIterator<string>;
    values(): IterableIterator<string>;
    forEach(action: (value: string, name: string, params: URLSearchParams) => void, self?: unknown): void;
    [Symbol.iterator](): IterableIterator<[string, string]>;
    toString(): string;
  }

  /** As browsers parse it; hosts beyond ASCII are written by IDNA 2003. */
  class URL {
    constructor(url: string | URL, base?: string | URL);
    static canParse(url: string | URL, base?: string | URL): boolean;
    static parse(url: string | URL, base?: string | URL): URL | null;
    href: string;
    readonly origin: string;
    protocol: string;
    username: string;
    password: string;
    host: string;
    hostname: string;
    port: string;
    pathname: string;
    search: string;
    readonly searchParams: URLSearchParams;
    hash: string;
    toString(): string;
    toJSON(): string;
  }

  class TextEncoder {
    readonly encoding: string;
    encode(text?: string): Uint8Array;
    encodeInto(text: string, bytes: Uint8Array): {read: number; written: number};
  }

  /** UTF-8 alone. */
  class TextDecoder {
    constructor(label?: string, options?: {fatal?: boolean; ignoreBOM?: boolean});
    readonly encoding: string;
    readonly fatal: boolean;
    readonly ignoreBOM: boolean;
    decode(input?: ArrayBuffer | ArrayBufferView, options?: {stream?: boolean}): string;
  }

  function atob(text: string): string;
  function btoa(text: string): string;

  /** Writes to the gateway's log. */
  const console: {
    debug(...values: unknown[]): void;
    log(...values: unknown[]): void;
    info(...values: unknown[]): void;
    warn(...values: unknown[]): void;
    error(...values: unknown[]): void;
    trace(...values: unknown[]): void;
    assert(holds?: unknown, ...values: unknown[]): void;
  };
}
