/**
 * Reads the number in `bytes[from, end)`, decimal notation in ASCII, to `into[at]`: exactly what `Number` reads. False, with nothing
 * written, where it is no such number, or one that takes more than one rounding: more digits than 2⁵³ has, or a large exponent.
 * A whole number below 2⁵³ times or divided by a power of ten up to 10²² is rounded once (Clinger 1990).
 */
export function scanNumber(bytes: Uint8Array, from: number, end: number, into: Float64Array, at: number): boolean {
  let place = from;
  const negative = bytes[place] === minus;
  if (negative || bytes[place] === plus) place++;
  const begin = place;
  let [mantissa, digits, exponent] = [0, 0, 0];
  for (; place < end; place++) {
    const digit = bytes[place]! - zero;
    if (digit < 0 || digit > 9) break;
    mantissa = mantissa * 10 + digit;
  }
  digits = place - begin;
  if (place < end && bytes[place] === point) {
    const fraction = ++place;
    for (; place < end; place++) {
      const digit = bytes[place]! - zero;
      if (digit < 0 || digit > 9) break;
      mantissa = mantissa * 10 + digit;
    }
    exponent = fraction - place;
    digits -= exponent;
  }
  // Where the end is exact, so was every step before it.
  if (digits === 0 || mantissa > Number.MAX_SAFE_INTEGER) return false;
  if (place < end && (bytes[place]! | 0x20) === letterE) {
    place++;
    const down = bytes[place] === minus;
    if (down || bytes[place] === plus) place++;
    const first = place;
    let power = 0;
    for (; place < end && place - first < 4; place++) {
      const digit = bytes[place]! - zero;
      if (digit < 0 || digit > 9) break;
      power = power * 10 + digit;
    }
    if (place === first) return false;
    exponent += down ? -power : power;
  }
  if (place !== end || exponent > 22 || exponent < -22) return false;
  const value = exponent < 0 ? mantissa / powersOfTen[-exponent]! : mantissa * powersOfTen[exponent]!;
  into[at] = negative ? -value : value;
  return true;
}

const minus = 0x2d;
const plus = 0x2b;
const point = 0x2e;
const zero = 0x30;
const letterE = 0x65;
const powersOfTen = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
