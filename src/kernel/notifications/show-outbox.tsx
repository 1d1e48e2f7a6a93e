import { type Ctx, notFound, queryText } from '#kernel/web/index.ts';
import { OutboxPage } from './outbox.page.tsx';

const perPage = 30;

/**
 * GET /quan-tri/hop-thu-di: what was sent, or would be (hộp thư đi). Everybody may look in the demo province, whose people are
 * made up; elsewhere administrators only, and each look is audited. Its route is open to `anyone`; the rule stands here.
 */
export async function showOutbox(c: Ctx): Promise<Response> {
  const { platform, actor } = c.var;
  const admin = actor.kind === 'officer' && actor.roles.includes('admin');
  if (!admin && !platform.config.demo) return notFound(c);
  if (admin) await platform.audit.recordRead(actor, { kind: 'messages', id: 'list' });
  const page = Math.min(1000, Math.max(1, Math.trunc(Number(queryText(c, 'trang'))) || 1));
  const found = await platform.notifications.list(perPage + 1, (page - 1) * perPage);
  const props = { page, messages: found.slice(0, perPage), more: found.length > perPage, sendsMail: platform.notifications.sendsMail };
  return c.html(<OutboxPage actor={admin ? actor : undefined} {...props} />);
}
