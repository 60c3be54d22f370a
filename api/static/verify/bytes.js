/* Bytes and their spellings. Decoding is strict: one spelling for each value. */

import { Problem } from "./problem.js";

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const utf8 = (text) => ENCODER.encode(text);

/** Throws a TypeError for bytes that are no UTF-8. */
export const fromUtf8 = (bytes) => DECODER.decode(bytes);

export function hex(bytes) {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

export function base64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}

/** The bytes behind standard base64 with padding. */
export function fromBase64(text) {
  let plain;
  try {
    plain = atob(text);
  } catch {
    throw new Problem("base64");
  }
  const bytes = Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  // atob forgives spaces, missing padding and stray bits; two spellings of a proof must not pass.
  if (base64(bytes) !== text) throw new Problem("base64");
  return bytes;
}

export const base64url = (bytes) =>
  base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/** The bytes behind base64url without padding. */
export function fromBase64url(text) {
  if (/[+/=]/.test(text)) throw new Problem("base64");
  const plain = text.replaceAll("-", "+").replaceAll("_", "/");
  return fromBase64(plain + "=".repeat((4 - (plain.length % 4)) % 4));
}

export function same(left, right) {
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}

/** Order as bytes: negative, zero or positive. */
export function compare(left, right) {
  const shorter = Math.min(left.length, right.length);
  for (let at = 0; at < shorter; at += 1) {
    if (left[at] !== right[at]) return left[at] - right[at];
  }
  return left.length - right.length;
}

export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
