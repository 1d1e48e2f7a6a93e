import { sql } from '#kernel/db/index.ts';
import { type Ctx, get, type Route } from '#kernel/web/index.ts';

/** What machines ask: is it alive, can it work, how is it doing. No personal data here. */
export const healthRoutes: readonly Route[] = [get('/healthz', 'anyone', alive), get('/readyz', 'anyone', ready), get('/metrics', 'anyone', metrics)];

function alive(c: Ctx): Response {
  return c.text('ok');
}

async function ready(c: Ctx): Promise<Response> {
  const answered = await c.var.platform.db.one(sql`select 1 as one`).catch(() => undefined);
  return answered ? c.text('ready') : c.text('database does not answer', 503);
}

/** Prometheus text: memory, event loop, and what still waits to be told. */
async function metrics(c: Ctx): Promise<Response> {
  const { rss, heapUsed } = process.memoryUsage();
  const { waiting, dead } = await c.var.platform.outbox.backlog();
  const lines = {
    motcua_resident_bytes: rss,
    motcua_heap_bytes: heapUsed,
    motcua_cpu_seconds_total: process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6,
    motcua_uptime_seconds: process.uptime(),
    motcua_outbox_waiting: waiting,
    motcua_outbox_dead: dead,
  };
  return c.text(
    `${Object.entries(lines)
      .map(([name, value]) => `${name} ${value}`)
      .join('\n')}\n`,
  );
}
