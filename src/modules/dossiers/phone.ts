/** A phone number of Việt Nam as stored, +84…, however it was typed; undefined when it cannot be one. Several people may share it. */
export function readPhone(typed: string): string | undefined {
  const local = typed.replace(/[\s.()-]/g, '').replace(/^(\+?84|0084)0?/, '0');
  return /^0(2\d{9}|[35789]\d{8})$/.test(local) ? `+84${local.slice(1)}` : undefined;
}
