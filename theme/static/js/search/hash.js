// Where a token's entry lies, from the token alone; plugins/portal/search/shards.py has the same rules.

const MIX = 0x9e3779b1;

/** Two characters of 16 bits, which their hash alone names. */
export const isPair = (token) => token.length === 2 && !/[\ud800-\udfff]/.test(token);

export function tokenHash(token) {
  let value = 0x811c9dc5;
  if (isPair(token)) value = (token.charCodeAt(0) << 16) | token.charCodeAt(1);
  else for (const byte of new TextEncoder().encode(token)) value = Math.imul(value ^ byte, 0x01000193);
  return Math.imul(value, MIX) >>> 0;
}
