/* What each voter number says, in 29 bytes a number: a million fit into a browser's tab. */

const WORDS = 4; // of 32 bits in a number
export const SAYS = ["none", "support", "agree", "disagree", "pass"];

/** A table from voter numbers to slots; slots count from 0 in the order of appearance. */
export class Voters {
  constructor() {
    this.count = 0;
    this._grow(1 << 10);
  }

  /** The slot of a number, a new one if it has none: `question` is then 0 and `s` is 0. */
  slot(number) {
    const key = KEY;
    for (let word = 0; word < WORDS; word += 1) key[word] = wordAt(number, word * DIGITS);
    let at = this._place(key, 0);
    while (this._index[at]) {
      const slot = this._index[at] - 1;
      if (this._is(slot, key)) return slot;
      at = (at + 1) & this._mask;
    }
    if (this.count * 2 > this._mask) {
      this._grow(this._index.length * 2);
      return this.slot(number);
    }
    this._keys.set(key, this.count * WORDS);
    this._index[at] = this.count + 1;
    this.count += 1;
    return this.count - 1;
  }

  _place(keys, from) {
    // All four words: numbers that collide in one of them must not slow us down.
    let mixed = keys[from] ^ Math.imul(keys[from + 1], 0x9e3779b1);
    mixed ^= Math.imul(keys[from + 2], 0x85ebca6b) ^ Math.imul(keys[from + 3], 0xc2b2ae35);
    return (mixed ^ (mixed >>> 15)) & this._mask;
  }

  _is(slot, key) {
    const at = slot * WORDS;
    const keys = this._keys;
    return keys[at] === key[0] && keys[at + 1] === key[1]
      && keys[at + 2] === key[2] && keys[at + 3] === key[3];
  }

  _grow(places) {
    this._mask = places - 1;
    this._index = new Uint32Array(places);
    const slots = places / 2 + 1;
    this._keys = larger(new Uint32Array(slots * WORDS), this._keys);
    this.question = larger(new Uint32Array(slots), this.question); // from 1; 0 is none
    this.s = larger(new Uint32Array(slots), this.s);
    this.says = larger(new Uint8Array(slots), this.says); // place in SAYS
    this.merge = larger(new Uint32Array(slots), this.merge); // from 1; 0 is none
    for (let slot = 0; slot < this.count; slot += 1) {
      let at = this._place(this._keys, slot * WORDS);
      while (this._index[at]) at = (at + 1) & this._mask;
      this._index[at] = slot + 1;
    }
  }
}

const KEY = new Uint32Array(WORDS);
const DIGITS = 8; // hexadecimal, of a word
const [CODE_OF_0, CODE_OF_A] = [48, 97];

/* Read where they stand: a million texts need not be cut into four million. */
function wordAt(number, from) {
  let word = 0;
  for (let at = from; at < from + DIGITS; at += 1) {
    const code = number.charCodeAt(at);
    word = (word << 4) | (code < CODE_OF_A ? code - CODE_OF_0 : code - CODE_OF_A + 10);
  }
  return word;
}

function larger(made, old) {
  if (old) made.set(old);
  return made;
}
