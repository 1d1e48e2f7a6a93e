/** The finished look: the small stylesheet every citizen page carries inside, and the addresses of what is fetched. */
export type Look = {
  citizenCss: string;
  /** CSP source of the inlined stylesheet, 'sha256-…'. */
  citizenCssHash: string;
  /** The address of a built asset by its plain name: url('officer.css'), url('upload.js'). */
  url(name: string): string;
};

let current: Look | undefined;

/** Hangs the built look up once, when the program starts. */
export function hangLook(look: Look): void {
  current = look;
}

export function look(): Look {
  if (!current) throw new Error('the look is built before the first page is drawn');
  return current;
}
