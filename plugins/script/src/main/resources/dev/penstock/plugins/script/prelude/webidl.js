// What the interfaces of the web have in common (Web IDL): conversions, lists of pairs that are walked while they change,
// and the shape of their prototypes.
(function (penstock) {
  'use strict';
  const {getOwnPropertyNames, getOwnPropertyDescriptor, getPrototypeOf, setPrototypeOf, defineProperty, create} = Object;
  const {apply, ownKeys} = Reflect;
  const iteratorPrototype = getPrototypeOf(getPrototypeOf([][Symbol.iterator]()));
  const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

  const {stringify} = JSON;
  penstock.isObject = isObject;
  /** A text as an error shows it. */
  penstock.quote = (text) => stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);

  /** Refuses a call that lacks arguments. */
  penstock.need = (found, least, name) => {
    if (found.length < least) throw new TypeError(`${name}: expected ${least} argument${least > 1 ? 's' : ''}, found ${found.length}`);
  };

  /** The pairs that a Headers or URLSearchParams is made of: those of a sequence, else the properties of an object. */
  penstock.pairsOf = (init, what) => {
    const pairs = [];
    const iterator = init[Symbol.iterator];
    if (iterator !== undefined && iterator !== null) {
      for (const pair of init) {
        if (!isObject(pair)) throw new TypeError(`expected ${what} as a pair of name and value`);
        const [name, value, ...more] = pair;
        const long = Array.isArray(pair) ? pair.length : value === undefined ? 1 : 2 + more.length;
        if (long !== 2) throw new TypeError(`expected ${what} as a pair of name and value`);
        pairs.push([name, value]);
      }
      return pairs;
    }
    for (const name of ownKeys(init)) {
      if (getOwnPropertyDescriptor(init, name)?.enumerable) pairs.push([`${name}`, init[name]]);
    }
    return pairs;
  };

  /** A dictionary of options; null and undefined are an empty one. */
  penstock.dictionary = (init, what) => {
    if (init === undefined || init === null) return {__proto__: null};
    if (!isObject(init)) throw new TypeError(`expected ${what} as an object, found ${typeof init}`);
    return init;
  };

  /**
   * Makes a class iterable over its pairs; what is added or taken away meanwhile counts.
   *
   * @param pairs gives those of an object as they are now, and throws for any other object
   */
  penstock.iterable = (Class, pairs) => {
    const pick = {entries: (pair) => [pair[0], pair[1]], keys: (pair) => pair[0], values: (pair) => pair[1]};
    class Walk {
      #target;
      #kind;
      #at = 0;
      constructor(target, kind) {
        pairs(target);
        this.#target = target;
        this.#kind = kind;
      }
      next() {
        const list = pairs(this.#target);
        return this.#at < list.length ? {value: pick[this.#kind](list[this.#at++]), done: false} : {value: undefined, done: true};
      }
    }
    const prototype = create(iteratorPrototype, {
      next: {value: Walk.prototype.next, writable: true, enumerable: true, configurable: true},
      [Symbol.toStringTag]: {value: `${Class.name} Iterator`, configurable: true},
    });
    const walk = (target, kind) => setPrototypeOf(new Walk(target, kind), prototype);
    const methods = {
      entries() { return walk(this, 'entries'); },
      keys() { return walk(this, 'keys'); },
      values() { return walk(this, 'values'); },
      forEach(action, self = undefined) {
        pairs(this);
        penstock.need(arguments, 1, `${Class.name}.forEach`);
        if (typeof action !== 'function') throw new TypeError(`${Class.name}.forEach: expected a function, found ${typeof action}`);
        for (let at = 0, list = pairs(this); at < list.length; list = pairs(this)) {
          const [name, value] = list[at++];
          apply(action, self, [value, name, this]);
        }
      },
    };
    for (const name of ownKeys(methods)) {
      defineProperty(Class.prototype, name, {value: methods[name], writable: true, enumerable: true, configurable: true});
    }
    defineProperty(Class.prototype, Symbol.iterator, {value: methods.entries, writable: true, configurable: true});
  };

  /** Operations and attributes can be listed, and the class has a name for its objects. */
  penstock.expose = (Class) => {
    for (const [owner, hidden] of [[Class.prototype, 'constructor'], [Class, 'prototype']]) {
      for (const name of getOwnPropertyNames(owner)) {
        const property = getOwnPropertyDescriptor(owner, name);
        if (name !== hidden && name !== 'name' && name !== 'length' && property.configurable) {
          defineProperty(owner, name, {...property, enumerable: true});
        }
      }
    }
    defineProperty(Class.prototype, Symbol.toStringTag, {value: Class.name, configurable: true});
    penstock.globals[Class.name] = Class;
  };
})
