import type { Child } from 'hono/jsx';
import { Icon, type IconName } from './icon.tsx';

export type NoticeKind = 'info' | 'success' | 'warning' | 'error';

const icons: Record<NoticeKind, IconName> = { info: 'info', success: 'check', warning: 'warning', error: 'cross' };

/** A word in a box: information, success, a warning, or something wrong; each with a shape of its own beside its colour. */
export function Notice({ kind = 'info', title, children }: { kind?: NoticeKind; title?: string; children?: Child }) {
  return (
    <div class={`notice ${kind}`} role={kind === 'error' ? 'alert' : undefined}>
      <Icon name={icons[kind]} />
      <div>
        {title && <h2>{title}</h2>}
        {children}
      </div>
    </div>
  );
}
