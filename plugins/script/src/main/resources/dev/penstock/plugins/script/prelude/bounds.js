// Bounds on built-ins that loop inside the engine where the watchdog cannot stop them, found by trying each: lists that
// say they are longer than they are, and typed arrays and BigInts made of them. A list of more than a million entries is
// beyond what a hook can work on in its time. What is not here was seen to stop. What stands in for a built-in returns at its
// end alone, as run.js says.
(function (penstock) {
  'use strict';
  const MOST = 1 << 20;
  const MOST_DIGITS = 20000;
  const MOST_BITS = 1 << 17;
  const {apply, construct} = Reflect;
  const {isArray} = Array;
  const {isView} = ArrayBuffer;
  const {defineProperty, getOwnPropertyDescriptor, getPrototypeOf} = Object;
  const {trunc} = Math;
  const {iterator, isConcatSpreadable, toPrimitive} = Symbol;
  const NativeProxy = Proxy;
  const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

  /** Puts a function in the place of a built-in, looking like it. */
  const replace = (owner, name, make) => {
    const property = getOwnPropertyDescriptor(owner, name);
    const bounded = make(property.value);
    defineProperty(bounded, 'name', {value: property.value.name, configurable: true});
    defineProperty(bounded, 'length', {value: property.value.length, configurable: true});
    defineProperty(owner, name, {...property, value: bounded});
  };
  const tooLong = () => { throw new RangeError(`expected a list of at most ${MOST} entries, found a longer one`); };

  // A proxy may tell another length each time it is asked, so that it has to be known.
  const proxies = new WeakSet();
  const addProxy = proxies.add.bind(proxies);
  const hasProxy = proxies.has.bind(proxies);
  let anyProxy = false;
  const known = (proxy) => {
    anyProxy = true;
    addProxy(proxy);
    return proxy;
  };
  replace(Proxy, 'revocable', (original) => ({
    revocable(target, handler) {
      const made = original(target, handler);
      known(made.proxy);
      return made;
    },
  }).revocable);
  defineProperty(globalThis, 'Proxy', {
    value: new NativeProxy(NativeProxy, {construct: (target, values, self) => known(construct(target, values, self))}),
    writable: true, configurable: true, enumerable: false,
  });

  const isPlain = (list) => isArray(list) && !(anyProxy && hasProxy(list));
  const fit = (list) => {
    if (list.length > MOST) tooLong();
    return list;
  };
  /** What stands for a list that is no array: its length is asked for once, here. */
  const steady = (list) => {
    const length = trunc(Number(list.length)) || 0;
    if (length > MOST) tooLong();
    return new NativeProxy(list, {get: (target, key) => (key === 'length' ? length : target[key])});
  };
  const onSteady = (original, given, values) => {
    const list = steady(given);
    const result = apply(original, list, values);
    return result === list ? given : result;
  };
  const looping = [
    'concat', 'every', 'filter', 'flat', 'flatMap', 'forEach', 'indexOf', 'lastIndexOf', 'map', 'reduce', 'reduceRight', 'shift',
    'slice', 'some', 'sort', 'splice', 'toReversed', 'toSorted', 'toSpliced', 'unshift', 'with',
  ];
  for (const name of looping) {
    replace(Array.prototype, name, (original) => ({
      bounded(...values) {
        return isPlain(this) ? apply(original, fit(this), values)
          : isObject(this) ? onSteady(original, this, values)
            : apply(original, this, values);
      },
    }).bounded);
  }
  replace(Array.prototype, 'concat', (original) => ({
    bounded(...values) {
      let length = 0;
      for (let i = 0; i < values.length; i++) {
        const value = values[i];
        if (!isObject(value)) continue;
        if (!isPlain(value)) {
          if (value[isConcatSpreadable] || isArray(value)) values[i] = steady(value);
        } else if ((length += value.length) > MOST) tooLong();
      }
      return apply(original, this, values);
    },
  }).bounded);

  /** The source of a list: what has an iterator can be stopped. */
  const source = (list) => {
    if (!isObject(list) || isView(list) || (list[iterator] !== undefined && list[iterator] !== null)) return list;
    return list instanceof ArrayBuffer ? list : steady(list);
  };
  const TypedArray = getPrototypeOf(Uint8Array);
  for (const owner of [Array, TypedArray]) {
    replace(owner, 'from', (original) => ({
      bounded(list, ...values) { return apply(original, this, [source(list), ...values]); },
    }).bounded);
  }
  for (const name of Reflect.ownKeys(globalThis)) {
    const {value} = getOwnPropertyDescriptor(globalThis, name);
    if (typeof value !== 'function' || getPrototypeOf(value) !== TypedArray) continue;
    const bounded = new NativeProxy(value, {
      construct(target, values, self) {
        if (isObject(values[0])) values[0] = source(values[0]);
        return construct(target, values, self);
      },
    });
    defineProperty(globalThis, name, {value: bounded});
    defineProperty(value.prototype, 'constructor', {value: bounded});
  }

  const number = BigInt;
  /** As the language makes a primitive of an object to be a number, once. */
  const primitive = (value) => {
    const exotic = value[toPrimitive];
    let made = exotic === undefined || exotic === null ? value.valueOf?.() : apply(exotic, value, ['number']);
    if (isObject(made)) made = `${value}`;
    return made;
  };
  const digits = (given) => {
    const value = isObject(given) ? primitive(given) : given;
    if (typeof value === 'string' && value.length > MOST_DIGITS) {
      throw new RangeError(`expected a BigInt of at most ${MOST_DIGITS} digits, found a longer one`);
    }
    return value;
  };
  const bounded = new NativeProxy(BigInt, {apply: (target, self, [value]) => number(digits(value))});
  for (const name of ['asIntN', 'asUintN']) {
    replace(BigInt, name, (original) => ({
      bounded(bits, value) {
        if (Number(bits) > MOST_BITS) throw new RangeError(`expected at most ${MOST_BITS} bits, found more`);
        return original(Number(bits), digits(value));
      },
    }).bounded);
  }
  defineProperty(number.prototype, 'constructor', {value: bounded});
  defineProperty(globalThis, 'BigInt', {value: bounded});

  // The engine's registry of symbols is one for all realms and is never emptied, so each realm has its own.
  const [symbols, keys] = [new Map(), new Map()];
  const [getSymbol, setSymbol] = [symbols.get.bind(symbols), symbols.set.bind(symbols)];
  const [getKey, setKey] = [keys.get.bind(keys), keys.set.bind(keys)];
  const NativeSymbol = Symbol;
  replace(Symbol, 'for', () => ({
    bounded(key) {
      const text = `${key}`;
      let symbol = getSymbol(text);
      if (symbol === undefined) {
        symbol = NativeSymbol(text);
        setSymbol(text, symbol);
        setKey(symbol, text);
      }
      return symbol;
    },
  }).bounded);
  replace(Symbol, 'keyFor', () => ({
    bounded(symbol) {
      if (typeof symbol !== 'symbol') throw new TypeError('expected a symbol');
      return getKey(symbol);
    },
  }).bounded);

  Object.assign(penstock, {NativeProxy, replace, isPlain, isObject, tooLong, MOST});
})
