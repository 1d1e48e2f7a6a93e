/** Drawings of one line width on a field of 24; there are always words beside them, so nobody hears of them. */
const drawings = {
  check: 'M4 12.5l5.5 5.5L20 6.5',
  cross: 'M6 6l12 12M18 6L6 18',
  info: 'M12 3a9 9 0 1 0 .01 0M12 11v6M12 7.2v.1',
  warning: 'M12 3.5L22 20.5H2zM12 10v5M12 17.8v.1',
  clock: 'M12 3a9 9 0 1 0 .01 0M12 7.5V12l3.5 2.5',
  pen: 'M4 20l1-4L16.5 4.5l3 3L8 19zM13 20h7',
  path: 'M6 21a2 2 0 1 0-.01-4A2 2 0 0 0 6 21M18 7a2 2 0 1 0-.01-4A2 2 0 0 0 18 7M8 19h7a3.5 3.5 0 0 0 0-7H9a3.5 3.5 0 0 1 0-7h7',
  seal: 'M12 2.5l2.6 2 3.3-.2 1 3.1 2.7 1.9-1 3.2 1 3.1-2.7 1.9-1 3.1-3.3-.2-2.6 2-2.6-2-3.3.2-1-3.1-2.7-1.9 1-3.1-1-3.2 2.7-1.9 1-3.1 3.3.2zM8.3 12.4l2.7 2.7 4.8-5',
} as const;

export type IconName = keyof typeof drawings;

/** A small drawing beside words. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={drawings[name]} />
    </svg>
  );
}

/** The tea hills of Thái Nguyên, three rows of them: decoration that weighs 200 bytes. */
export function TeaHills() {
  return (
    <svg class="hills" viewBox="0 0 1200 120" preserveAspectRatio="none" aria-hidden="true">
      <path d="M0 70Q170 5 380 60T760 45T1200 30V120H0z" />
      <path d="M0 100Q240 35 520 85T980 75T1200 62V120H0z" />
      <path d="M0 112Q300 78 620 108T1200 92V120H0z" />
    </svg>
  );
}
