import { look, Verdict, weeksBack } from '#design/index.ts';
import { allWords } from './words.ts';

/** What a page must know to judge in the browser: the province's key to pin, and the names behind the codes of provinces. */
export type Origin = { point: string; provinces: readonly { value: string; label: string }[] };

/** Where the lists and the reader lie, said on the page itself, so that the worker that takes the page along finds them too. */
export function scannerFiles({ point, provinces }: Origin): Record<string, string> {
  const { url } = look();
  return {
    'data-point': point,
    'data-keys': '/xac-thuc/khoa',
    'data-status': '/xac-thuc/thu-hoi',
    'data-worker': url('frame-reader.js'),
    'data-reader-wasm': url('zxing-reader.wasm'),
    'data-scan-once': url('scan-once.js'),
    'data-weeks-back': String(weeksBack()),
    'data-provinces': provinces.map(({ value, label }) => `${value} ${label}`).join('|'),
  };
}

/** Every verdict lies ready in the page, so that the island has nothing to draw and nothing to fetch. */
export function Words() {
  return (
    <template id="verdicts">
      {allWords.map(({ name, kind, title, sentence }) => (
        <div data-kind={name}>
          <Verdict kind={kind} title={title}>
            <p>{sentence}</p>
          </Verdict>
        </div>
      ))}
    </template>
  );
}
