import { Agent, request } from 'node:http';

/** Sends `count` requests over `connections` kept-alive connections and answers each latency in ms. Bounded by count. */
export async function load(connections: number, count: number, make: (i: number) => Sending): Promise<{ latencies: number[]; seconds: number; failed: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies: number[] = [];
  let next = 0;
  let failed = 0;
  const started = performance.now();
  async function worker() {
    while (next < count) {
      const sending = make(next++);
      const from = performance.now();
      const status = await send(agent, sending);
      latencies.push(performance.now() - from);
      if (status !== sending.expect) failed++;
    }
  }
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
  return { latencies, seconds: (performance.now() - started) / 1000, failed };
}

export type Sending = { url: URL; method?: string; headers?: Record<string, string>; body?: string; expect: number };

function send(agent: Agent, { url, method = 'GET', headers, body }: Sending): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent, method, headers: { ...headers, ...(body ? { 'content-length': Buffer.byteLength(body) } : {}) } }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}
