// Bounds on built-ins that loop inside the engine, where the watchdog cannot stop them. A list of more than a million
// entries is beyond what a hook can work on in its time.
(function () {
  'use strict';
  const MOST = 1 << 20;
  const MOST_DIGITS = 20000;
  const {apply} = Reflect;

  const replace = (owner, name, make) => {
    const original = owner[name];
    const {enumerable} = Object.getOwnPropertyDescriptor(owner, name);
    const bounded = make(original);
    Object.defineProperty(bounded, 'name', {value: name, configurable: true});
    Object.defineProperty(bounded, 'length', {value: original.length, configurable: true});
    Object.defineProperty(owner, name, {value: bounded, writable: true, configurable: true, enumerable});
  };
  const tooLong = () => { throw new RangeError(`expected a list of at most ${MOST} entries, found a longer one`); };

  const looping = [
    'concat', 'copyWithin', 'every', 'fill', 'filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'flat', 'flatMap',
    'forEach', 'includes', 'indexOf', 'join', 'lastIndexOf', 'map', 'reduce', 'reduceRight', 'reverse', 'shift', 'slice',
    'some', 'sort', 'splice', 'toLocaleString', 'toReversed', 'toSorted', 'toSpliced', 'toString', 'unshift', 'with',
  ];
  for (const name of looping) {
    replace(Array.prototype, name, (original) => ({
      bounded(...values) {
        if (this?.length > MOST) tooLong();
        return apply(original, this, values);
      },
    }).bounded);
  }
  replace(Array.prototype, 'concat', (original) => ({
    bounded(...values) {
      for (const value of values) if (value?.length > MOST && typeof value === 'object') tooLong();
      return apply(original, this, values);
    },
  }).bounded);
  replace(Array, 'from', (original) => ({
    bounded(...values) {
      const [source] = values;
      if (source?.length > MOST && typeof source === 'object') tooLong();
      return apply(original, this, values);
    },
  }).bounded);
  const number = BigInt;
  const Bounded = function (value) {
    if (new.target) throw new TypeError('BigInt is not a constructor');
    if (typeof value === 'string' && value.length > MOST_DIGITS) {
      throw new RangeError(`expected a BigInt of at most ${MOST_DIGITS} digits, found a longer one`);
    }
    return number(value);
  };
  Object.defineProperty(Bounded, 'name', {value: 'BigInt'});
  Bounded.prototype = number.prototype;
  Bounded.asIntN = number.asIntN;
  Bounded.asUintN = number.asUintN;
  Object.defineProperty(number.prototype, 'constructor', {value: Bounded, writable: true, configurable: true});
  globalThis.BigInt = Bounded;
})
