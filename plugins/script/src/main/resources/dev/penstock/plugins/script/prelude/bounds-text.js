// Bounds on what works through a text inside the engine, and on JSON.
(function (penstock) {
  'use strict';
  const {NativeProxy, host, replace, isPlain, isObject, tooLong, MOST} = penstock;
  const {apply} = Reflect;
  const {split: splitter, replace: replacer, match: matcher} = Symbol;
  const {defineProperty, getOwnPropertyNames} = Object;
  const {toUpperCase, toLowerCase, toLocaleUpperCase, toLocaleLowerCase, indexOf, slice, charCodeAt} = String.prototype;
  const uncurried = (method) => (self, ...values) => apply(method, self, values);
  const [find, cut, codeAt] = [indexOf, slice, charCodeAt].map(uncurried);

  // A search costs the product of both lengths where they are alike, so that of long ones is made by windows.
  const WINDOW = 1 << 25;
  const isFar = (text, found) => text.length * found.length > 2 * WINDOW;
  const search = (text, found, from = 0) => (isFar(text, found) ? searchByWindows(text, found, from) : find(text, found, from));
  const searchByWindows = (text, found, from) => {
    const step = Math.max(1, Math.trunc(WINDOW / found.length));
    for (let at = from; at + found.length <= text.length; at += step) {
      const hit = find(cut(text, at, at + step + found.length - 1), found);
      if (hit >= 0) return at + hit;
    }
    return -1;
  };
  const refuse = () => { throw new RangeError('expected a shorter text to look for, or to look in'); };
  const far = (name, text, found, from) => {
    if (name === 'lastIndexOf') refuse();
    const hit = searchByWindows(text, found, Math.max(0, Math.trunc(Number(from)) || 0));
    return name === 'includes' ? hit >= 0 : hit;
  };
  for (const name of ['indexOf', 'lastIndexOf', 'includes']) {
    replace(String.prototype, name, (original) => ({
      bounded(...values) {
        const text = of(this);
        if (isObject(values[0]) && !values[0][matcher]) values[0] = `${values[0]}`;
        const isNear = typeof values[0] !== 'string' || !isFar(text, values[0]);
        return isNear ? apply(original, text, values) : far(name, text, values[0], values[1]);
      },
    }).bounded);
  }

  const longest = (text, most) => {
    if (text.length > most) throw new RangeError(`expected a text of at most ${most} characters, found a longer one`);
    return text;
  };
  for (const name of ['encodeURIComponent', 'encodeURI', 'decodeURIComponent', 'decodeURI', 'escape', 'unescape']) {
    replace(globalThis, name, (original) => ({bounded(text) { return original(longest(`${text}`, MOST)); }}).bounded);
  }
  replace(String.prototype, 'normalize', (original) => ({
    bounded(...values) { return apply(original, longest(of(this), MOST), values); },
  }).bounded);
  const of = (self) => {
    if (self === null || self === undefined) throw new TypeError('expected a text, found none');
    return `${self}`;
  };

  // The case of a text that grows meanwhile costs the square of its length, so it is made by parts: they end where no
  // letter is, else between two characters.
  const PART = 1024;
  const endOf = (text, start) => {
    const end = start + PART;
    for (let at = end; at > end - 256; at--) if (codeAt(text, at) < 0x41) return at + 1;
    return (codeAt(text, end) & 0xfc00) === 0xdc00 ? end + 1 : end;
  };
  const byParts = (original, text, values) => {
    let made = '';
    for (let start = 0, end; start < text.length; start = end) {
      end = text.length - start > PART ? endOf(text, start) : text.length;
      made += apply(original, cut(text, start, end), values);
    }
    return made;
  };
  for (const original of [toUpperCase, toLowerCase, toLocaleUpperCase, toLocaleLowerCase]) {
    replace(String.prototype, original.name, () => ({
      bounded(...values) {
        const text = of(this);
        return text.length <= 2 * PART ? apply(original, text, values) : byParts(original, text, values);
      },
    }).bounded);
  }

  const splitAt = (original, text, separator, limit) => {
    if (typeof separator === 'string' && isFar(text, separator)) refuse();
    const parts = apply(original, text, limit !== undefined ? [separator, limit] : text.length <= MOST ? [separator] : [separator, MOST + 1]);
    if (parts.length > MOST) tooLong();
    return parts;
  };
  /** What is neither a text nor knows how to split, or to replace, is taken for its text, once. */
  const textOr = (value, verb) => (isObject(value) && (value[verb] === undefined || value[verb] === null) ? `${value}` : value);
  replace(String.prototype, 'split', (original) => ({
    bounded(given, limit) {
      const separator = textOr(given, splitter);
      return isObject(separator) ? apply(original, this, [separator, limit]) : splitAt(original, of(this), separator, limit);
    },
  }).bounded);

  /** What a replacement's text becomes: $$, $& and the texts before and after. */
  const expand = (template, text, found, at) => {
    let made = '';
    let start = 0;
    for (let mark = find(template, '$'); mark >= 0; mark = find(template, '$', start)) {
      const sign = template[mark + 1];
      const known = sign === '$' || sign === '&' || sign === '`' || sign === "'";
      made += cut(template, start, mark);
      if (sign === '&') made += found;
      else if (sign === '`') made += cut(text, 0, at);
      else if (sign === "'") made += cut(text, at + found.length);
      else made += '$';
      start = mark + (known ? 2 : 1);
    }
    return made + cut(template, start);
  };
  const SHORT = 4096;
  const MOST_GROWTH = 1 << 22;
  const swap = (text, found, by, all) => {
    const template = typeof by === 'function' ? by : `${by}`;
    let made = '';
    let start = 0;
    for (let at = search(text, found); at >= 0; ) {
      made += cut(text, start, at);
      made += typeof template === 'function' ? `${template(found, at, text)}` : expand(template, text, found, at);
      start = at + found.length;
      if (!all || at + 1 > text.length) break;
      at = search(text, found, found.length > 0 ? start : at + 1);
      if (found.length === 0 && start > text.length) break;
    }
    return made + cut(text, start);
  };
  for (const name of ['replace', 'replaceAll']) {
    replace(String.prototype, name, (original) => ({
      bounded(...values) {
        const [given, by] = values;
        const found = textOr(given, replacer);
        values[0] = found;
        const text = typeof found === 'string' ? of(this) : this;
        const growing = typeof by === 'string' && text?.length * by.length > MOST_GROWTH && (find(by, '$`') >= 0 || find(by, "$'") >= 0);
        const many = typeof found === 'string' && ((name === 'replaceAll' && text.length > SHORT) || isFar(text, found));
        const isSwap = typeof found === 'string' && (growing || many);
        if (growing && !isSwap) throw new RangeError('expected a shorter replacement with $` or $\', or a shorter text');
        return isSwap ? swap(text, found, by, name === 'replaceAll') : apply(original, text, values);
      },
    }).bounded);
  }

  const {parse, stringify} = JSON;
  const {isArray} = Array;
  replace(JSON, 'parse', () => ({
    parse(text, reviver) {
      const json = typeof text === 'string' ? text : `${text}`;
      if (json.length > 65536 && !host('afford', json)) throw new RangeError('expected JSON with fewer values than these for the heap of this hook');
      return reviver === undefined ? parse(json) : parse(json, reviver);
    },
  }).parse);
  replace(JSON, 'stringify', () => ({
    stringify(value, replacer, space) {
      if (isArray(replacer) && (!isPlain(replacer) || replacer.length > MOST)) tooLong();
      return replacer === undefined && space === undefined ? stringify(value) : stringify(value, replacer, space);
    },
  }).stringify);
  // Asked for once for each object that becomes JSON, which is where a loop of the engine's can be stopped.
  defineProperty(Object.prototype, 'toJSON', {
    get: Function.prototype,
    set(value) { defineProperty(this, 'toJSON', {value, writable: true, enumerable: true, configurable: true}); },
    enumerable: false, configurable: true,
  });

  /** A list of locales as an array that does not change while it is read. */
  const MOST_LOCALES = 100;
  const {Locale} = Intl;
  const locales = (list) => {
    if (typeof list !== 'object' || list === null || list instanceof Locale) return list;
    if (list.length > MOST_LOCALES) throw new RangeError(`expected at most ${MOST_LOCALES} locales, found more`);
    const made = [];
    for (let i = 0; i < MOST_LOCALES && i < list.length; i++) if (i in list) made[made.length] = list[i];
    return made;
  };
  const reading = (owner, name, at) => replace(owner, name, (original) => ({
    bounded(...values) {
      if (typeof values[at] === 'object') values[at] = locales(values[at]);
      return apply(original, this, values);
    },
  }).bounded);
  const traps = {
    apply(target, self, [list, ...rest]) { return apply(target, self, [locales(list), ...rest]); },
    construct(target, [list, ...rest], self) { return Reflect.construct(target, [locales(list), ...rest], self); },
  };
  for (const name of getOwnPropertyNames(Intl)) {
    const Class = Intl[name];
    if (typeof Class !== 'function' || name === 'Locale') continue;
    if (name === 'getCanonicalLocales') reading(Intl, name, 0);
    if (!Class.prototype) continue;
    if (Class.supportedLocalesOf) reading(Class, 'supportedLocalesOf', 0);
    const bounded = new NativeProxy(Class, traps);
    defineProperty(Intl, name, {value: bounded});
    defineProperty(Class.prototype, 'constructor', {value: bounded});
  }
  reading(String.prototype, 'localeCompare', 1);
  for (const owner of [Array, Date, Number, BigInt]) {
    for (const name of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']) {
      if (Object.hasOwn(owner.prototype, name)) reading(owner.prototype, name, 0);
    }
  }
})
