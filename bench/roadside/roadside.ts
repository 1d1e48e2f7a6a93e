import { openPrinting } from '#kernel/printing/index.ts';
import { degrade } from './degrade.ts';
import { toPicture } from './grey.ts';
import { printPasses } from './passes.ts';
import { readPicture } from './reader.ts';
import { scenes } from './scenes.ts';

/** One picture: which trouble, the code's version, and what the reader made of it. */
export type Look = { name: string; version: number; read: boolean; milliseconds: number };

/** The 36 pictures of passes, taken and read one by one; `keep` gets each of them, for whoever wants to look. */
export async function lookAtAll(
  rootDir: string,
  keep: (name: string, picture: ReturnType<typeof toPicture>) => Promise<void> = async () => undefined,
): Promise<Look[]> {
  const printing = openPrinting({ rootDir });
  try {
    const { passes, judgeText } = await printPasses(printing);
    const looks: Look[] = [];
    for (const [i, scene] of scenes.entries()) {
      const pass = passes[i % passes.length];
      if (!pass) continue;
      const picture = toPicture(await degrade(pass, scene, 1000 + i));
      await keep(scene.name, picture);
      const from = performance.now();
      const text = await readPicture(picture);
      const milliseconds = performance.now() - from;
      if (text !== undefined && text !== pass.text) throw new Error(`${scene.name}: read, and wrongly`);
      if (text !== undefined && (await judgeText(text)) !== 'valid') throw new Error(`${scene.name}: read, and not valid`);
      looks.push({ name: scene.name, version: (pass.modules - 17) / 4, read: text !== undefined, milliseconds });
    }
    return looks;
  } finally {
    await printing.close();
  }
}
