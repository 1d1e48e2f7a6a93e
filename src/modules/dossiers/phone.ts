/** A phone number of Việt Nam as stored, +84…; undefined when it cannot be one. Several people may share it. */
export function readPhone(typed: string): string | undefined {
  const digits = typed.replace(/[\s.()-]/g, '').replace(/^(\+84|0084|84(?=\d{9}$))/, '0');
  return /^0(\d{9}|\d{10})$/.test(digits) ? `+84${digits.slice(1)}` : undefined;
}
